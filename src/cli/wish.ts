import type { Wish } from "../app/take-order.ts";
import { explain } from "../domain/errors.ts";
import { parsePlainDate } from "../domain/plain-date.ts";
import { type Invocation, optionValue, optionValues } from "./command.ts";

/** What `plan` and `start` were asked for. Raises USAGE for a day that is none. */
export const wishOf = (invocation: Invocation): Wish => {
  const version = invocation.words["version"];
  const [picks, day, reason] = [optionValues(invocation, "pick"), dayOf(invocation, "day"), optionValue(invocation, "reason")];
  return {
    ...(version === undefined ? {} : { version }),
    ...(picks.length === 0 ? {} : { picks }),
    ...(day === undefined ? {} : { day }),
    ...(reason === undefined ? {} : { reason }),
  };
};

/** The day an option names. */
export const dayOf = (invocation: Invocation, name: string): string | undefined => {
  const text = optionValue(invocation, name);
  if (text === undefined) return undefined;
  const day = parsePlainDate(text);
  if (day === undefined)
    throw explain("USAGE", {
      what: `--${name} ${JSON.stringify(text.slice(0, 40))} is no day.`,
      next: "Write it as YYYY-MM-DD, such as 2021-11-29.",
    });
  return day;
};
