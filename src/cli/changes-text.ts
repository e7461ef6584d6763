import { categoryHeadings } from "../app/changes/category-headings.ts";
import type { ChangeList, ListedRepository } from "../app/changes/list-changes.ts";
import type { Change } from "../domain/change.ts";
import type { Signature } from "../domain/commit.ts";
import type { Contributor } from "../domain/contributor.ts";
import { botTest, creditsOf } from "../domain/person.ts";
import { brief, type Paint, painter } from "./paint.ts";
import type { ListedChanges } from "./surroundings.ts";

/** A list of changes for people: each repository with its changes by category, then everybody who took part. */
export const changesText = (
  { repositories, rules, contributors, counts }: ChangeList,
  { colour, log }: { readonly colour: boolean; readonly log: ListedChanges["log"] },
): string => {
  const paint = painter(colour);
  const isBot = botTest(rules.bots);
  const parts = [
    ...repositories.map((each) => repositoryText(each, isBot, paint)),
    peopleText(contributors, counts.firstTime !== undefined, paint),
    log === undefined ? "" : `Wrote ${brief(log.file)}: ${log.bytes} bytes, as git log --pretty=format:"%s %ae" writes them.\n`,
  ];
  return parts.filter((part) => part !== "").join("\n");
};

type IsBot = (who: Signature) => boolean;

const repositoryText = (repository: ListedRepository, isBot: IsBot, paint: Paint): string => {
  const { name, from, to, branchPoint, told, changes, commits, merges, notes } = repository;
  const title = versionsText(repository);
  const ends = `${from === undefined ? "from the beginning" : endText(from)} up to ${endText(to)}`;
  const branched = branchPoint === undefined || branchPoint === to.commit ? "" : `; left the main branch at ${branchPoint.slice(0, 12)}`;
  const cancelled = changes.filter(({ standing }) => standing.is === "reverted" || standing.is === "reverts").length;
  const twice = changes.filter(({ standing }) => standing.is === "duplicate").length;
  const left = [
    merges === 0 ? "" : counted(merges, "merge"),
    cancelled === 0 ? "" : `${cancelled} that cancel each other`,
    twice === 0 ? "" : `${twice} there twice`,
  ].filter((part) => part !== "");
  return [
    paint("bold", [brief(name), brief(title)].filter((part) => part !== "").join("  ")),
    `${ends}${branched}`,
    `${counted(told.length, "change")} in ${counted(commits, "commit")}${left.length === 0 ? "" : ` (${left.join(", ")})`}`,
    ...notes.map((note) => `${paint("yellow", "note:")} ${brief(note, 400)}`),
    ...categoryHeadings.flatMap(([category, heading]) => {
      const own = told.filter((each) => each.category === category);
      return own.length === 0 ? [] : ["", paint("cyan", heading), ...own.map((change) => changeLine(change, isBot, paint))];
    }),
    "",
  ].join("\n");
};

/** Of what is not out yet the version is only what the train would call it. */
const versionsText = ({ from, to, next }: ListedRepository): string => {
  const later = to.version ?? (next === undefined ? undefined : `${next}, the next`);
  if (later === undefined) return from?.version === undefined ? "" : `since ${from.version}`;
  return [from?.version, later].filter((each) => each !== undefined).join(" → ");
};

const endText = ({ ref, commit }: ListedRepository["to"]): string =>
  ref === commit ? commit.slice(0, 12) : `${brief(ref)} (${commit.slice(0, 12)})`;

const changeLine = (change: Change, isBot: IsBot, paint: Paint): string => {
  const { scope, summary, pull, issues, labels, commit, released } = change;
  const number = pull === undefined ? commit.slice(0, 9) : `#${pull}`;
  const more = [
    creditsOf(change, isBot)
      .map(({ name, email }) => brief(name.trim() === "" ? email : name, 60))
      .join(", "),
    issues.length === 0 ? "" : `closes ${issues.map((issue) => `#${issue}`).join(", ")}`,
    labels.length === 0 ? "" : `[${labels.map((label) => brief(label, 40)).join("] [")}]`,
    released === true ? "in the previous release already" : "",
  ].filter((part) => part !== "");
  return `  ${scope === undefined ? "" : `${brief(scope, 60)}: `}${brief(summary)} ${paint("dim", `(${number})  ${more.join("  ")}`)}`;
};

const groups: readonly (readonly [Contributor["kind"], string])[] = [
  ["external", "from outside"],
  ["staff", "staff"],
  ["bot", "bot"],
];

const peopleText = (contributors: readonly Contributor[], isKnown: boolean, paint: Paint): string => {
  if (contributors.length === 0) return "";
  const sums = groups.map(([kind, word]) => [contributors.filter((each) => each.kind === kind), word] as const);
  const newcomers = contributors.filter((each) => each.newcomer === "first-time").length;
  const doubtful = contributors.filter((each) => each.newcomer === "doubtful").length;
  const heads = [
    ...sums.filter(([own]) => own.length > 0).map(([own, word]) => (word === "bot" ? counted(own.length, "bot") : `${own.length} ${word}`)),
    isKnown ? `${newcomers} for the first time` : "",
    doubtful === 0 ? "" : `${doubtful} doubtful`,
  ].filter((part) => part !== "");
  return `${[
    `${paint("bold", "People")}  ${heads.join(", ")}`,
    ...sums.flatMap(([own, word]) => own.map((each) => personLine(each, word, paint))),
  ].join("\n")}\n`;
};

const personLine = ({ name, handle, emails, commits, together, newcomer }: Contributor, word: string, paint: Paint): string => {
  const shown = name.trim() === "" ? (emails[0] ?? "") : name;
  const work = [commits === 0 ? "" : counted(commits, "commit"), together === 0 ? "" : `co-author of ${together}`].filter(
    (part) => part !== "",
  );
  const fresh =
    newcomer === "first-time"
      ? paint("green", "  for the first time")
      : newcomer === "doubtful"
        ? paint("yellow", "  perhaps for the first time: look")
        : "";
  return `  ${word.padEnd(12)}  ${brief(shown, 60)}${handle === undefined ? "" : ` @${brief(handle, 60)}`}  ${paint("dim", work.join(", "))}${fresh}`;
};

const counted = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;
