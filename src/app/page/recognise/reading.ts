import type { GuessedChart } from "../../init/guess-chart.ts";
import type { GuessedFile } from "../../init/guessed-file.ts";
import type { Guess } from "../../init/repository-survey.ts";
import type { PageLine, PageLines, Passage } from "../checklist-lines.ts";
import type { Draft, Said } from "../draft.ts";
import { type ShellCommand, shellCommands } from "../shell-words.ts";

/** Something on the page that is likely wrong, or was not taken as it stands. */
export interface Doubt {
  readonly line: number;
  readonly says: string;
}

/** What a page says, and what is known besides. */
export interface Reading extends PageLines {
  /** The product's repository, `owner/name`. */
  readonly github: Said;
  /** Places that the repository's own files show. */
  readonly files: readonly GuessedFile[];
  /** The chart as its own repository shows it, where a clone was named. */
  readonly chart: { readonly repository: Guess; readonly main: Guess; readonly guessed: GuessedChart } | undefined;
}

/** Lines that became an item of the checklist, and what they say for the configuration. */
export interface Recognised {
  readonly item: string;
  readonly lines: readonly PageLine[];
  readonly draft: Draft;
  readonly doubts?: readonly Doubt[];
}

/** Finds one kind of thing by its words and shapes; no name of a project decides anything. */
export type Recogniser = (at: Reading) => readonly Recognised[];

/** A line and everything below it. */
export const partsOf = (line: PageLine): readonly Passage[] => [line, ...line.details];

export const textOf = (line: PageLine): string =>
  partsOf(line)
    .map((each) => each.text)
    .join("\n");

export const codesOf = (line: PageLine): readonly string[] => partsOf(line).flatMap((each) => each.codes);

export const linksOf = (line: PageLine): Passage["links"] => partsOf(line).flatMap((each) => each.links);

/** A command with the line of the page on which it stands. */
export interface PageCommand extends Omit<ShellCommand, "at"> {
  readonly on: number;
}

/** Commands of the line's code blocks, and of the code in its words. */
export const commandsOf = (line: PageLine): readonly PageCommand[] => [
  ...line.code.flatMap((block) => shellCommands(block.text).map(({ at, ...each }) => ({ ...each, on: block.line + 1 + at }))),
  ...partsOf(line).flatMap((part) =>
    part.codes.flatMap((code) => shellCommands(code).map(({ at, ...each }) => ({ ...each, on: part.line + at }))),
  ),
];

/** The message of a `git commit` below a line. */
export const commitMessage = (line: PageLine): { readonly message: string; readonly on: number } | undefined => {
  for (const { words, on } of commandsOf(line)) {
    const message =
      words[0] === "git" && words[1] === "commit" ? (words[words.findIndex((word) => /^-(?:a?m|-message)$/.test(word)) + 1] ?? "") : "";
    if (message !== "" && message !== "git") return { message, on };
  }
  return undefined;
};

/** A path as pages write it: in code, or what a link at a forge leads to. */
export const pathsOf = (line: PageLine): readonly string[] => partsOf(line).flatMap(pathsIn);

export const pathsIn = ({ codes, links }: Passage): readonly string[] => [
  ...codes.filter((code) => /^[\w.@~-]+(?:\/[\w.@~-]+)*$/.test(code) && (/\.[A-Za-z]{1,8}$/.test(code) || /^[A-Z]{2,20}$/.test(code))),
  ...links.flatMap(
    ({ address }) =>
      forgeFile(address)?.file ??
      (/^(?:\.{1,2}\/)*[\w./-]{1,200}\.[a-z]{1,8}$/.test(address) ? address.replace(/^(?:\.{1,2}\/)+/, "") : []),
  ),
];

/** A repository that an address at the forge leads to. */
export const forgeRepository = (address: string): string | undefined => {
  const found = /^(?:https:\/\/github\.com\/|git@github\.com:)([A-Za-z0-9][A-Za-z0-9-]{0,38})\/([A-Za-z0-9_][A-Za-z0-9._-]{0,99})/.exec(
    address,
  );
  const [, owner, name = ""] = found ?? [];
  return owner === undefined || reserved.has(owner) ? undefined : `${owner}/${name.replace(/\.git$/, "").replace(/\.+$/, "")}`;
};

const reserved = new Set(["orgs", "apps", "settings", "features", "search", "topics", "sponsors", "marketplace", "notifications"]);

/** A file or folder that an address at the forge leads to, with its branch. */
export const forgeFile = (address: string): { readonly repository: string; readonly branch: string; readonly file: string } | undefined => {
  const repository = forgeRepository(address);
  const [, branch = "", file = ""] =
    /^https:\/\/github\.com\/[^/]+\/[^/]+\/(?:blob|tree|edit)\/([\w.-]{1,100})\/([\w./@-]{1,200})/.exec(address) ?? [];
  return repository === undefined || file === "" ? undefined : { repository, branch, file };
};
