import { compareInstants, type Instant } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { durable } from "../kernel/durable.ts";
import { checker, queryObject } from "../kernel/schema.ts";
import type { Twin, TwinGround } from "../kernel/twin.ts";
import { commandTwin } from "./command-twin.ts";
import type { AppLinks, AppSeed, Deployment, OwnCommands, Running } from "./seed.ts";

/** The running environments, and what deploys some of them. */
export interface AppsTwin {
  /** Runs no command, but is told of each. */
  readonly command: Twin;
  /** One per environment. */
  readonly apps: readonly Twin[];
  /** All of them, for serving. */
  readonly twins: readonly Twin[];
  readonly running: (origin: string) => Promise<Running | undefined>;
}

/** Opens the twins in one folder. An app tells what Heroku last released for it, or what the last command for it deployed. */
export const openApps = (ground: TwinGround, seed: readonly AppSeed[], links: AppLinks & { readonly own: OwnCommands }): AppsTwin => {
  const deployments = durable<readonly Deployment[]>(ground.folder, "deployments", []);
  const deployed = (deployment: Deployment): void => deployments.set([...deployments.get(), deployment]);

  const running = async (app: AppSeed): Promise<Running> => {
    if (app.deployedBy.is === "command") return byCommand(deployments.get(), app, ground.now());
    const commit = links.released(app.deployedBy.app);
    return commit === undefined ? app.before : { version: await links.versionAt(commit), commit, digest: undefined };
  };
  const nextDue = (origin: string): Instant | undefined =>
    deployments
      .get()
      .filter((each) => each.origin === origin && compareInstants(each.from, ground.now()) > 0)
      .map(({ from }) => from)
      .sort(compareInstants)[0];

  const command = commandTwin(ground, { apps: seed, own: links.own, links, deployed });
  const apps = seed.map((app) => appTwin(app, { running: () => running(app), nextDue: () => nextDue(app.origin) }));
  return {
    command,
    apps,
    twins: [command, ...apps],
    running: async (origin) => {
      const app = seed.find((each) => each.origin === origin);
      return app === undefined ? undefined : running(app);
    },
  };
};

const byCommand = (deployments: readonly Deployment[], app: AppSeed, now: Instant): Running =>
  deployments.findLast((each) => each.origin === app.origin && compareInstants(each.from, now) <= 0)?.running ?? app.before;

const appTwin = (app: AppSeed, state: { readonly running: () => Promise<Running>; readonly nextDue: () => Instant | undefined }): Twin => ({
  name: `app ${new URL(app.origin).host}`,
  origins: [app.origin],
  operations: [
    {
      name: "ask",
      method: "GET",
      path: app.path,
      changes: false,
      problems: (request) => checkQuery(queryObject(request.query)),
      replyProblems: (reply) => checkAnswer(reply.body),
      handle: async () => ({ status: 200, body: answerOf(app, await state.running()) }),
    },
  ],
  refuse: (status, problems) => ({
    status: status === 422 ? 400 : status,
    headers: { "content-type": "text/plain" },
    body: problems.join("\n"),
  }),
  nextDue: state.nextDue,
  holdings: async () => answerOf(app, await state.running()),
});

// Each fact at its place in the answer; a place such as `.build.commit` makes an object on the way.
const answerOf = (app: AppSeed, running: Running): Json => {
  const answer: Record<string, Json> = {};
  for (const fact of ["version", "commit", "digest"] as const) {
    const place = app.tells[fact];
    if (place !== undefined)
      put(
        answer,
        place.split(".").filter((part) => part !== ""),
        running[fact] ?? null,
      );
  }
  return answer;
};

const put = (into: Record<string, Json>, [first = "", ...rest]: readonly string[], value: Json): void => {
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inner = { ...((into[first] ?? {}) as Record<string, Json>) };
  put(inner, rest, value);
  into[first] = inner;
};

const checkQuery = checker("query", { type: "object", additionalProperties: false });
const checkAnswer = checker("answer", { type: "object" });
