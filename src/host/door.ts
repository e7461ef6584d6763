import { lookup as systemLookup } from "node:dns";
import { request as httpRequest, type IncomingMessage, Agent as PlainAgent, type RequestOptions } from "node:http";
import { request as httpsRequest, Agent as SecureAgent } from "node:https";
import type { LookupFunction } from "node:net";
import { explain, ReleaseError } from "../domain/errors.ts";
import type { Door, Inbound, Outbound } from "../domain/ports/host.ts";
import { type Allowed, allowedOf, isLoopbackHost, whyNotPublic, whyNotPublicHost } from "./address-filter.ts";
import { headersOf } from "./request-headers.ts";
import { withoutEchoes } from "./without-echo.ts";

/** How the way out is set. Both lists are read once. */
export interface DoorSettings {
  /**
   * Production origin → the twin's origin on 127.0.0.1 or [::1]. Given, this is a rehearsal and every other origin is refused; absent, this is
   * production, where only https goes out.
   */
  readonly map?: Readonly<Record<string, string>>;
  /** Host names, with a port or without, addresses and blocks of addresses of one's own that may be reached although they are not public. */
  readonly allow?: readonly string[];
  /** Resolves host names; the system's resolver unless told. */
  readonly lookup?: LookupFunction;
}

/** A door with a lifetime: closing it ends its idle connections. */
export interface OpenDoor extends Door {
  readonly close: () => void;
}

/** The largest answer and the longest wait unless a request says otherwise. */
const usual = { maxBytes: 10_000_000, deadline: 15_000 };

// An idle connection is dropped before servers usually drop it (5 s): a request sent into one that is being closed would have an unknown outcome.
const kept = { keepAlive: true, timeout: 4000 };

/** Opens the only way out for HTTP. Raises ADDRESS_FORBIDDEN when the map leads anywhere but to this machine. */
export const openDoor = (settings: DoorSettings = {}): OpenDoor => {
  const map = settings.map === undefined ? undefined : new Map(Object.entries(settings.map).map(checkedPair));
  const allow = allowedOf(settings.allow ?? []);
  const resolve = settings.lookup ?? (systemLookup as LookupFunction);
  const clean = withoutEchoes();
  const agents = { plain: new PlainAgent(kept), secure: new SecureAgent(kept) };

  const lead = (url: string): URL => (map === undefined ? checkedPublic(parse(url), allow) : twinOf(map, parse(url)));

  return {
    mapped: (url) => (map === undefined ? url : lead(url).href),
    request: async (request) => {
      const url = lead(request.url);
      // A twin learns the production host as behind any proxy, so that the addresses it answers with are production's.
      const forwarded = map === undefined ? {} : { "x-forwarded-host": parse(request.url).host };
      const lookup = filteredLookup(resolve, allow, portOf(url));
      const options: RequestOptions = { method: request.method, headers: { ...headersOf(request), ...forwarded }, lookup };
      return url.protocol === "https:"
        ? clean(request, await exchange(request, (answered) => httpsRequest(url, { ...options, agent: agents.secure }, answered)))
        : clean(request, await exchange(request, (answered) => httpRequest(url, { ...options, agent: agents.plain }, answered)));
    },
    close: () => {
      agents.plain.destroy();
      agents.secure.destroy();
    },
  };
};

interface Whole extends Inbound {
  readonly bytes: Buffer;
}

type Answered = (response: IncomingMessage) => void;

const exchange = (request: Outbound, open: (answered: Answered) => ReturnType<typeof httpRequest>): Promise<Whole> =>
  new Promise((resolve, reject) => {
    const name = requestName(request);
    const most = request.maxBytes ?? usual.maxBytes;
    const wait = request.deadline ?? usual.deadline;
    const sent = open((response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on("data", (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size > most) end(explain("BAD_ANSWER", { system: request.system, request: name, found: `more than ${most} bytes` }));
      });
      response.on("end", () => (response.complete ? settle(response, Buffer.concat(parts)) : fail(new Error("cut off"))));
      response.on("error", fail);
    });
    const timer = setTimeout(() => end(noAnswer(request, `nothing within ${wait} ms`)), wait);
    const settle = (response: IncomingMessage, bytes: Buffer): void => {
      clearTimeout(timer);
      resolve({ status: response.statusCode ?? 0, headers: plainHeaders(response), bytes });
    };
    const end = (error: ReleaseError): void => {
      clearTimeout(timer);
      reject(error);
      sent.destroy();
    };
    const fail = (cause: Error): void => end(cause instanceof ReleaseError ? cause : noAnswer(request, reasonOf(cause), cause));
    sent.on("error", fail);
    sent.end(request.body);
  });

/** The method and address of a request without its query, which may hold a credential. */
export const requestName = (request: Pick<Outbound, "method" | "url" | "toldAs">): string =>
  `${request.method} ${(request.toldAs ?? request.url).replace(/[?#].*$/s, "").replace(/\/\/[^/]*@/, "//")}`;

const noAnswer = (request: Outbound, reason: string, cause?: Error): ReleaseError =>
  explain("NO_ANSWER", { system: request.system, request: requestName(request), reason }, { cause });

// Codes only: an error's own words may quote what was sent.
const reasonOf = (cause: Error): string => ("code" in cause && typeof cause.code === "string" ? cause.code : "the connection was cut off");

const plainHeaders = (response: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );

const forbidden = (address: string, reason: string): ReleaseError => explain("ADDRESS_FORBIDDEN", { address, reason });

const parse = (url: string): URL => {
  const parsed = URL.parse(url);
  if (parsed === null) throw forbidden(JSON.stringify(url.slice(0, 200)), "It is not an address.");
  if (parsed.username !== "" || parsed.password !== "") throw forbidden(parsed.origin, "An address must not hold a user or password.");
  return parsed;
};

const checkedPair = ([from, to]: readonly [string, string]): readonly [string, URL] => {
  const twin = parse(to);
  if (twin.protocol !== "http:" || !isLoopbackHost(twin.hostname))
    throw forbidden(twin.origin, "A twin is on this machine and nowhere else.");
  return [parse(from).origin, twin];
};

const twinOf = (map: ReadonlyMap<string, URL>, url: URL): URL => {
  const twin = map.get(url.origin);
  if (twin === undefined) throw forbidden(url.origin, "This is a rehearsal, and no twin stands for this address.");
  const led = new URL(url.href);
  led.protocol = twin.protocol;
  led.host = twin.host;
  led.port = twin.port;
  return led;
};

const portOf = (url: URL): number => (url.port === "" ? 443 : Number(url.port));

const checkedPublic = (url: URL, allow: Allowed): URL => {
  if (url.protocol !== "https:") throw forbidden(url.href.replace(/[?#].*$/s, ""), "Only https goes out.");
  const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, "");
  const why = allow.host(host, portOf(url)) ? undefined : whyNotPublicHost(host);
  if (why !== undefined) throw forbidden(host, `It is ${why}.`);
  return url;
};

// The check is made on the addresses that the connection then uses, so a name cannot change its mind in between.
const filteredLookup =
  (lookup: LookupFunction, allow: Allowed, port: number): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, options, (error, address, family) => {
      if (error !== null) return done(error, address, family);
      const found = Array.isArray(address) ? address.map((each) => each.address) : [address];
      const why = found.map((each) => (allow.address(each) ? undefined : whyNotPublic(each))).find((each) => each !== undefined);
      if (why !== undefined && !allow.host(hostname, port)) return done(forbidden(hostname, `It leads to ${why}.`), address, family);
      done(null, address, family);
    });
  };
