import { type Action, isSet, optionValue } from "../command.ts";
import { brief, painter } from "../paint.ts";

/** Writes a configuration from what a repository shows, and says what of it was guessed. */
export const init: Action = async (invocation) => {
  const { surroundings, global, words, colour } = invocation;
  const { file, guesses } = await surroundings.initTrain({
    repository: words["repository"] ?? ".",
    chart: optionValue(invocation, "chart"),
    file: global.config,
    force: isSet(invocation, "force"),
  });
  const paint = painter(colour);
  const unsure = guesses.filter((each) => each.confidence === "unsure").length;
  const lines = guesses.map(({ key, value, from, confidence }) => {
    const word = paint(confidence === "unsure" ? "yellow" : "dim", confidence.padEnd(6));
    return `  ${word}  ${brief(key)}: ${brief(value)}  ${paint("dim", `(${brief(from)})`)}\n`;
  });
  const next = `next: look at the ${unsure} unsure ones, then: signalbox check\n`;
  return { exit: "done", data: { file, guesses }, text: `Wrote ${brief(file)}, from what the repository shows:\n${lines.join("")}${next}` };
};
