import type { Act } from "../domain/by-hand.ts";
import type { Phase } from "../domain/plan.ts";
import type { Runbook, RunbookItem, RunbookStep } from "../domain/runbook.ts";
import { withVariablesNamed } from "../domain/shell-word.ts";
import { forMarkdown } from "./for-markdown.ts";
import { showHidden } from "./show-hidden.ts";

/** Steps that were rendered before, where the page is made again and again. */
export type RenderedSteps = WeakMap<RunbookStep, string>;

/** The runbook as a page for people: every command in a block of its own, and nothing in a text that gets out of its block. */
export const renderRunbook = (runbook: Runbook, known: RenderedSteps = new WeakMap()): string =>
  [
    `# Runbook: ${prose(`${runbook.train} ${runbook.version}`)}`,
    runbook.items.length === 0 ? "Nothing is left to do." : [...opening(runbook), ...itemsOf(runbook, known)].join("\n\n"),
    "",
  ].join("\n\n");

const opening = ({ version, captain, entry, repositories, programs, credentials }: Runbook): readonly string[] => [
  [
    `The rest of the release for people without Signalbox, in order. ${prose(captain)} is its captain. It knows the record up to entry ${entry};`,
    `what was done after that, Signalbox finds again with \`signalbox adopt ${code(version)}\`.`,
  ].join("\n"),
  "Never let Signalbox and people do the same item at the same time: `signalbox hold` first where it still runs.",
  "## Before you begin",
  [
    `You need ${listed(programs)}${credentials.length === 0 ? "" : `, and in the environment ${listed(credentials.map((each) => `\`${each}\``))}`}.`,
    "Run everything in one bash and in one empty folder, in this order: what a command finds out, later ones use.",
    "A block that ends with an error was not done; find out why before you go on.",
  ].join("\n"),
  ...(repositories.length === 0
    ? []
    : [
        fence(
          "sh",
          ["set -euo pipefail", ...repositories.map((each) => `git clone --quiet --no-checkout ${quotedAddress(each)}`)].join("\n"),
        ),
      ]),
];

const quotedAddress = (repository: string): string => {
  const plain = /^[\w.-]+\/[\w.-]+$/.test(repository) ? repository : "OWNER/NAME";
  return `https://github.com/${plain}.git ${plain}`;
};

const itemsOf = ({ items, launched }: Runbook, known: RenderedSteps): readonly string[] => {
  let phase: Phase | undefined;
  return items.flatMap((item, place) => {
    const begins = item.phase !== undefined && item.phase !== phase;
    phase = item.phase ?? phase;
    return [
      ...(begins && phase !== undefined ? [`## ${titles[phase]}`] : []),
      ...(item.pointOfNoReturn && !launched ? ["---", "**Point of no return.** What follows cannot be taken back."] : []),
      ...itemLines(item, place + 1, known),
    ];
  });
};

const titles: Readonly<Record<Phase, string>> = {
  freeze: "Freeze",
  qualify: "Qualify",
  launch: "Launch",
  announce: "Announce",
  rollback: "Roll back",
};

const itemLines = (item: RunbookItem, number: number, known: RenderedSteps): readonly string[] => [
  `### ${number}. ${prose(item.title)}`,
  [
    `\`${code(item.id)}\` · who: ${listed(item.owner.map(prose))}`,
    ...(item.access.length === 0 ? [] : [` · needs: ${listed(item.access.map(prose))}`]),
    ...(item.waitsFor.length === 0 ? [] : [` · after: ${listed(item.waitsFor.map(prose))}`]),
  ].join(""),
  ...(item.warning === undefined ? [] : [`> **${prose(item.warning)}**`]),
  ...item.steps.map((each) => {
    const lines = known.get(each) ?? stepLines(each).join("\n\n");
    known.set(each, lines);
    return lines;
  }),
];

const stepLines = ({ id, does, lookFirst, question, acts }: RunbookStep): readonly string[] => [
  `**${prose(withVariablesNamed(does))}** (\`${code(id)}\`)`,
  ...(lookFirst === undefined ? [] : [`> **It may have happened already.** Look before you do it: ${prose(lookFirst)}.`]),
  ...(question === undefined ? [] : [`> Signalbox asks: ${prose(question)}`]),
  ...acts.flatMap(actLines),
];

const actLines = (each: Act): readonly string[] => {
  switch (each.is) {
    case "run":
      return [fence("sh", each.commands.join("\n"))];
    case "repeat":
      return ["Repeat until it succeeds:", fence("sh", each.commands.join("\n"))];
    case "paste":
      return [
        `To paste into ${prose(withVariablesNamed(each.where))}:`,
        fence("text", showHidden(withVariablesNamed(each.text), { lines: true })),
      ];
    case "do":
      return [prose(withVariablesNamed(each.what))];
  }
};

/** Longer than any run of backticks inside. */
const fence = (language: string, text: string): string => {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((each) => each.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${text.replace(/\n+$/, "")}\n${marks}`;
};

/** Addresses stay as they are, so that they can be followed; they end at a blank. */
const prose = (text: string): string =>
  text
    .split(/(https:\/\/[\w.~:/?#@!$&*+,;=%-]*[\w/#*=-])/)
    .map((piece, place) => (place % 2 === 1 ? `<${piece}>` : forMarkdown(piece)))
    .join("");

const code = (text: string): string => showHidden(text).replaceAll("`", "'");

const listed = (all: readonly string[]): string => all.join(", ");
