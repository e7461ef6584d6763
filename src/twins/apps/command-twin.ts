import { addDuration, duration } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { durable } from "../kernel/durable.ts";
import { checker, queryObject } from "../kernel/schema.ts";
import type { Twin, TwinGround, TwinReply } from "../kernel/twin.ts";
import { deployedBy } from "./deployed-by.ts";
import type { AppLinks, AppSeed, Deployment } from "./seed.ts";

/** A command as the twin was told of it: names of variables, never their values. */
export interface ToldCommand {
  readonly argv: readonly string[];
  readonly environment: readonly string[];
}

/** Body of `POST /run`. */
export const runSchema = {
  type: "object",
  additionalProperties: false,
  required: ["argv", "environment"],
  properties: {
    argv: { type: "array", minItems: 1, items: { type: "string" } },
    environment: { type: "array", items: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_]*$" } },
  },
} as const;

/** Stands in for running commands: keeps what it was told, and deploys to the app whose command this is. */
export const commandTwin = (
  ground: TwinGround,
  seed: { readonly apps: readonly AppSeed[]; readonly links: AppLinks; readonly deployed: (deployment: Deployment) => void },
): Twin => {
  const told = durable<readonly ToldCommand[]>(ground.folder, "commands", []);

  const run = async (command: ToldCommand, applied: (effect: string, subject: string) => void): Promise<TwinReply> => {
    const app = seed.apps.find(({ deployedBy: by }) => by.is === "command" && by.argv.every((part, at) => command.argv[at] === part));
    const wanted = app === undefined ? undefined : await deployedBy(command.argv, seed.links);
    if (wanted?.is === "refused") return refused(422, wanted.why);
    told.set([...told.get(), command]);
    if (app?.deployedBy.is === "command" && wanted !== undefined) {
      const from = addDuration(ground.now(), duration(`${app.deployedBy.minutes}m`));
      seed.deployed({ origin: app.origin, from, running: wanted.running });
    }
    applied("command", command.argv.join(" "));
    return { status: 200, body: { receipt: `command-${told.get().length}` } };
  };

  return {
    name: "command",
    origins: ["https://command.invalid"],
    operations: [
      {
        name: "run",
        method: "POST",
        path: "/run",
        changes: true,
        problems: (request) => [...checkQuery(queryObject(request.query)), ...checkRun(request.json)],
        replyProblems: (reply) => (reply.status === 200 ? checkReceipt(reply.body) : checkRefusal(reply.body)),
        handle: (request) => run(request.json as unknown as ToldCommand, request.applied),
      },
    ],
    refuse: (status, problems) => refused(status, problems.join("; ")),
    holdings: (): Json => told.get().map(({ argv, environment }) => ({ argv, environment })),
  };
};

const refused = (status: number, message: string): TwinReply => ({ status, body: { message } });

const texts = (name: string) =>
  ({ type: "object", additionalProperties: false, required: [name], properties: { [name]: { type: "string", minLength: 1 } } }) as const;

const checkQuery = checker("query", { type: "object", additionalProperties: false });
const checkRun = checker("body", runSchema);
const checkReceipt = checker("answer", texts("receipt"));
const checkRefusal = checker("answer", texts("message"));
