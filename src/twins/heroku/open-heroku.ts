import { compareInstants } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { durable } from "../kernel/durable.ts";
import { checker, queryObject } from "../kernel/schema.ts";
import type { Operation, Twin, TwinGround, TwinReply, TwinRequest } from "../kernel/twin.ts";
import { buildBody, endBuilds, endOf, type HeldBuild, newestFirst, uuidOf } from "./builds.ts";
import { build, builds as buildList, createBuild, problem } from "./schemas.ts";
import type { HerokuLinks, HerokuSeed } from "./seed.ts";

/** Heroku, and what it has last released. */
export interface HerokuTwin {
  readonly heroku: Twin;
  /** The commit an app runs; undefined before its first release. */
  readonly running: (app: string) => string | undefined;
}

/** Opens the twin in its folder. A build is pending for some minutes and makes a release when it succeeds; two of one version are two builds. */
export const openHeroku = (ground: TwinGround, seed: HerokuSeed, links: HerokuLinks = {}): HerokuTwin => {
  const held = durable<readonly HeldBuild[]>(ground.folder, "builds", []);
  const works = ({ url, version }: HeldBuild) => links.builds?.({ url, version: version ?? undefined }) ?? true;
  const pending = () => held.get().filter(({ status }) => status === "pending");
  const appOf = (request: TwinRequest) => seed.apps.find((app) => [app, uuidOf("app", app)].includes(request.params["app"] ?? ""));

  const heroku: Twin = {
    name: "heroku",
    origins: ["https://api.heroku.com"],
    operations: [
      operation({ name: "createBuild", method: "POST", path: "/apps/{app}/builds", reply: [201, checkBuild] }, (request) => {
        const app = appOf(request);
        if (app === undefined) return noApp;
        const { source_blob } = request.json as { readonly source_blob: { readonly url: string; readonly version?: string | null } };
        const now = ground.now();
        const id = uuidOf("build", app, String(held.get().length));
        const made = { app, id, url: source_blob.url, version: source_blob.version ?? null, createdAt: now, updatedAt: now } as const;
        const started: HeldBuild = { ...made, status: "pending" };
        held.set([...held.get(), started]);
        request.applied("build", `${app} ${started.version ?? ""}`);
        return { status: 201, body: buildBody(started, seed) };
      }),
      operation({ name: "listBuilds", method: "GET", path: "/apps/{app}/builds", reply: [200, checkBuilds] }, (request) => {
        const app = appOf(request);
        if (app === undefined) return noApp;
        const { order, max } = rangeOf(request);
        const all = newestFirst(held.get().filter((each) => each.app === app));
        const page = (order === "desc" ? all : all.toReversed()).slice(0, max);
        return { status: page.length < all.length ? 206 : 200, body: page.map((each) => buildBody(each, seed)) };
      }),
      operation({ name: "infoBuild", method: "GET", path: "/apps/{app}/builds/{build}", reply: [200, checkBuild] }, (request) => {
        const found = held.get().find((each) => each.id === request.params["build"] && each.app === appOf(request));
        return found === undefined ? refused(404, "not_found", "Couldn't find that build.") : { status: 200, body: buildBody(found, seed) };
      }),
    ],
    refuse: (status, problems) =>
      status === 422 ? refused(422, "invalid_params", problems.join("; ")) : refused(status, "not_found", problems.join("; ")),
    admit: (request) =>
      request.headers["authorization"] === `Bearer ${seed.apiKey}`
        ? undefined
        : refused(401, "unauthorized", "Invalid credentials provided."),
    advance: (now) => endBuilds(held, seed, { now, works }),
    nextDue: () =>
      pending()
        .map((each) => endOf(each, seed))
        .sort(compareInstants)[0],
    holdings: (): Json => held.get().map(({ app, status, url, version }) => ({ app, status, url, version })),
  };
  return { heroku, running: (app) => lastReleased(held.get(), app)?.version ?? undefined };
};

const lastReleased = (builds: readonly HeldBuild[], app: string): HeldBuild | undefined =>
  newestFirst(builds).find((each) => each.app === app && each.status === "succeeded");

const checkBuild = checker("answer", build);
const checkBuilds = checker("answer", buildList);
const checkProblem = checker("answer", problem);
const checkBody = checker("body", createBuild);
const checkQuery = checker("query", { type: "object", additionalProperties: false });

const operation = (
  known: Pick<Operation, "name" | "path"> & { readonly method: "GET" | "POST"; readonly reply: readonly [number, typeof checkBuild] },
  handle: Operation["handle"],
): Operation => ({
  name: known.name,
  method: known.method,
  path: known.path,
  changes: known.method === "POST",
  problems: (request) => [
    ...checkQuery(queryObject(request.query)),
    ...(known.method === "POST" ? checkBody(request.json) : []),
    ...(/^application\/vnd\.heroku\+json; ?version=3$/.test(request.headers["accept"] ?? "") ? [] : ["header accept names no version 3"]),
    ...(known.name === "listBuilds" && parseRange(request) === undefined ? [`header range is ${request.headers["range"]}`] : []),
  ],
  replyProblems: (reply) => {
    const [status, check] = known.reply;
    if (reply.status >= 400) return checkProblem(reply.body);
    return [...(reply.status === status || reply.status === 206 ? [] : [`status ${reply.status}`]), ...check(reply.body)];
  },
  handle,
});

// Ranges as Heroku writes them: `id ..; order=desc, max=200`; a build can be ranged over by id and by start.
const parseRange = (request: TwinRequest): { readonly order: string; readonly max: number } | undefined => {
  const said = request.headers["range"] ?? "id ..";
  const [, options = ""] = /^(?:id|started_at) \S*\.\.\S*(?:; ?(.*))?$/.exec(said) ?? [undefined, "?"];
  const pairs = new Map(options.split(/, ?/).map((each): [string, string] => [each.split("=")[0] ?? "", each.split("=")[1] ?? ""]));
  const [order, max] = [pairs.get("order") ?? "asc", Number(pairs.get("max") ?? "200")];
  const strange = [...pairs.keys()].some((name) => !["order", "max", ""].includes(name));
  return strange || !["asc", "desc"].includes(order) || !(max >= 1 && max <= 1000) ? undefined : { order, max };
};

const rangeOf = (request: TwinRequest) => parseRange(request) ?? { order: "asc", max: 200 };

const refused = (status: number, id: string, message: string): TwinReply => ({ status, body: { id, message } });

const noApp = refused(404, "not_found", "Couldn't find that app.");
