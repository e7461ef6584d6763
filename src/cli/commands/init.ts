import type { Guess } from "../../app/init-train.ts";
import type { PageReport } from "../../app/page/train-from-page.ts";
import { type Action, isSet, optionValue } from "../command.ts";
import { brief, type Paint, painter } from "../paint.ts";

/** Writes a configuration from what a repository shows, or a page says, and tells what of it was guessed. */
export const init: Action = async (invocation) => {
  const { surroundings, global, words, colour } = invocation;
  const from = optionValue(invocation, "from");
  const { file, guesses, page } = await surroundings.initTrain({
    repository: words["repository"] ?? ".",
    chart: optionValue(invocation, "chart"),
    page: from,
    section: optionValue(invocation, "section"),
    file: global.config,
    force: isSet(invocation, "force"),
  });
  const paint = painter(colour);
  const unsure = guesses.filter((each) => each.confidence === "unsure").length;
  const next = `next: look at the ${unsure} unsure ones, then: signalbox check\n`;
  const head = `Wrote ${brief(file)}, from ${page === undefined ? "what the repository shows" : brief(from ?? "")}:\n`;
  const told = page === undefined ? "" : pageText(page, paint);
  return {
    exit: "done",
    data: { file, guesses, ...(page === undefined ? {} : { page }) },
    text: `${head}${told}${guesses.map((each) => guessLine(each, paint)).join("")}${next}`,
  };
};

const guessLine = ({ key, value, from, confidence }: Guess, paint: Paint): string => {
  const word = paint(confidence === "unsure" ? "yellow" : "dim", confidence.padEnd(6));
  return `  ${word}  ${brief(key)}: ${brief(value)}  ${paint("dim", `(${brief(from)})`)}\n`;
};

/** Every line of the page and what it became, then what of the page is doubtful. */
const pageText = ({ lines, doubts }: PageReport, paint: Paint): string => {
  const count = (as: string) => lines.filter((each) => each.as === as).length;
  const rows = lines.flatMap(({ line, says, as, items, interlock }) => [
    `  ${paint("dim", String(line).padStart(5))}  ${as === "typed" ? paint("green", "✓") : paint("dim", "·")} ${brief(items.join(", ") || "a heading")}  ${paint("dim", brief(says, 80))}\n`,
    ...(interlock === undefined
      ? []
      : [`         ${paint("yellow", "interlock")} of ${brief(interlock.item)}: ${brief(interlock.warning, 200)}\n`]),
  ]);
  const doubtful = doubts.map(({ line, says }) => `  ${paint("yellow", `line ${line}`)}: ${brief(says, 300)}\n`);
  return [
    `${lines.length} lines: ${count("typed")} recognised, ${count("manual")} kept as items that people do.\n`,
    ...rows,
    ...(doubtful.length === 0 ? [] : ["To look at on the page:\n", ...doubtful]),
    "Values:\n",
  ].join("");
};
