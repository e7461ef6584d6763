import { explain } from "../../domain/errors.ts";
import { readPage } from "../../texts/page/read-page.ts";
import { slugOf } from "../init/safe-word.ts";
import type { Drafted } from "../init/write-yaml.ts";
import type { InitialTrain } from "../init-train.ts";
import { assemble, idsIn } from "./assemble.ts";
import { checklistLines, type PageLine, type PageLines } from "./checklist-lines.ts";
import { type Draft, list, merge, missing, type Said, section } from "./draft.ts";
import { draftOfSurvey } from "./draft-of-survey.ts";
import { type LineTaken, ownItems } from "./extra-lines.ts";
import { recognisers } from "./recognise/index.ts";
import { type Doubt, forgeRepository, type Reading, type Recognised } from "./recognise/reading.ts";
import { commandDoubts } from "./recognise/repository.ts";
import { ownId, valuesOnPage } from "./values-on-page.ts";
import { warningsIn } from "./warnings.ts";

/** A page, and the part of it that is meant when it has several lists. */
export interface PageAsked {
  /** How the page is called in messages. */
  readonly name: string;
  readonly text: string;
  /** Words of a heading. */
  readonly section: string | undefined;
}

/** What a page became, line by line. */
export interface PageReport {
  readonly lines: readonly LineTaken[];
  readonly doubts: readonly Doubt[];
}

export interface PageTrain extends InitialTrain {
  readonly page: PageReport;
}

/**
 * Writes the configuration that a checklist describes, and what the repository shows where the page says nothing. Pure; raises PAGE_NOT_TAKEN for a
 * page that is no checklist, or too long for one. Whatever else stands in the page, the result is a train.
 */
export const trainFromPage = (asked: PageAsked, shown: Drafted): PageTrain => {
  const page = readPage(asked.text);
  const values = valuesOnPage(page.blocks);
  const all = checklistLines(page);
  const isWhole = values.sections.has("train");
  const chosen = asked.section === undefined ? all : { ...all, lines: partOf(all, asked.section, asked.name) };
  if (chosen.lines.length > mostLines)
    throw notTaken(asked, `it has ${chosen.lines.length} lines to do, and at most ${mostLines} are read as one list`);
  if (chosen.lines.length === 0 && !isWhole)
    throw notTaken(asked, "it has no box to tick, no numbered step and no section that says what to do");
  const lines = isWhole ? chosen.lines.map(settled) : chosen.lines;
  const open = { lines: isWhole ? lines.filter((line) => ownId(line) === undefined) : lines, passages: isWhole ? [] : chosen.passages };
  const reading: Reading = { ...open, github: productOf(chosen, shown), files: shown.versionFiles.files, chart: shown.chart };
  const found = recognisers.flatMap((recognise) => recognise(reading)).filter((each) => !isWhole || each.lines.length > 0);
  const itemsOf = (line: PageLine): readonly string[] => {
    const own = isWhole ? ownId(line) : undefined;
    return own === undefined ? [...new Set(found.flatMap((each) => (each.lines.includes(line) ? [each.item] : [])))] : [own];
  };
  const { extras, taken } = ownItems(lines, itemsOf, idsIn(values.sections.get("extra") ?? ""));
  if (extras.length > mostOwn)
    throw notTaken(asked, `${extras.length} of its lines would be items of your own, and a configuration takes ${mostOwn}`);
  const said = found.reduce<Draft>((draft, each) => merge(draft, each.draft), section({}));
  const { draft, doubts } = isWhole ? { draft: said, doubts: [] } : surely(merge(said, draftOfSurvey(shown, reading.github)), shown);
  const own = section({ extra: extras.length === 0 ? undefined : list(extras) });
  const drafted = merge(isWhole ? own : merge(section({ train: trainName(reading.github), by: byPeople }), own), draft);
  const assembled = assemble(drafted, values.sections);
  const yaml = `${heading(asked.name)}\n${assembled.yaml}`;
  if (yaml.length > mostYaml) throw notTaken(asked, `its lines come to ${yaml.length} characters, and a configuration takes 65536`);
  return {
    yaml,
    guesses: assembled.guesses,
    page: {
      lines: taken,
      doubts: [
        ...found.flatMap((each) => each.doubts ?? []),
        ...commandDoubts(open.lines),
        ...doubts,
        ...values.doubts,
        ...assembled.doubts,
        ...severalLists(found),
        ...open.passages.flatMap((each) =>
          warningsIn(each).map((says) => ({ line: each.line, says: `a warning that stands at no line to do: ${says.slice(0, 160)}` })),
        ),
        ...page.unread.map(({ line, why }) => ({ line, says: `not read: ${why}` })),
      ].toSorted((a, b) => a.line - b.line),
    },
  };
};

/** An item under its own id is configured already: what stands below it explains it. */
const settled = (line: PageLine): PageLine => (ownId(line) === undefined ? line : { ...line, strong: [], details: [], code: [] });

const mostLines = 500;
const mostOwn = 200;
const mostYaml = 60_000;

const byPeople: Said = {
  is: "said",
  value: "people",
  from: "turn it to prepare or signalbox item by item, as you come to trust it",
  confidence: "sure",
};

const heading = (name: string): string =>
  [
    "# yaml-language-server: $schema=./node_modules/signalbox/schema.json",
    `# Written by \`signalbox init --from\` from ${name.replaceAll(/[^\w ./-]/g, "?").slice(0, 120)}. Each comment says where a value stands on the page, or that it does not:`,
    "# change what is wrong, then run `signalbox check`.",
    "",
  ].join("\n");

const notTaken = (asked: PageAsked, why: string) => explain("PAGE_NOT_TAKEN", { page: asked.name, why });

/** The lines below the headings that hold these words. */
const partOf = ({ lines }: PageLines, words: string, name: string): readonly PageLine[] => {
  const wanted = words.trim().toLowerCase();
  const part = lines.filter(({ headings, text, as }) =>
    [...headings, ...(as === "heading" ? [text] : [])].some((each) => each.toLowerCase().includes(wanted)),
  );
  if (part.length > 0) return part;
  const known = [...new Set(lines.map(({ headings }) => headings.at(-1) ?? ""))].filter((each) => each !== "").slice(0, 12);
  throw explain("USAGE", {
    what: `No section of ${name} with something to do is called ${JSON.stringify(words)}.`,
    next:
      known.length === 0
        ? "Leave --section out: the page has no headings."
        : `Its sections: ${known.map((each) => JSON.stringify(each)).join(", ")}.`,
  });
};

/** The product's repository: the origin of the clone, else the one that the page leads to most, charts and sites left aside. */
const productOf = ({ lines, passages }: PageLines, { github }: Drafted): Said => {
  if (github.confidence === "sure") return { is: "said", value: github.value, from: github.from, confidence: "sure" };
  const links = [...passages, ...lines.flatMap((line) => [line, ...line.details])].flatMap((each) =>
    each.links.map(({ address }) => ({ repository: forgeRepository(address), line: each.line })),
  );
  const counts = new Map<string, { count: number; line: number }>();
  for (const { repository, line } of links)
    if (repository !== undefined)
      counts.set(repository, { count: (counts.get(repository)?.count ?? 0) + 1, line: counts.get(repository)?.line ?? line });
  const ranked = [...counts].toSorted((a, b) => b[1].count - a[1].count);
  const own = ranked.find(([name]) => !/chart|helm|\/.*(?:website|docs|\.com|\.io|\.org)$|\/\.github$/i.test(name));
  if (own !== undefined) return { is: "said", value: own[0], from: `line ${own[1].line}, a link`, confidence: "likely" };
  const owner = ranked[0]?.[0].split("/")[0];
  return owner === undefined
    ? missing(github.value, "no link to a repository on the page; put in owner/name")
    : missing(`${owner}/${slugOf(owner) ?? "repository"}`, "not on the page; its owner is that of another repository there");
};

const trainName = ({ value, from, confidence }: Said): Said => ({
  is: "said",
  value: slugOf(String(value).split("/")[1] ?? "") ?? "train",
  from,
  confidence,
});

/** What the repository shows beyond doubt stands, whatever the page says. */
const surely = (draft: Draft, shown: Drafted): { readonly draft: Draft; readonly doubts: readonly Doubt[] } => {
  const doubts: Doubt[] = [];
  const known = [shown.main, shown.tag].filter((each) => each.confidence === "sure");
  const sure = section(
    Object.fromEntries(
      known.map(({ key, value, from }) => [key.replace("repository.", ""), { is: "said", value, from, confidence: "sure" } satisfies Said]),
    ),
  );
  const repository = draft.is === "section" ? draft.values["repository"] : undefined;
  for (const { key, value, from } of known) {
    const page = repository?.is === "section" ? repository.values[key.replace("repository.", "")] : undefined;
    if (page?.is === "said" && page.confidence === "likely" && page.value !== value)
      doubts.push({
        line: Number(/\d+/.exec(page.from)?.[0] ?? 0),
        says: `the page says ${String(page.value)}, the repository ${value} (${from}), which was taken`,
      });
  }
  return { draft: merge(section({ repository: sure }), draft), doubts };
};

/** Two places that tag are two lists, perhaps of different releases. */
const severalLists = (found: readonly Recognised[]): readonly Doubt[] => {
  const lines = found.filter(({ item }) => item === "tag-release").flatMap((each) => each.lines);
  const places = new Map(lines.map((line) => [line.headings.join(" / "), line]));
  if (places.size < 2) return [];
  const names = [...places.values()].map(({ headings, line }) => `${JSON.stringify(headings.at(-1) ?? "the page")} at line ${line}`);
  return [
    {
      line: lines[0]?.line ?? 1,
      says: `the page tags in ${places.size} places: ${names.slice(0, 5).join(", ")}; if these are lists of different releases, take one with --section`,
    },
  ];
};
