import { closest } from "../../domain/closest.ts";
import { explain } from "../../domain/errors.ts";
import { type Action, wordAt } from "../command.ts";
import { errorCodes, exampleOf } from "../error-pages.ts";
import { exitOfError, exits } from "../exit-codes.ts";

/** Explains an error by its code. */
export const error: Action = async (invocation) => {
  const wanted = wordAt(invocation, "code").toUpperCase();
  const code = errorCodes.find((each) => each === wanted);
  if (code === undefined) {
    const meant = closest(wanted, errorCodes, 3);
    throw explain("USAGE", {
      what: `There is no error ${JSON.stringify(wanted.slice(0, 80))}.`,
      next: meant.length === 0 ? "See docs/errors.md." : `Did you mean ${meant.join(" or ")}?`,
    });
  }
  const { what, why, next, retry, fault } = exampleOf(code);
  const exit = exits[exitOfError(code, fault)];
  return {
    exit: "done",
    data: { code, what, why, next, retry, exits: exit.code },
    text: `${code}\nwhat: ${what}\nwhy:  ${why}\nnext: ${next}\nexit: ${exit.code}, ${exit.means}\n`,
  };
};
