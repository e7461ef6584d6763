import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fillAll } from "../../src/app/fill-all.ts";
import { tellStory } from "../../src/app/tell-story.ts";
import { planRelease } from "../../src/checklist/index.ts";
import { sections } from "../../src/config/sections/index.ts";
import { sampleTelling } from "../../src/testing/sample-telling.ts";
import { type Answer, answers } from "./answers.ts";
import { type PageSentence, sentencesOf } from "./sentences-of.ts";

const root = join(import.meta.dirname, "../..");

/** Where the page lies beside a checkout; it is not ours, so it is read and never kept. */
export const handbookPage = "../shared/handbook/releasing-a-new-version.md";

/** The page's sentences where it is there, or why they could not be read. */
export const readHandbook = ():
  | { readonly is: "read"; readonly sentences: readonly PageSentence[] }
  | { readonly is: "absent"; readonly why: string } => {
  const file = join(root, handbookPage);
  return existsSync(file)
    ? { is: "read", sentences: sentencesOf(readFileSync(file, "utf8")) }
    : { is: "absent", why: `${handbookPage} is not here, so docs/coverage.md was not held against its sentences` };
};

/** What is known of the product: every step of the example's plan, and what a test file says. */
export interface Known {
  readonly steps: ReadonlySet<string>;
  readonly testFile: (file: string) => string | undefined;
}

export const knownHere = (): Known => {
  const telling = sampleTelling();
  const plan = planRelease({ ...telling, story: tellStory(telling), fill: (template) => fillAll(template, telling.names) }, 1);
  return {
    steps: new Set(plan.items.flatMap((item) => item.steps.map(({ id }) => id))),
    testFile: (file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : undefined),
  };
};

/** Everything that is missing: a sentence without an answer, an answer without its sentence, a step or test that is not there. */
export const gapsIn = (all: readonly Answer[], sentences: readonly PageSentence[] | undefined, known: Known): readonly string[] => [
  ...(sentences === undefined ? [] : sentenceGaps(all, sentences)),
  ...all.flatMap((answer) => [
    ...(answer.steps.length === 0 && (answer.sections ?? []).length === 0 ? [`${nameOf(answer)} leads to no step and no section`] : []),
    ...answer.steps
      .filter((step) => !known.steps.has(step))
      .map((step) => `${nameOf(answer)} leads to the step ${step}, which no plan has`),
    ...(answer.sections ?? [])
      .filter((name) => !Object.hasOwn(sections, name))
      .map((name) => `${nameOf(answer)} leads to the section ${name}, which no configuration has`),
    ...(answer.tests.length === 0 ? [`${nameOf(answer)} has no test`] : []),
    ...answer.tests.flatMap(([file, name]) => {
      const text = known.testFile(file);
      if (text === undefined) return [`${nameOf(answer)} leads to ${file}, which is not there`];
      return text.includes(name) ? [] : [`${nameOf(answer)} leads to a test ${JSON.stringify(name)}, which ${file} does not have`];
    }),
  ]),
];

const sentenceGaps = (all: readonly Answer[], sentences: readonly PageSentence[]): readonly string[] => [
  ...sentences.flatMap((sentence) => {
    const answer = all.find((each) => each.under === sentence.under && each.at === sentence.at);
    if (answer === undefined) return [`${nameOf(sentence)} of the page has no answer: ${JSON.stringify(sentence.text.slice(0, 80))}`];
    return answer.hash === sentence.hash
      ? []
      : [`${nameOf(sentence)} of the page reads otherwise now (${sentence.hash}): ${JSON.stringify(sentence.text.slice(0, 80))}`];
  }),
  ...all
    .filter((answer) => !sentences.some((each) => each.under === answer.under && each.at === answer.at))
    .map((answer) => `${nameOf(answer)} is no sentence of the page any more`),
];

const nameOf = ({ under, at }: Pick<Answer, "under" | "at">): string =>
  `sentence ${at} under ${JSON.stringify(under === "" ? "the title" : under)}`;

/** docs/coverage.md. Throws with every gap, so that none is written down as covered. */
export const coveragePage = (): string => {
  const handbook = readHandbook();
  const gaps = gapsIn(answers, handbook.is === "read" ? handbook.sentences : undefined, knownHere());
  if (gaps.length > 0) throw new Error(`docs/coverage.md has gaps:\n${gaps.join("\n")}`);
  const headings = [...new Set(answers.map(({ under }) => under))];
  return [
    "# The handbook's page, sentence by sentence",
    "",
    `Generated from \`scripts/coverage\`; \`npm run docs\` writes this page. The page itself, \`${handbookPage}\`, is not ours to copy: a sentence is named by its`,
    "heading, its number there and the first digits of the sha256 of its words, and told in our own. Where the page lies beside the checkout, a sentence",
    "without an answer, or one that reads otherwise now, is an error of `npm run check`; so is a step, section or test that is not there, everywhere.",
    "",
    `${answers.length} sentences, ${new Set(answers.flatMap(({ steps }) => steps)).size} steps, ${new Set(answers.flatMap(({ tests }) => tests.map((each) => each.join()))).size} tests.`,
    ...headings.flatMap((under) => [
      "",
      `## ${under === "" ? "Under the title" : under}`,
      "",
      "| sentence | asks for | items and steps, or the configuration | tests |",
      "|---|---|---|---|",
      ...answers.filter((each) => each.under === under).map(rowOf),
    ]),
    "",
  ].join("\n");
};

const rowOf = ({ at, hash, asks, steps, sections: told = [], tests }: Answer): string => {
  const what = [...steps.map((step) => `\`${step}\``), ...told.map((name) => `\`${name}:\``)].join(" ");
  const proofs = tests.map(([file, name]) => `[${name.replaceAll("|", "\\|")}](../${file})`).join(" · ");
  return `| ${at} \`${hash}\` | ${asks} | ${what} | ${proofs} |`;
};
