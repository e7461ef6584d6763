import { addDuration, duration } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { durable } from "../kernel/durable.ts";
import { checker, queryObject, type Schema } from "../kernel/schema.ts";
import type { Twin, TwinGround, TwinReply } from "../kernel/twin.ts";
import { deployedBy } from "./deployed-by.ts";
import type { AppLinks, AppSeed, Deployment, OwnCommands } from "./seed.ts";

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

/** Body of `POST /find`. */
export const findSchema = {
  type: "object",
  additionalProperties: false,
  required: ["program"],
  properties: { program: { type: "string", minLength: 1 } },
} as const;

/** Stands in for running commands: keeps what it was told, and deploys to the app whose command this is. A look is answered by what was told before. */
export const commandTwin = (
  ground: TwinGround,
  seed: {
    readonly apps: readonly AppSeed[];
    readonly own: OwnCommands;
    readonly links: AppLinks;
    readonly deployed: (deployment: Deployment) => void;
  },
): Twin => {
  const told = durable<readonly ToldCommand[]>(ground.folder, "commands", []);

  const run = async (command: ToldCommand, applied: (effect: string, subject: string) => void): Promise<TwinReply> => {
    const own = seed.own.subjectOf(command.argv);
    const app = own === undefined ? seed.apps.find((each) => begins(each, command)) : undefined;
    const wanted = app === undefined ? undefined : await deployedBy(command.argv, seed.links);
    if (wanted?.is === "refused") return refused(422, wanted.why);
    told.set([...told.get(), command]);
    if (app?.deployedBy.is === "command" && wanted !== undefined) {
      const from = addDuration(ground.now(), duration(`${app.deployedBy.minutes}m`));
      seed.deployed({ origin: app.origin, from, running: wanted.running });
    }
    if (own !== undefined) seed.own.ran(command.argv);
    applied("command", own ?? command.argv.join(" "));
    return { status: 200, body: { receipt: `command-${told.get().length}` } };
  };

  const ask = ({ argv }: ToldCommand): TwinReply => {
    const yes = seed.own.isDone(argv);
    return yes === undefined ? refused(422, "no item of the train looks with this command") : { status: 200, body: { yes } };
  };

  const programs = new Set([
    ...seed.apps.flatMap(({ deployedBy: by }) => (by.is === "command" ? (by.argv[0] ?? []) : [])),
    ...seed.own.programs,
  ]);

  return {
    name: "command",
    origins: ["https://command.invalid"],
    operations: [
      {
        name: "ask",
        method: "POST",
        path: "/ask",
        changes: false,
        problems: (request) => [...checkQuery(queryObject(request.query)), ...checkRun(request.json)],
        replyProblems: (reply) => (reply.status === 200 ? checkYes(reply.body) : checkRefusal(reply.body)),
        handle: (request) => ask(request.json as unknown as ToldCommand),
      },
      {
        name: "find",
        method: "POST",
        path: "/find",
        changes: false,
        problems: (request) => [...checkQuery(queryObject(request.query)), ...checkFind(request.json)],
        replyProblems: (reply) => checkFound(reply.body),
        handle: (request) => ({ status: 200, body: { found: programs.has((request.json as { readonly program: string }).program) } }),
      },
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

const begins = ({ deployedBy: by }: AppSeed, { argv }: ToldCommand): boolean =>
  by.is === "command" && by.argv.length === argv.length && by.argv.every((part, at) => part === undefined || argv[at] === part);

const refused = (status: number, message: string): TwinReply => ({ status, body: { message } });

const answering = (name: string, value: Schema): Schema => ({
  type: "object",
  additionalProperties: false,
  required: [name],
  properties: { [name]: value },
});

const text = { type: "string", minLength: 1 } as const;

const checkQuery = checker("query", { type: "object", additionalProperties: false });
const checkRun = checker("body", runSchema);
const checkFind = checker("body", findSchema);
const checkReceipt = checker("answer", answering("receipt", text));
const checkYes = checker("answer", answering("yes", { type: "boolean" }));
const checkFound = checker("answer", answering("found", { type: "boolean" }));
const checkRefusal = checker("answer", answering("message", text));
