import { explain } from "../../domain/errors.ts";
import { changesJson } from "../changes-json.ts";
import { changesText } from "../changes-text.ts";
import { type Action, type Invocation, isSet, type Outcome, optionValue, optionValues } from "../command.ts";
import { countingOn } from "../counting.ts";
import { brief } from "../paint.ts";
import type { ChangesWish } from "../surroundings.ts";

/** Shows what is new since the last release, and who did it; or writes the changelog of the whole history. */
export const changes: Action = async (invocation) => {
  if (isSet(invocation, "all")) return history(invocation);
  if (isSet(invocation, "out"))
    throw explain("USAGE", { what: "--out goes with --all.", next: "Add --all, or send the output to a file." });
  const { surroundings, colour, json } = invocation;
  const reading = countingOn(surroundings, colour);
  try {
    const { list, log } = await surroundings.listChanges(wishOf(invocation, reading.tell));
    return json
      ? { exit: "done", data: changesJson(list, log), text: "" }
      : { exit: "done", data: {}, text: changesText(list, { colour, log }) };
  } finally {
    reading.end();
  }
};

/** The changelog goes out as it was put together: it may be larger than a text should be. */
const history = async (invocation: Invocation): Promise<Outcome> => {
  const { surroundings, colour, json } = invocation;
  const [file, repository, ...others] = [optionValue(invocation, "out"), ...optionValues(invocation, "repository")];
  const stray = ["from", "to", "log"].find((name) => isSet(invocation, name)) ?? (others.length > 0 ? "repository" : undefined);
  if (stray !== undefined || invocation.words["version"] !== undefined)
    throw explain("USAGE", {
      what: stray === undefined ? "--all tells every version." : `--${stray} does not go with --all.`,
      next: "Leave out --all to see one release, or the rest to see the whole history.",
    });
  const reading = countingOn(surroundings, colour);
  const written = await surroundings
    .writeHistory({
      repository: repository ?? ".",
      tag: tagOf(invocation),
      config: optionValue(invocation, "config"),
      state: optionValue(invocation, "state"),
      format: json ? "json" : "markdown",
      file,
      give: (bytes) => {
        reading.end();
        return surroundings.pour(bytes);
      },
      tell: reading.tell,
    })
    .finally(reading.end);
  const { releases, commits, changes } = written;
  if (file === undefined) return { exit: "done", data: {}, text: "", silent: true };
  return {
    exit: "done",
    data: { ...written, file },
    text: `Wrote ${brief(file)}: ${changes} changes of ${commits} commits in ${releases} releases.\n`,
  };
};

const wishOf = (invocation: Invocation, tell: (commits: number) => void): ChangesWish => ({
  repositories: clonesOf(invocation),
  version: invocation.words["version"],
  tag: tagOf(invocation),
  config: optionValue(invocation, "config"),
  state: optionValue(invocation, "state"),
  newcomers: !isSet(invocation, "no-newcomers"),
  log: optionValue(invocation, "log"),
  tell,
});

const clonesOf = (invocation: Invocation): ChangesWish["repositories"] => {
  const [from, to] = [optionValue(invocation, "from"), optionValue(invocation, "to")];
  const named = optionValues(invocation, "repository").map(cloneOf);
  const [first = { path: "." }, ...others] = named;
  return [{ ...first, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }, ...others];
};

/** `PATH`, `PATH=FROM..TO`, `PATH=FROM..`: no ref holds two dots or an equals sign that a path could not. */
const cloneOf = (text: string): ChangesWish["repositories"][number] => {
  const [, path, from = "", to = ""] = /^(.+)=([^=]+?)\.\.([^=]*)$/s.exec(text) ?? [];
  return path === undefined ? { path: text } : { path, from, ...(to !== "" && { to }) };
};

const tagOf = (invocation: Invocation): string | undefined => {
  const pattern = optionValue(invocation, "tag");
  if (pattern === undefined || pattern.split("{version}").length === 2) return pattern;
  throw explain("USAGE", {
    what: `--tag ${JSON.stringify(pattern.slice(0, 80))} does not hold {version} once.`,
    next: "Write what stands around the version, such as v{version} or plugin@{version}.",
  });
};
