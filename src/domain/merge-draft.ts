import { type WrittenEntry, writtenEntries } from "./written-entries.ts";

export interface DraftMerge {
  readonly previousDraft: string;
  /** What people made of the previous draft. */
  readonly edited: string;
  readonly newDraft: string;
}

/**
 * Carries people's edits over to a newer draft: the edited text stays as it is, and only entries that the newer draft has and the previous
 * one had not are added, below their group's heading. What people deleted stays deleted; what they already wrote about is not added again.
 * The heading follows the draft only while nobody changed it.
 */
export const mergeDraft = ({ previousDraft, edited, newDraft }: DraftMerge): string => {
  if (edited === previousDraft) return newDraft;
  const newline = edited.includes("\r\n") ? "\r\n" : "\n";
  const lines = edited.replaceAll("\r\n", "\n").split("\n");
  const known = new Set([...writtenEntries(previousDraft), ...writtenEntries(edited)].flatMap(({ keys }) => keys));
  const added = writtenEntries(newDraft).filter(({ keys }) => keys.every((key) => !known.has(key)));
  const [before, now] = [firstLine(previousDraft), firstLine(newDraft)];
  if (lines[0] === before) lines[0] = now;
  for (const entry of added) insert(lines, entry);
  return lines.join(newline);
};

/** Puts an entry behind the last one of its group; a group that the text does not have is added at its end. */
const insert = (lines: string[], { lines: entry, group }: WrittenEntry): void => {
  const start = group === undefined ? 0 : lines.findIndex((line, at) => at > 0 && line.trimEnd() === group.trimEnd());
  if (start < 0) {
    const end = lastText(lines, 0, lines.length);
    lines.splice(end + 1, 0, "", group ?? "", "", ...entry);
    return;
  }
  const next = lines.findIndex((line, at) => at > start && /^#{1,6} /.test(line));
  const at = lastText(lines, start, next < 0 ? lines.length : next);
  lines.splice(at + 1, 0, ...(at === start ? ["", ...entry] : entry));
};

const lastText = (lines: readonly string[], from: number, to: number): number => {
  for (let at = to - 1; at > from; at -= 1) if (lines[at]?.trim() !== "") return at;
  return from;
};

const firstLine = (text: string): string => text.split(/\r?\n/, 1)[0] ?? "";
