import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { explain } from "../../domain/errors.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import type { Fault, FaultPlan, Moment } from "./faults.ts";
import type { Ledger } from "./ledger.ts";
import { makeRouter } from "./route.ts";
import type { Operation, Twin, TwinReply, TwinRequest } from "./twin.ts";

/** What every served twin shares. `watch` is told of each moment and may end the caller's process there. */
export interface Serving {
  readonly ledger: Ledger;
  readonly faults: FaultPlan;
  readonly now: () => Instant;
  readonly watch?: (moment: Moment) => void | Promise<void>;
  /** Chosen by the system unless given. */
  readonly port?: number;
}

/** A twin that listens on 127.0.0.1. */
export interface Served {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Longer than any client keeps an idle connection, so that no request is sent into one that is being closed. */
const keptOpen = 60_000;

const mostBytes = 64 * 1024 * 1024;

/** Serves one twin: route, admit, check the request, fault plan, handle, check the answer. Raises PORT_OCCUPIED. */
export const serveTwin = async (twin: Twin, serving: Serving): Promise<Served> => {
  const route = makeRouter(twin.operations);
  const server = createServer({ keepAliveTimeout: keptOpen }, (incoming, outgoing) => {
    answer(twin, route, serving, incoming, outgoing).catch((cause: unknown) => {
      if (!outgoing.headersSent) outgoing.writeHead(599, { "content-type": "text/plain" });
      outgoing.end(`twin ${twin.name} failed: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
    });
  });
  await listen(server, serving.port ?? 0);
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
};

const answer = async (
  twin: Twin,
  route: ReturnType<typeof makeRouter>,
  serving: Serving,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const request = await read(twin, serving, incoming);
  const { found, known } = route(request.method, request.path);
  const operation = found?.operation;
  const seen = { twin: twin.name, operation: operation?.name ?? "unknown", changes: operation?.changes ?? false, path: request.path };
  await serving.watch?.({ ...seen, when: "arrived" });
  const fault = serving.faults.next(seen);
  const routed = { ...request, params: found?.params ?? {} };
  if (fault === "applied-late") serving.faults.later?.(async () => void (await replyTo(twin, operation, known, routed)));
  if (fault !== undefined && !applies(fault)) return fail(fault, outgoing);
  const reply = await replyNow(twin, operation, known, routed, serving.faults);
  await serving.watch?.({ ...seen, when: "applied" });
  if (fault !== undefined) return fail(fault, outgoing, reply);
  send(outgoing, reply, request.method);
  await serving.watch?.({ ...seen, when: "answered" });
};

/** Reads may be answered from the past; changes are made now. */
const replyNow = (
  twin: Twin,
  operation: Operation | undefined,
  known: boolean,
  request: TwinRequest,
  { past }: FaultPlan,
): Promise<TwinReply> => {
  const before = operation?.changes === false ? past?.(twin.name) : undefined;
  if (before === undefined) return replyTo(twin, operation, known, request);
  return replyTo(
    before,
    before.operations.find(({ name }) => name === operation?.name),
    known,
    request,
  );
};

const replyTo = async (twin: Twin, operation: Operation | undefined, known: boolean, request: TwinRequest): Promise<TwinReply> => {
  const turnedAway = await twin.admit?.(request);
  if (turnedAway !== undefined) return turnedAway;
  if (operation === undefined) return twin.refuse(known ? 405 : 404, [`no operation ${request.method} ${request.path}`], request);
  const problems = operation.problems(request);
  if (problems.length > 0) return twin.refuse(422, problems, request);
  const reply = await operation.handle(request);
  const own = operation.replyProblems(reply);
  if (own.length > 0) throw new Error(`${operation.name} answered ${reply.status} against its description: ${own.join("; ")}`);
  return reply;
};

const read = async (twin: Twin, serving: Serving, incoming: IncomingMessage): Promise<TwinRequest> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw new Error("request body too large");
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  const origin = `http://${incoming.headers.host ?? "127.0.0.1"}`;
  const url = new URL(incoming.url ?? "/", origin);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    params: {},
    query: url.searchParams,
    headers,
    body,
    json: jsonOf(headers["content-type"], body),
    origin,
    applied: (effect, subject) => serving.ledger.record({ twin: twin.name, effect, subject, at: serving.now() }),
  };
};

const jsonOf = (type: string | undefined, body: Uint8Array): Json | undefined => {
  if (type === undefined || !/\bjson\b/.test(type) || body.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString("utf8")) as Json;
  } catch {
    return undefined;
  }
};

const send = (outgoing: ServerResponse, reply: TwinReply, method: string): void => {
  const bytes = bodyOf(reply);
  const type =
    reply.body instanceof Uint8Array || typeof reply.body === "string" ? {} : { "content-type": "application/json; charset=utf-8" };
  outgoing.writeHead(reply.status, { ...(reply.body === undefined ? {} : type), "content-length": String(bytes.length), ...reply.headers });
  outgoing.end(method === "HEAD" ? undefined : bytes);
};

const bodyOf = (reply: TwinReply): Buffer => {
  if (reply.body === undefined) return Buffer.alloc(0);
  if (reply.body instanceof Uint8Array) return Buffer.from(reply.body);
  return Buffer.from(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
};

const applies = (fault: Fault): boolean => fault.endsWith("-after");

const fail = (fault: Fault, outgoing: ServerResponse, reply?: TwinReply): void => {
  switch (fault) {
    case "reset":
      outgoing.socket?.resetAndDestroy();
      return;
    case "lost-before":
    case "lost-after":
    case "applied-late":
      outgoing.socket?.destroy();
      return;
    case "429":
      outgoing.writeHead(429, { "retry-after": "2" }).end();
      return;
    case "403-secondary":
      outgoing
        .writeHead(403, { "retry-after": "3", "content-type": "application/json" })
        .end('{"message":"You have exceeded a secondary rate limit."}');
      return;
    case "500-before":
    case "500-after":
      outgoing.writeHead(500).end();
      return;
    case "502-after":
      outgoing.writeHead(502, { "content-type": "text/html" }).end("<html>Bad Gateway</html>");
      return;
    case "garbled-after": {
      const bytes = bodyOf(reply ?? { status: 200 });
      outgoing.writeHead(reply?.status ?? 200, { "content-type": "application/json", "content-length": String(bytes.length) });
      outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
      outgoing.socket?.end();
      return;
    }
  }
};

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? explain("PORT_OCCUPIED", { port }, { cause: error }) : error),
    );
    server.listen(port, "127.0.0.1", resolve);
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
