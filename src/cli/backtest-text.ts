import type { Backtest } from "../app/backtest/backtest.ts";
import { type Aspects, aspects, type BacktestedRelease } from "../app/backtest/judge-look.ts";
import type { Judged, Match } from "../domain/backtest/judged.ts";
import { count, guessedNote, matchSigns, matchWords, partNames, partTexts } from "../texts/backtest-words.ts";
import { lateFigure } from "../texts/forecast-words.ts";
import { brief, type Paint } from "./paint.ts";

/** A backtest for people: a line for each release, every difference in a sentence, and how often each part was as people did it. */
export const backtestText = (
  { name, train, releases, counted, tally, notes }: Backtest,
  { paint, isGuessed, inFull }: { readonly paint: Paint; readonly isGuessed: boolean; readonly inFull: boolean },
): string => {
  const what = isGuessed ? "as init would configure it (there is no configuration)" : `by the configuration of ${brief(train, 60)}`;
  return [
    `${paint("bold", brief(name))}  ${inFull ? "one" : releases.length} of ${count(counted.releases, "release")}, ${what}`,
    ...[...(isGuessed ? [guessedNote] : []), ...notes].map((note) => `${paint("yellow", "note:")} ${brief(note, 400)}`),
    "",
    ...table(releases, paint),
    "",
    ...releases.flatMap((each) => detailsOf(each, paint, inFull)),
    ...tallyText(tally),
    legend,
    "",
  ].join("\n");
};

const legend = `${(["same", "differs", "unknown", "none"] as const).map((match) => `${matchSigns[match]} ${matchWords[match]}`).join("   ")}`;

interface Column {
  readonly title: string;
  readonly right?: true;
  readonly cell: (each: BacktestedRelease) => string;
  readonly match?: (each: BacktestedRelease) => Match;
}

const columns: readonly Column[] = [
  { title: "release", cell: ({ version }) => brief(version, 40) },
  { title: "out", cell: ({ day }) => day ?? "?" },
  { title: "since", cell: ({ range }) => brief(range.facts === undefined ? "?" : (range.facts.previous?.version ?? "all"), 40) },
  { title: "commits", right: true, cell: ({ range }) => figure(range.facts?.commits) },
  { title: "pulls", right: true, cell: ({ range }) => figure(range.facts?.pulls) },
  { title: "outside", right: true, cell: ({ people }) => figure(people.facts?.external) },
  { title: "new", right: true, cell: ({ people }) => figure(people.facts?.firstTime ?? undefined) },
  ...aspects.map(
    (aspect): Column => ({
      title: partNames[aspect].column,
      cell: (each) => `${matchSigns[each[aspect].is]}${aspect === "date" ? lateness(each) : ""}`,
      match: (each) => each[aspect].is,
    }),
  ),
];

const figure = (number: number | undefined): string => (number === undefined ? "?" : String(number));

const lateness = ({ date }: BacktestedRelease): string =>
  date.facts?.late === null || date.facts?.late === undefined ? "" : ` ${lateFigure(date.facts.late)}`;

const table = (releases: readonly BacktestedRelease[], paint: Paint): readonly string[] => {
  const widths = columns.map(({ title, cell }) => Math.max(title.length, ...releases.map((each) => cell(each).length)));
  const padded = (text: string, at: number): string =>
    columns[at]?.right === true ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
  const row = (of: (column: Column, at: number) => string): string => columns.map(of).join("  ").trimEnd();
  return [
    paint(
      "bold",
      row(({ title }, at) => padded(title, at)),
    ),
    ...releases.map((each) =>
      row(({ cell, match }, at) => {
        const text = padded(cell(each), at);
        return match === undefined ? text : paint(colours[match(each)], text);
      }),
    ),
  ];
};

const colours: Readonly<Record<Match, Parameters<Paint>[0]>> = { same: "green", differs: "yellow", unknown: "red", none: "dim" };

/** Everything of one release; of several what differs or is not known. */
const detailsOf = (release: BacktestedRelease, paint: Paint, inFull: boolean): readonly string[] => {
  const lines = aspects.flatMap((aspect) => aspectLines(release, aspect, paint, inFull));
  const notes = release.notes.map((note) => `  ${paint("yellow", "note:")} ${brief(note, 400)}`);
  if (lines.length + notes.length === 0) return [];
  return [
    `${paint("bold", brief(release.version, 60))}${inFull ? `  ${brief(release.tag, 80)} ${release.commit}` : ""}`,
    ...lines,
    ...notes,
    "",
  ];
};

const aspectLines = (release: BacktestedRelease, aspect: keyof Aspects, paint: Paint, inFull: boolean): readonly string[] => {
  const { is, why }: Judged<unknown> = release[aspect];
  const title = `  ${paint(colours[is], matchSigns[is])} ${partNames[aspect].column.padEnd(6)}  `;
  const indent = " ".repeat(12);
  if (!inFull && (is === "same" || is === "none")) return [];
  const sentences = [...(inFull ? factsOf(release, aspect) : []), ...why].map((each) => brief(each, 600));
  const [first = matchWords[is], ...others] = sentences;
  return [`${title}${first}`, ...others.map((each) => `${indent}${each}`)];
};

const factsOf = (release: BacktestedRelease, aspect: keyof Aspects): readonly string[] => {
  const { facts } = release[aspect];
  return facts === undefined ? [] : [`${(partTexts[aspect] as (facts: unknown) => string)(facts)}.`];
};

const tallyText = (tally: Backtest["tally"]): readonly string[] => [
  "As people did it, of what can be compared:",
  ...aspects.map((aspect) => {
    const { same, differs, unknown } = tally[aspect];
    const compared = same + differs;
    const open = unknown === 0 ? "" : `  (${unknown} not known)`;
    return `  ${partNames[aspect].title.toLowerCase().padEnd(13)}  ${compared === 0 ? "nothing to compare" : `${same} of ${compared}`}${open}`;
  }),
];
