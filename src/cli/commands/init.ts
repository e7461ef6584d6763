import type { Guess } from "../../app/init-train.ts";
import type { PageReport } from "../../app/page/train-from-page.ts";
import { ReleaseError } from "../../domain/errors.ts";
import type { Train } from "../../domain/train.ts";
import { type Action, type Invocation, isSet, optionValue } from "../command.ts";
import { brief, type Paint, painter } from "../paint.ts";
import type { WrittenWorkflow } from "../surroundings.ts";

/** Writes a configuration from what a repository shows, or a page says, and tells what of it was guessed; and the workflows it needs. */
export const init: Action = async (invocation) => {
  const { colour } = invocation;
  const paint = painter(colour);
  const isAsked = isSet(invocation, "workflows");
  const known =
    isAsked && !isSet(invocation, "force") && optionValue(invocation, "from") === undefined ? await knownTrain(invocation) : undefined;
  const begun = known === undefined ? await initTrain(invocation, paint) : { data: {}, text: "" };
  if (!isAsked) return { exit: "done", ...begun };
  const workflows = await writeWorkflows(invocation, known ?? (await invocation.surroundings.loadTrain(invocation.global)).train);
  return { exit: "done", data: { ...begun.data, workflows }, text: `${begun.text}${workflowsText(workflows, paint)}` };
};

/** The train that is configured already; workflows are then written for that. */
const knownTrain = async ({ surroundings, global }: Invocation): Promise<Train | undefined> => {
  try {
    return (await surroundings.loadTrain(global)).train;
  } catch (error) {
    if (error instanceof ReleaseError && error.code === "CONFIG_MISSING") return undefined;
    throw error;
  }
};

const initTrain = async (invocation: Invocation, paint: Paint) => {
  const { surroundings, global, words } = invocation;
  const from = optionValue(invocation, "from");
  const { file, guesses, page } = await surroundings.initTrain({
    repository: words["repository"] ?? ".",
    chart: optionValue(invocation, "chart"),
    page: from,
    section: optionValue(invocation, "section"),
    file: global.config,
    force: isSet(invocation, "force"),
  });
  const unsure = guesses.filter((each) => each.confidence === "unsure").length;
  const next = `next: look at the ${unsure} unsure ones, then: signalbox check\n`;
  const head = `Wrote ${brief(file)}, from ${page === undefined ? "what the repository shows" : brief(from ?? "")}:\n`;
  const told = page === undefined ? "" : pageText(page, paint);
  return {
    data: { file, guesses, ...(page === undefined ? {} : { page }) },
    text: `${head}${told}${guesses.map((each) => guessLine(each, paint)).join("")}${next}`,
  };
};

const writeWorkflows = (invocation: Invocation, train: Train): Promise<readonly WrittenWorkflow[]> =>
  invocation.surroundings.writeWorkflows({
    train,
    repository: invocation.words["repository"] ?? ".",
    chart: optionValue(invocation, "chart"),
    force: isSet(invocation, "force"),
  });

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

const workflowsText = (workflows: readonly WrittenWorkflow[], paint: Paint): string =>
  [
    "Workflows:\n",
    ...workflows.map(
      ({ repository, path, about, is }) =>
        `  ${paint(is === "written" ? "green" : "yellow", ends[is])}  ${brief(repository)} ${brief(path)}  ${paint("dim", about)}\n`,
    ),
    ...(workflows.some(({ is }) => is === "there") ? ["What is there was left as it is; --force replaces it.\n"] : []),
    ...(workflows.some(({ is }) => is === "elsewhere") ? ["A clone of that repository is named with --chart PATH.\n"] : []),
    "next: set the secrets that they name, and commit them; a job that ticks needs `store:` in the configuration.\n",
  ].join("");

const ends: Readonly<Record<WrittenWorkflow["is"], string>> = { written: "written", there: "there  ", elsewhere: "not yet" };
