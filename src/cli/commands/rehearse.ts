import { explain } from "../../domain/errors.ts";
import { type Action, type Invocation, isSet, optionValue, optionValues } from "../command.ts";
import { type Exit, exits } from "../exit-codes.ts";

/** Runs the whole plan against twins; the rehearsal prints its own story. */
export const rehearse: Action = async (invocation) => {
  const code = await invocation.surroundings.rehearse({
    config: optionValue(invocation, "config"),
    version: invocation.words["version"],
    repository: optionValue(invocation, "repository"),
    clones: clonesOf(invocation),
    keep: isSet(invocation, "keep"),
    report: optionValue(invocation, "report"),
    tamper: optionValue(invocation, "tamper"),
    listFacts: isSet(invocation, "list-facts"),
    plan: isSet(invocation, "plan"),
    json: invocation.json,
  });
  const exit = (Object.keys(exits) as Exit[]).find((each) => exits[each].code === code);
  return { exit: exit ?? "bug", data: {}, text: "", silent: true };
};

const clonesOf = (invocation: Invocation): Readonly<Record<string, string>> =>
  Object.fromEntries(
    optionValues(invocation, "clone").map((text) => {
      const [, repository, path] = /^([^=/]+\/[^=/]+)=(.+)$/.exec(text) ?? [];
      if (repository !== undefined && path !== undefined) return [repository, path];
      throw explain("USAGE", {
        what: `--clone ${JSON.stringify(text.slice(0, 80))} names no repository and path.`,
        next: "Write it as OWNER/NAME=PATH.",
      });
    }),
  );
