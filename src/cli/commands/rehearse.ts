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
    faults: faultsOf(invocation),
  });
  const exit = (Object.keys(exits) as Exit[]).find((each) => exits[each].code === code);
  return { exit: exit ?? "bug", data: {}, text: "", silent: true };
};

/** What is to go wrong; undefined where nothing is. Raises USAGE where options do not fit together. */
const faultsOf = (invocation: Invocation): { readonly only: readonly string[]; readonly share: number } | undefined => {
  const only = optionValues(invocation, "only");
  const share = optionValue(invocation, "share");
  if (!isSet(invocation, "faults")) {
    if (only.length === 0 && share === undefined) return undefined;
    throw explain("USAGE", {
      what: `${share === undefined ? "--only" : "--share"} is for a rehearsal with faults.`,
      next: "Add --faults.",
    });
  }
  const other = ["plan", "keep", "list-facts", "tamper"].find(
    (each) => isSet(invocation, each) || optionValue(invocation, each) !== undefined,
  );
  if (other !== undefined) throw explain("USAGE", { what: `--faults does not go with --${other}.`, next: "Leave one of them out." });
  if (share !== undefined && !/^(?:0|1|0?\.\d{1,6}|1\.0{1,6}|0\.)$/.test(share))
    throw explain("USAGE", {
      what: `--share ${JSON.stringify(share.slice(0, 80))} is no share.`,
      next: "Write a number from 0 to 1, such as 0.05.",
    });
  return { only, share: Number(share ?? 0) };
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
