import { catalogue, type ErrorCode, type Explanation } from "../domain/errors.ts";
import { exitOfError, exits } from "./exit-codes.ts";

export const errorCodes: readonly ErrorCode[] = Object.keys(catalogue) as ErrorCode[];

/** An error's texts with the names of its details in the places of their values. */
export const exampleOf = (code: ErrorCode): Explanation => {
  const names = new Proxy({}, { get: (_, name) => `‹${String(name)}›` });
  return (catalogue[code] as (at: object) => Explanation)(names);
};

/** docs/errors.md. */
export const errorsPage = (): string =>
  [
    "# Errors",
    "",
    "Every error has a code, says what happened, why, and what to do next. Generated from the catalogue; `signalbox error CODE` shows the same.",
    "`‹name›` stands for a detail of the case. *Retry* says whether trying again could help: `never` and `later` mean that nothing was applied, `unknown` that it may have been.",
    ...errorCodes.flatMap((code) => {
      const { what, why, next, retry, fault } = exampleOf(code);
      return [
        "",
        `## ${code}`,
        "",
        `- **what** ${what.replaceAll("\n", " ")}`,
        `- **why** ${why}`,
        `- **next** ${next}`,
        `- **exit** ${exits[exitOfError(code, fault)].code} · **retry** ${retry}`,
      ];
    }),
    "",
  ].join("\n");
