import { forTerminalLines } from "../texts/for-terminal.ts";
import type { Action, CommandSpec, Invocation, Outcome } from "./command.ts";
import { type Exit, exits } from "./exit-codes.ts";
import { parseCommand } from "./parse-command.ts";
import type { Surroundings } from "./surroundings.ts";

/** The whole command line as a function: does what was typed and says the exit code. Keeps nothing between calls. */
export const run = async (argv: readonly string[], surroundings: Surroundings): Promise<number> =>
  exits[await runCommand(argv, surroundings)].code;

const runCommand = async (argv: readonly string[], surroundings: Surroundings): Promise<Exit> => {
  const options = argv.includes("--") ? argv.slice(0, argv.indexOf("--")) : argv;
  const how = { json: options.includes("--json"), colour: surroundings.colour && !options.includes("--no-colour") };
  try {
    const parsed = parseCommand(argv);
    if (parsed.is === "version") return say(surroundings, `${surroundings.version}\n`);
    if (parsed.is === "help") return await help(parsed.about, surroundings);
    const { spec, words, values } = parsed;
    const last = (name: string): string | undefined => values[name]?.at(-1);
    const global = { config: last("config") ?? "signalbox.yaml", state: last("state"), as: last("as") };
    return await act(spec, { surroundings, global, ...how, words, values });
  } catch (error) {
    const { printError } = await import("./print-error.ts");
    return printError(error, surroundings, how);
  }
};

const act = async (spec: CommandSpec, invocation: Invocation): Promise<Exit> => {
  const action: Action = await spec.load();
  const outcome: Outcome = await action(invocation);
  if (outcome.silent !== true) {
    const document = { ok: true, exit: exits[outcome.exit].code, ...outcome.data };
    invocation.surroundings.out(invocation.json ? `${JSON.stringify(document)}\n` : outcome.text);
  }
  return outcome.exit;
};

const help = async (about: string | undefined, surroundings: Surroundings): Promise<Exit> => {
  const { commandHelp, helpPage } = await import("./help.ts");
  const page = about === undefined ? helpPage() : commandHelp(about);
  if (page !== undefined) return say(surroundings, page);
  surroundings.error(forTerminalLines(`There is no command ${JSON.stringify(about)}.\n`));
  return "usage";
};

const say = (surroundings: Surroundings, text: string): Exit => {
  surroundings.out(text);
  return "done";
};
