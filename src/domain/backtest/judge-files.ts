import { differingLines } from "../differing-lines.ts";
import type { FileFound } from "../ports/local-clone.ts";
import { type Judged, judgedBy, listed, nothingToCompare, short, unknown } from "./judged.ts";

/** A version file of the configuration as a release left it, and what the configuration would have made of it. */
export interface EditedFile {
  readonly path: string;
  readonly atTag: FileFound;
  /** What stands at each configured place at the tag, and what the configuration writes there. */
  readonly places: readonly { readonly found: string | undefined; readonly wanted: string }[];
  readonly brought: Brought;
}

/** How the version came into the file, looking back from the tag. */
export type Brought =
  | { readonly is: "by a commit"; readonly commit: string; readonly after: string; readonly made: Made }
  /** The file came with the version in it. */
  | { readonly is: "with the file"; readonly commit: string }
  /** It stands there for longer than was looked back. */
  | { readonly is: "before" }
  | { readonly is: "unreadable"; readonly why: string };

/** What the configured edits make of the file as it was before that commit. */
export type Made = { readonly is: "text"; readonly text: string } | { readonly is: "refused"; readonly why: string };

export interface FilesFacts {
  readonly files: readonly { readonly path: string; readonly is: "same" | "differs" | "unknown"; readonly broughtBy: string | null }[];
  /** Files into which the same commit wrote the version and that the configuration does not know. */
  readonly forgotten: readonly string[];
}

/** Holds each file at the tag against what the configured edits make of it, byte for byte. */
export const judgeFiles = (
  files: readonly EditedFile[],
  { version, forgotten }: { readonly version: string; readonly forgotten: readonly { readonly path: string; readonly commit: string }[] },
): Judged<FilesFacts> => {
  const judged = files.map((file) => ({ file, ...judgeFile(file) }));
  const facts: FilesFacts = {
    files: judged.map(({ file, is }) => ({ path: file.path, is, broughtBy: "commit" in file.brought ? file.brought.commit : null })),
    forgotten: forgotten.map(({ path }) => path),
  };
  const why = [...judged.flatMap((each) => each.why ?? []), ...forgottenText(forgotten, version)];
  if (judged.some(({ is }) => is === "differs") || forgotten.length > 0) return judgedBy(facts, why);
  if (files.length === 0) return nothingToCompare(facts, ["The configuration names no version files."]);
  const [open] = judged.filter(({ is }) => is === "unknown");
  return open === undefined ? judgedBy(facts, []) : { ...unknown("", facts), why };
};

const judgeFile = ({
  path,
  atTag,
  places,
  brought,
}: EditedFile): { readonly is: "same" | "differs" | "unknown"; readonly why?: string } => {
  const differs = (why: string) => ({ is: "differs", why }) as const;
  if (atTag.is === "unreadable") return { is: "unknown", why: `${path} cannot be compared: ${atTag.why}.` };
  if (atTag.is === "absent") return differs(`${path} is not there at the tag, so its edit would have been refused.`);
  const wrong = places.find(({ found, wanted }) => found !== wanted);
  if (wrong?.found !== undefined)
    return differs(`${path} says ${quoted(wrong.found)} at the tag, where the configuration writes ${quoted(wrong.wanted)}.`);
  if (wrong !== undefined) return differs(`${path} has no such place at the tag, so its edit would have been refused.`);
  switch (brought.is) {
    case "before":
      return { is: "same" };
    case "unreadable":
      return { is: "unknown", why: `${path} cannot be followed back: ${brought.why}.` };
    case "with the file":
      return differs(
        `${path} came with the version in it (commit ${short(brought.commit)}), and an edit changes only a file that is there.`,
      );
    case "by a commit":
      return judgeMade(path, atTag.text, brought);
  }
};

/** What others changed in the file after the version came is no difference of ours. */
const judgeMade = (path: string, atTag: string, { commit, after, made }: Extract<Brought, { readonly is: "by a commit" }>) => {
  if (made.is === "refused") return { is: "differs", why: `${path}: the edit would have been refused (${made.why}).` } as const;
  if (made.text === atTag || made.text === after) return { is: "same" } as const;
  return {
    is: "differs",
    why: `${path}: commit ${short(commit)} changed more than the version: ${differingLines(made.text, after)}.`,
  } as const;
};

const forgottenText = (forgotten: readonly { readonly path: string; readonly commit: string }[], version: string): readonly string[] =>
  Map.groupBy(forgotten, ({ commit }) => commit)
    .entries()
    .map(
      ([commit, some]) =>
        `Commit ${short(commit)} wrote ${version} into ${listed(some.map(({ path }) => path))} too, which version-files does not name.`,
    )
    .toArray();

const quoted = (text: string): string => JSON.stringify(text.slice(0, 80));
