import type { Checklist, ChecklistAsk, ChecklistItem } from "../domain/checklist.ts";
import { phases } from "../domain/plan.ts";
import { forMarkdown } from "./for-markdown.ts";
import { showHidden } from "./show-hidden.ts";

/** GitHub refuses a longer text of an issue: docs.github.com says 65,536 characters. */
const most = 65_000;

/** A release as a page of Markdown, with a box for every item. Nobody can tick anything there. */
export const renderChecklist = (checklist: Checklist): string => {
  const items = checklist.items.map((each) => ({ ...each, tick: undefined }));
  return [`## ${prose(`${checklist.train} ${checklist.version}`)}`, "", ...body({ ...checklist, items }, () => [], fully), ""].join("\n");
};

/**
 * The same for an issue, with our mark at its end. `seen` is how the issue reads now: a box that somebody ticked stays ticked until it is known who
 * it was, and a box that does not stand as the record has it comes back with a word about why. Lines are compared whole, never searched in.
 */
export const renderIssue = (checklist: Checklist, mark: string, seen: string): string => {
  const notes = notesOn(checklist, linesOf(seen));
  const whole = (detail: Detail, items = checklist.items): string =>
    [...opening, "", ...body({ ...checklist, items }, notes, detail), "", mark, ""].join("\n");
  const short = [whole(fully), whole(briefly), whole(barely)].find((each) => each.length <= most);
  if (short !== undefined) return short;
  // Even the bare lines of the longest list that a configuration can hold may be too long: what is over goes first.
  const open = checklist.items.filter(({ is }) => is !== "done" && is !== "skipped");
  for (let count = Math.min(open.length, 400); count > 0; count = Math.floor(count / 2)) {
    const fits = whole(barely, open.slice(0, count));
    if (fits.length <= most) return fits;
  }
  return whole(barely, []);
};

/** The line of an item whose box a person may tick: what an edit is held against, letter by letter. */
export const tickLine = (item: Pick<ChecklistItem, "id" | "title"> & { readonly tick: string }, is: "open" | "ticked"): string =>
  `${headLine(item, is === "ticked")} <!-- signalbox:tick ${item.id} ${item.tick} -->`;

/** The lines of an issue's text and how often each is there. Browsers send other line ends than we do. */
export const linesOf = (text: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const line of text.split(/\r?\n/)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
};

/** Whether two texts of an issue say the same. */
export const readsTheSame = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (text: string): string => text.replaceAll("\r\n", "\n").trimEnd();

/** How much is said beside the lines themselves. */
interface Detail {
  readonly says: boolean;
  readonly asks: boolean;
}
const fully: Detail = { says: true, asks: true };
const briefly: Detail = { says: false, asks: true };
const barely: Detail = { says: false, asks: false };

const opening = [
  "Signalbox keeps this list. A box is ticked by people only where its line says so: that is their word that the item is done, and it is kept with their name.",
  "Whatever else is changed here comes back at the next look, and nothing is approved or decided by a tick.",
];

type Notes = (item: ChecklistItem) => readonly string[];

const notesOn =
  ({ version }: Checklist, seen: ReadonlyMap<string, number>): Notes =>
  (item) => {
    const { id, tick } = item;
    if (tick !== undefined)
      return isTicked(item, seen)
        ? [
            `  ticked by somebody; who? Take the tick back and set it again, or type ${code(`signalbox done ${version} ${id} --evidence "…"`)}`,
          ]
        : [];
    const isDone = item.is === "done";
    const note = isDone
      ? `  put back: ${code(id)} is done in the record, and what was said there stays`
      : `  put back: ${code(id)} is not done by a tick`;
    return seen.has(headLine(item, !isDone)) || seen.has(note) ? [note] : [];
  };

const isTicked = (item: ChecklistItem, seen: ReadonlyMap<string, number>): boolean =>
  item.tick !== undefined &&
  seen.has(tickLine({ ...item, tick: item.tick }, "ticked")) &&
  !seen.has(tickLine({ ...item, tick: item.tick }, "open"));

const body = (checklist: Checklist, notes: Notes, detail: Detail): readonly string[] => [
  facts(checklist),
  ...phases.flatMap((phase) => {
    const own = checklist.items.filter((each) => each.phase === phase);
    return own.length === 0 ? [] : ["", `### ${titles[phase]}`, "", ...own.flatMap((each) => itemLines(each, notes(each), detail))];
  }),
];

const titles: Readonly<Record<ChecklistItem["phase"], string>> = {
  freeze: "Freeze",
  qualify: "Qualify",
  launch: "Launch",
  announce: "Announce",
  rollback: "Rollback",
};

const facts = ({ captain, days, stands, next }: Checklist): string =>
  [
    `captain **${prose(captain)}**`,
    ...(days === undefined ? [] : [`freeze ${days.freeze}`, `release ${days.planned}`]),
    prose(stands),
    ...(next === undefined ? [] : [`looks again ${moment(next)}`]),
  ].join(" · ");

const itemLines = (item: ChecklistItem, notes: readonly string[], { says, asks }: Detail): readonly string[] => [
  ...(item.pointOfNoReturn ? ["", "---", "**Point of no return.** What follows cannot be taken back.", ""] : []),
  item.tick === undefined
    ? headLine(item, item.is === "done")
    : tickLine({ ...item, tick: item.tick }, notes.length > 0 ? "ticked" : "open"),
  ...notes,
  ...(says && item.says !== "" && item.is !== "blocked" ? [`  ${words[item.is]}${evidence(item)}`] : []),
  ...(asks ? item.asks.flatMap((each) => askLines(each, item.tick !== undefined)) : []),
];

const words: Readonly<Record<ChecklistItem["is"], string>> = {
  done: "",
  skipped: "left out: ",
  blocked: "",
  waiting: "waits: ",
  asks: "",
  due: "due: ",
  unknown: "not known: ",
};

const askLines = ({ whom, since, says, commands }: ChecklistAsk, isTickable: boolean): readonly string[] => [
  `  waits${whom.length === 0 ? "" : ` for ${whom.map((each) => `**${prose(each)}**`).join(", ")}`} since ${moment(since)}: ${prose(says)}`,
  `  ${isTickable ? "tick the box when it is done, or type " : ""}${commands.map(code).join(" or ")}`,
];

const headLine = ({ id, title }: Pick<ChecklistItem, "id" | "title">, isTicked: boolean): string =>
  `- [${isTicked ? "x" : " "}] **${prose(title, 150)}** ${code(id)}`;

/** A single address is a link to the evidence; whatever else was given is text. */
const evidence = ({ is, says }: ChecklistItem): string => {
  const [, before = "", address] = /^([a-z0-9-]{1,40}: )?(https:\/\/[\w.-]{1,200}(?:\/[\w./?&=#%+~-]{0,300})?)$/.exec(says) ?? [];
  return is === "done" && address !== undefined ? `${prose(before)}[evidence](${address})` : prose(says);
};

const prose = (text: string, limit = 300): string => {
  // A character takes at most two units.
  const characters = [...text.slice(0, 2 * limit + 2)];
  return forMarkdown(characters.length <= limit ? characters.join("") : `${characters.slice(0, limit - 1).join("")}…`);
};

/** Inline code that nothing gets out of: GitHub finds no mention and no box inside it. */
const code = (text: string): string => {
  const safe = showHidden(text.replaceAll(/\s+/g, " ")).replaceAll("`", "'").replaceAll("<!--", "<! --").slice(0, 400);
  return `\`${safe.trim() === "" ? "-" : safe}\``;
};

const moment = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
