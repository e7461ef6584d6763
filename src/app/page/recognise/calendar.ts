import type { Passage } from "../checklist-lines.ts";
import { left, missing, said, section } from "../draft.ts";
import { type Doubt, partsOf, type Recogniser } from "./reading.ts";

/** When releases leave, and how their numbers grow: said anywhere on the page. */
export const calendar: Recogniser = ({ lines, passages }) => {
  const all = [...passages, ...lines.flatMap(partsOf)];
  const month = find(all, /\b(?:every|each|once a|per)\s+month\b|\bmonthly\b/i);
  const weeks = find(all, /\b(?:every|per|is)\s+\**(\d{1,2}|two|three|four|six|eight)\s+weeks\b/i);
  const release = find(all, new RegExp(`\\b(first|second|third|fourth|last)\\s+(${weekdays})\\b`, "i"));
  const freeze = freezeIn(all);
  const bump = find(all, /\bbump\w*\b[^.]{0,40}?\b(minor|patch|major)\b/i);
  const draft = section({
    schedule: section({
      every: month === undefined ? missing("month") : said("month", month.line),
      release: release === undefined ? missing("last monday") : said(`${release.match[1]} ${release.match[2]}`.toLowerCase(), release.line),
      freeze: freeze === undefined ? missing("friday of the week before") : said(freeze.rule, freeze.line),
      "time-zone": missing("UTC"),
      "launch-at": left("09:00"),
    }),
    version: section({ bump: bump === undefined ? left("minor") : said(bump.match[1]?.toLowerCase() ?? "minor", bump.line) }),
  });
  const doubts: readonly Doubt[] =
    weeks === undefined || month !== undefined
      ? []
      : [
          {
            line: weeks.line,
            says: `the page releases every ${weeks.match[1]} weeks, for which it gives no first day; write every, release and starting by hand`,
          },
        ];
  return [{ item: "", lines: [], draft, doubts }];
};

const weekdays = "monday|tuesday|wednesday|thursday|friday";

const find = (all: readonly Passage[], pattern: RegExp): { readonly match: RegExpExecArray; readonly line: number } | undefined => {
  for (const { text, line } of all) {
    const match = pattern.exec(text);
    if (match !== null) return { match, line };
  }
  return undefined;
};

/** The rule of the freeze in a sentence that speaks of it. */
const freezeIn = (all: readonly Passage[]): { readonly rule: string; readonly line: number } | undefined => {
  for (const { text, line } of all)
    for (const sentence of text.split(/(?<=[.!?])\s+/)) {
      if (!/\bfreeze\b|\bfrozen\b/i.test(sentence)) continue;
      const day = new RegExp(`\\bweek before\\b[^.]{0,40}?\\b(${weekdays})\\b|\\b(${weekdays})\\b[^.]{0,20}\\bweek before\\b`, "i").exec(
        sentence,
      );
      if (day !== null) return { rule: `${(day[1] ?? day[2] ?? "").toLowerCase()} of the week before`, line };
      const days = /\b(\d{1,2}|one|two|three|four|five)\s+(business |working |work )?(day|week)s?\s+before\b/i.exec(sentence);
      if (days !== null) {
        const count = numbers[days[1]?.toLowerCase() ?? ""] ?? days[1] ?? "";
        return { rule: `${count} ${days[2] === undefined ? "" : "business "}${days[3]?.toLowerCase()}s before`, line };
      }
    }
  return undefined;
};

const numbers: Readonly<Record<string, string>> = { one: "1", two: "2", three: "3", four: "4", five: "5" };
