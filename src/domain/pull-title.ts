/** What a subject comes to without what a forge writes around it. */
export interface PullTitle {
  /** The title as its author wrote it: of the pull request, where the commit is its merge; pull request numbers at its end included. */
  readonly title: string;
  /** The title without the numbers at its end. */
  readonly plain: string;
  readonly pull: number | undefined;
  /** Number of the pull request that this one carries to another branch: `(cherry-pick #12)`, `Backport #12`, `… (#12) (#15)`. */
  readonly backportOf: number | undefined;
}

/**
 * Reads the number of a pull request as forges write it: `… (#12)` and `Merge pull request #12 from …` (GitHub), `See merge request app!12` and
 * `(!12)` (GitLab), `(pull request #12)`, `Merged in …` and `Pull request #12: …` (Bitbucket), `Merged PR 12: …` (Azure), `Merge #12` (bors).
 * Looks at no more than the first 4,096 characters of a subject.
 */
export const pullTitle = (subject: string, body: string): PullTitle => {
  const head = subject.length > 4096 ? subject.slice(0, 4096) : subject;
  const merge = mergeOf(head, body);
  const title = merge?.title ?? head;
  const { groups, plain } = endOf(title);
  const pull = merge?.pull ?? firstNumber(groups) ?? inside(title);
  const backportOf = mayBeBackport(title, groups) ? backported(title, groups, pull) : undefined;
  return { title, plain, pull, backportOf };
};

interface Merge {
  readonly pull?: number;
  readonly title?: string;
}

const mergeOf = (head: string, body: string): Merge | undefined => {
  if (head.startsWith("Merge") || head.startsWith("Auto merge of #") || head.startsWith("Pull request #"))
    return mergeSubject(head, body) ?? gitlabMerge(body);
  return body !== "" && body.includes("See merge request ") ? { ...pullField(gitlabMerge(body)?.pull) } : undefined;
};

const mergeSubject = (head: string, body: string): Merge | undefined => {
  const github = /^Merge pull request #(\d{1,9}) (?:from|in) \S/.exec(head)?.[1];
  if (github !== undefined) return { pull: Number(github), ...titleField(firstLine(body)) };
  if (/^Merged in \S.*\(pull request #\d{1,9}\)\s*$/.test(head))
    return { ...pullField(numberIn(endOf(head).groups[0] ?? "")), ...titleField(firstLine(body)) };
  const told = /^(?:Merged PR|Pull request #)\s?(\d{1,9}): (.+)/.exec(head);
  if (told !== null) return { pull: Number(told[1]), ...titleField(told[2]) };
  const bors = /^(?:Merge|Auto merge of) #(\d{1,9})(?:$|[ ,-])/.exec(head)?.[1];
  if (bors !== undefined)
    return {
      pull: Number(bors),
      ...titleField(
        firstLine(body)
          ?.replace(/^\d{1,9}: /, "")
          .replace(/ r=[^ ]{1,80}(?: a=[^ ]{1,80})?$/, ""),
      ),
    };
  return undefined;
};

/** A merge of a branch whose body ends in the merge request's number; its first line is the title. */
const gitlabMerge = (body: string): Merge | undefined => {
  const number = /^See merge request (?:[\w./-]{1,200})?!(\d{1,9})[ \t\r]*$/m.exec(body)?.[1];
  if (number === undefined) return undefined;
  const title = firstLine(body);
  return { pull: Number(number), ...titleField(title?.startsWith("See merge request ") === true ? undefined : title) };
};

const pullField = (pull: number | undefined): Pick<Merge, "pull"> => (pull === undefined ? {} : { pull });
const titleField = (title: string | undefined): Pick<Merge, "title"> => (title === undefined ? {} : { title });

const firstLine = (body: string): string | undefined =>
  body
    .split("\n", 4)
    .find((line) => line.trim() !== "")
    ?.slice(0, 4096);

/** The parentheses at the end of a title, the last one first, and the title without those that hold a pull request's number. */
const endOf = (title: string): { readonly groups: readonly string[]; readonly plain: string } => {
  let rest = title.trim();
  if (!rest.endsWith(")")) return { groups: nothing, plain: rest === "" ? title : rest };
  const groups: string[] = [];
  let plain = rest;
  while (rest.endsWith(")") && groups.length < 8) {
    const open = rest.lastIndexOf("(");
    if (open < 0) break;
    const group = rest.slice(open + 1, -1);
    const onlyNumbers = plain === rest;
    rest = rest.slice(0, open).trimEnd();
    groups.push(group);
    if (onlyNumbers && numberIn(group) !== undefined) plain = rest;
  }
  return { groups, plain: plain === "" ? title.trim() : plain };
};

const nothing: readonly string[] = [];

const firstNumber = (groups: readonly string[]): number | undefined => {
  for (const group of groups) {
    const number = numberIn(group);
    if (number !== undefined) return number;
  }
  return undefined;
};

const numberIn = (group: string): number | undefined => {
  const first = group.charCodeAt(0);
  if (group.length > 40 || !(first === hash || first === bang || first === small || first === capital)) return undefined;
  const found = /^(?:(?:pull request )?#|!)(\d{1,9})$/i.exec(group)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** What a number in parentheses may begin with: `#`, `!`, `pull request`. */
const [hash, bang, small, capital] = ["#", "!", "p", "P"].map((character) => character.charCodeAt(0));

/** A number before words that tools add behind it, such as `(#12) [skip ci]`. In the middle of a sentence it is an issue. */
const inside = (title: string): number | undefined => {
  const at = title.lastIndexOf("(#");
  const [whole = "", number] = at < 0 ? [] : (/^\(#(\d{1,9})\)/.exec(title.slice(at, at + 13)) ?? []);
  if (number === undefined) return undefined;
  const behind = title.slice(at + whole.length).replace(/\[[^[\]]*\]|[.\u2026! ]/g, "");
  return behind === "" ? Number(number) : undefined;
};

/** Cheap, because it is asked of every commit. */
const mayBeBackport = (title: string, groups: readonly string[]): boolean =>
  groups.length > 1 || ((title.includes("ick") || title.includes("ort")) && title.includes("#"));

const backported = (title: string, groups: readonly string[], pull: number | undefined): number | undefined => {
  const numbers = groups.map(numberIn).filter((number) => number !== undefined && number !== pull);
  const named = /\b(?:cherry[- ]?pick(?:ed|s)?|back-?port(?:ed|s)?)\b(?: (?:of|from|pr))?:? ?#{1,2}(\d{1,9})\b/i.exec(title)?.[1];
  return named === undefined || Number(named) === pull ? numbers.at(-1) : Number(named);
};
