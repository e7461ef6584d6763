import { type CheckNow, checksOf } from "../../app/checks-of.ts";
import type { Rehearsal, RowShown } from "../../app/rehearse/rehearsal.ts";
import { forTerminal } from "../../texts/for-terminal.ts";
import { counted, endingOf, tallyOf, withShortIds } from "./tally.ts";
import { momentText } from "./when.ts";

/** How wide the terminal is, in columns, and whether it shows colours. */
export interface SummaryForm {
  readonly colour: boolean;
  readonly width: number;
}

type Tone = "good" | "warn" | "bad" | "dim" | "strong";

interface Pen {
  readonly ink: (tone: Tone, text: string) => string;
  /** Outside text on one line, at most so many characters. */
  readonly cut: (text: string, room: number) => string;
  readonly width: number;
}

/** A rehearsal for the terminal: the 21 rows, what differs, the figures, what the old app was told, and how it ended. Ends with a newline. */
export const rehearsalSummary = (rehearsal: Rehearsal, form: SummaryForm): string => {
  const pen = penFor(form);
  const blocks = [rowLines(rehearsal.rows, pen), problemLines(rehearsal, pen), figureLines(rehearsal, pen), [closingLine(rehearsal, pen)]];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
};

const marks: Readonly<Record<RowShown["state"], readonly [string, Tone]>> = {
  exercised: ["✓", "good"],
  guessed: ["≈", "warn"],
  cannot: ["✕", "bad"],
};

const rowLines = (rows: readonly RowShown[], { ink, cut, width }: Pen): readonly string[] => {
  const titleRoom = Math.min(
    Math.max(16, Math.floor(width * 0.4)),
    Math.max(...rows.map(({ title }) => [...forTerminal(title)].length), 0),
  );
  return rows.map(({ row, title, state, why, evidence }) => {
    const [sign, tone] = marks[state];
    const shown = state === "exercised" ? (evidence[0] ?? why) : why || (evidence[0] ?? "");
    const said = cut(withShortIds(shown), Math.max(0, width - titleRoom - 8));
    return `${ink(tone, sign)} ${String(row).padStart(2)}  ${padded(cut(title, titleRoom), titleRoom)}  ${ink("dim", said)}`.trimEnd();
  });
};

const problemLines = ({ differences }: Rehearsal, { ink, cut }: Pen): readonly string[] =>
  differences.map(({ step, found }) => `${ink("bad", "differs")}  ${cut(`${step}: ${found}`, longest)}`);

/** A difference is worth several lines of a terminal, but not a whole screen. */
const longest = 1000;

const figureLines = (rehearsal: Rehearsal, { ink, cut, width }: Pen): readonly string[] => {
  const { applied, doubled, commands, mishaps, days, seconds } = tallyOf(rehearsal);
  const once = doubled.length === 0 ? "none doubled" : `${doubled.length} doubled`;
  return [
    `${counted(applied, "effect")} applied, ${once}; ${counted(commands, "command")} by people; ${counted(mishaps, "mishap")}; ${counted(days, "virtual day")} in ${seconds} s`,
    checksLine(rehearsal),
    ...rehearsal.notices.map(({ version, at, missing }) =>
      missing.length === 0
        ? `old app told of ${cut(version, 40)} on ${cut(momentText(at), 40)}: ${ink("good", "everything was there")}`
        : `old app told of ${cut(version, 40)} on ${cut(momentText(at), 40)}: ${ink("bad", `missing ${cut(missing.join(", "), width)}`)}`,
    ),
  ];
};

const checksLine = ({ releases }: Rehearsal): string => {
  const checks = releases.flatMap(({ steps }) => checksOf(steps));
  const count = (is: CheckNow["is"]): number => checks.filter((each) => each.is === is).length;
  const wrong = (["violated", "accepted", "open"] as const).flatMap((is) => (count(is) === 0 ? [] : [`${count(is)} ${is}`]));
  return `${counted(count("ok"), "check")} held${wrong.length === 0 ? ", none violated" : `, ${wrong.join(", ")}`}`;
};

const closingLine = (rehearsal: Rehearsal, { ink, cut, width }: Pen): string => {
  const { is, word, says } = endingOf(rehearsal);
  const versions = rehearsal.releases.map(({ state }) => state.version).join(" and ");
  return `${ink(is === "finished" ? "good" : "bad", `${word}:`)} ${ink("strong", cut(`${rehearsal.train} ${versions}`, width))}. ${says}`;
};

const codes: Readonly<Record<Tone, readonly [number, number]>> = {
  good: [32, 39],
  warn: [33, 39],
  bad: [31, 39],
  dim: [2, 22],
  strong: [1, 22],
};

const penFor = ({ colour, width }: SummaryForm): Pen => ({
  width,
  ink: (tone, text) => (colour && text !== "" ? `\u001b[${codes[tone][0]}m${text}\u001b[${codes[tone][1]}m` : text),
  cut: (text, room) => {
    const characters = [...forTerminal(text.replaceAll(/\s*\n\s*/g, " "))];
    return characters.length <= room ? characters.join("") : `${characters.slice(0, Math.max(0, room - 1)).join("")}…`;
  },
});

const padded = (text: string, room: number): string => text + " ".repeat(Math.max(0, room - [...text].length));
