import { type Category, categoryOfSentence, isUsualType } from "./category.ts";
import { type Change, entries, takenBack } from "./change.ts";
import { categoryOfName } from "./changelog-form.ts";

/** One line that a changelog could have: a change with the commits that it brought. Texts are hostile. */
export interface ChangelogEntry {
  readonly change: Change;
  /** The commits of its pull request without the change itself, newest first; none for a squash. */
  readonly parts: readonly Change[];
  /** What was done, from the first commit where the change itself is a merge that says nothing. */
  readonly summary: string;
  /** The same with the conventional type or the word that its author wrote before it. */
  readonly title: string;
  readonly category: Category;
  /** Pull request first, then every other number that its commits name. */
  readonly numbers: readonly number[];
  /** The issue it closes, where it says so. */
  readonly closes: number | undefined;
}

/** The entries of a release in the order of the changes, with what their commits tell. */
export const changelogEntries = (changes: readonly Change[]): readonly ChangelogEntry[] => withParts(changes, entries(changes));

/** What an entry would tell of each change that was taken back before anybody got it. */
export const entriesTakenBack = (changes: readonly Change[]): readonly ChangelogEntry[] => withParts(changes, takenBack(changes));

const withParts = (changes: readonly Change[], some: readonly Change[]): readonly ChangelogEntry[] => {
  const parts = partsByOwner(changes);
  return some.map((change) => entryOf(change, parts.get(change.commit) ?? []));
};

/** All commits below each merge, however deep: what a merge inside a pull request brought is the pull request's too. */
const partsByOwner = (changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> => {
  const owners = new Map(changes.flatMap(({ commit, partOf }) => (partOf === undefined ? [] : [[commit, partOf] as const])));
  const parts = new Map<string, Change[]>();
  for (const change of changes) {
    let owner = owners.get(change.commit);
    for (let depth = 0; owner !== undefined && depth < deepest; depth += 1) {
      const own = parts.get(owner);
      if (own === undefined) parts.set(owner, [change]);
      else own.push(change);
      owner = owners.get(owner);
    }
  }
  return parts;
};

/** Merges inside merges are followed so far, so that no history makes this slow. */
const deepest = 20;

const entryOf = (change: Change, parts: readonly Change[]): ChangelogEntry => {
  const telling = change.merge && isBare(change) ? (mostTelling(change, parts) ?? change) : change;
  const word = wordBefore(telling);
  const summary = word?.rest ?? (telling.type === undefined || isUsualType(telling.type) ? telling.summary : titleOf(telling));
  const numbers = [change, ...parts].flatMap((each) => [...(each.pull === undefined ? [] : [each.pull]), ...each.references]);
  return {
    change,
    parts,
    summary,
    title: telling.merge ? summary : titleOf(telling),
    category: change.category === "breaking" ? "breaking" : (word?.category ?? categoryFrom(change, telling, parts)),
    numbers: [...new Set(numbers)],
    closes: [change, ...parts].map(closedBy).find((number) => number !== undefined),
  };
};

/** `Merge pull request #12 from ana/fix` says nothing of what was done; with a title in its body it does. */
const isBare = ({ summary }: Change): boolean => /^Merge (?:pull request|branch|remote)/.test(summary) || summary.trim() === "";

/** Of the commits of a pull request the one that speaks most like its branch's name, else the oldest that did more than tidy up. */
const mostTelling = ({ subject }: Change, parts: readonly Change[]): Change | undefined => {
  const branch = new Set(wordsOf(/ from \S+?\/(\S+)/.exec(subject.slice(0, 500))?.[1] ?? ""));
  const shared = (change: Change): number => wordsOf(change.summary).filter((word) => branch.has(word)).length - (isChore(change) ? 10 : 0);
  return parts
    .filter(({ merge }) => !merge)
    .slice(-50)
    .toReversed()
    .reduce<Change | undefined>((best, each) => (best === undefined || shared(each) > shared(best) ? each : best), undefined);
};

const wordsOf = (text: string): readonly string[] =>
  text
    .slice(0, 300)
    .toLowerCase()
    .match(/[a-z\d]{3,30}/g) ?? [];

const isChore = ({ summary, type }: Change): boolean =>
  type === "chore" ||
  /\bchange-?log\b|\btests?\b|\blint|^(?:prepare (?:for )?(?:release|v?\d)|release v?\d|cut|typo|address|apply|review|wip|update docs?|rename|reproduce|go mod|remove)\b/i.test(
    summary.slice(0, 300),
  );

/** `[BUGFIX] Scraping: …`: some teams write the changelog's word before a subject. */
const wordBefore = ({ summary }: Change): { readonly category: Category; readonly rest: string } | undefined => {
  const found = /^\[([A-Za-z]{2,20})\]:? +(\S.*)$/.exec(summary);
  const category = categoryOfName(found?.[1] ?? "");
  return category === undefined || found?.[2] === undefined ? undefined : { category, rest: found[2] };
};

const titleOf = ({ subject }: Change): string => subject.replace(/(?:\s*\(#\d{1,9}\))+\s*$/, "").trim();

/** What the change says, what the commit that speaks for it says, the branch's first word, and last what any of its commits says. */
const categoryFrom = (change: Change, telling: Change, parts: readonly Change[]): Category => {
  const branch = / from \S+?\/(?:\S*\/)?(feat|feature|fix|bugfix|hotfix|perf|docs|chore)[/_-]/i.exec(change.subject.slice(0, 500))?.[1];
  const said = [change, telling].map((each) => (each.category === "other" ? categoryOfSentence(each.summary) : each.category));
  const found = [...said, ...(branch === undefined ? [] : [categoryOfSentence(branch)])].find((category) => category !== "other");
  if (found !== undefined && !(found === "internal" && parts.length > 1)) return found;
  const among = parts.filter(({ merge }) => !merge).map((each) => wordBefore(each)?.category ?? each.category);
  const isAside = among.some((category) => !asides.has(category));
  return telltale.find((category) => among.includes(category) && !(isAside && asides.has(category))) ?? found ?? "other";
};

/** What comes along with other work says nothing of the whole. */
const asides: ReadonlySet<Category> = new Set(["docs", "dependency", "internal"]);

const telltale: readonly Category[] = [
  "breaking",
  "security",
  "feature",
  "fix",
  "performance",
  "improvement",
  "deprecation",
  "removal",
  "dependency",
  "docs",
];

const closedBy = ({ subject }: Change): number | undefined => {
  const found = /^(?:\w+\()?(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?)\)?:? +#(\d{1,9})\b|^#?(\d{3,9})[ :-]/i.exec(subject);
  const number = found?.[1] ?? found?.[2];
  return number === undefined ? undefined : Number(number);
};
