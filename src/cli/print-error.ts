import { explain, ReleaseError } from "../domain/errors.ts";
import { forTerminal, forTerminalLines } from "../texts/for-terminal.ts";
import { type Exit, exitOfError, exits } from "./exit-codes.ts";
import { painter } from "./paint.ts";
import type { Surroundings } from "./surroundings.ts";

/** Prints an error as what, why and next, or as one JSON document, and says how the command ends. Anything unexpected is a bug, without its stack. */
export const printError = (error: unknown, surroundings: Surroundings, how: { readonly json: boolean; readonly colour: boolean }): Exit => {
  const known = error instanceof ReleaseError ? error : explain("BUG", { what: describe(error) }, { cause: error });
  const { what, why, next, fault } = known.explanation;
  const exit = exitOfError(known.code, fault);
  if (how.json) {
    surroundings.out(`${JSON.stringify({ error: { code: known.code, what, why, next, exit: exits[exit].code } })}\n`);
    return exit;
  }
  const paint = painter(how.colour);
  surroundings.error(
    `${paint("red", `error ${known.code}:`)} ${forTerminalLines(what)}\nwhy:  ${forTerminal(why)}\nnext: ${forTerminal(next)}\n`,
  );
  if (surroundings.debug && error instanceof Error) surroundings.error(`${forTerminalLines(error.stack ?? "")}\n`);
  return exit;
};

const describe = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
