import type { Import, Mark, Writer } from "./fast-import.ts";
import { sourceFile } from "./history-files.ts";
import { forge, type HistoryPerson, staff } from "./history-people.ts";
import { areas, subjectFor } from "./history-subjects.ts";
import type { SeededNumbers } from "./seeded-numbers.ts";

/** A commit that later ones may revert or pick; `undo` holds the files as they were before it. */
export interface Made {
  readonly mark: Mark;
  readonly subject: string;
  readonly files: Readonly<Record<string, string>>;
  readonly undo: Readonly<Record<string, string>>;
  readonly pull?: number;
}

/** A merged pull request of the history. `mark` is its merge or squash commit. */
export interface MergedPull {
  readonly number: number;
  readonly title: string;
  readonly login: string;
  readonly labels: readonly string[];
  readonly mark: Mark;
}

export interface Wish {
  readonly author?: HistoryPerson;
  readonly subject?: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

/** Writes one main branch, act by act; every act moves `head` and counts its commits. */
export interface HistoryWriter {
  readonly head: () => Mark;
  readonly count: () => number;
  readonly authors: () => ReadonlySet<string>;
  readonly pulls: readonly MergedPull[];
  readonly nextDate: () => number;
  /** Starts counting again and spreads the next `commits` dates evenly between two times; `people` all get their turn before any gets two. */
  readonly period: (from: string, to: string, commits: number, people: readonly HistoryPerson[]) => void;
  readonly direct: (wish: Wish) => Made;
  readonly squash: (wish: Wish) => Made;
  /** A pull request of `inner` commits with `beside` commits on the main branch meanwhile, and its merge commit. */
  readonly merge: (inner: readonly Wish[], beside: number, branch: string) => Made;
}

export const historyWriter = (repository: Import, branch: string, numbers: SeededNumbers, start: Mark): HistoryWriter => {
  const revisions = new Map<string, string>();
  const pulls: MergedPull[] = [];
  let authors = new Set<string>();
  let [head, count, number, changes] = [start, 0, 5600, 0];
  let [from, step] = [0, 0];
  let crew: readonly HistoryPerson[] = [];
  let queue: HistoryPerson[] = [];

  const nextAuthor = (): HistoryPerson => {
    if (queue.length === 0) queue = numbers.shuffled(crew);
    const author = queue.pop();
    if (author === undefined) throw new RangeError("A period needs people");
    return author;
  };
  const nextNumber = (): number => {
    number += 1 + numbers.below(3);
    return number;
  };
  const nextDate = (): number => Math.floor(from + step * count);

  const change = (area: string): Pick<Made, "files" | "undo"> => {
    const part = numbers.below(40);
    const file = `posthog/${area}/part_${part}.py`;
    changes += 1;
    const text = sourceFile(area, part, changes);
    const before = revisions.get(file) ?? sourceFile(area, part, 0);
    revisions.set(file, text);
    return { files: { [file]: text }, undo: { [file]: before } };
  };

  const write = (
    parents: readonly Mark[],
    wish: Wish & { readonly author: Writer; readonly subject: string },
    committer?: Writer,
  ): Made => {
    const { files, undo } = wish.files === undefined ? change(numbers.pick(areas)) : { files: wish.files, undo: {} };
    const message = wish.body === undefined ? wish.subject : `${wish.subject}\n\n${wish.body}`;
    const mark = repository.commit({
      branch,
      parents,
      author: wish.author,
      ...(committer && { committer }),
      date: nextDate(),
      message,
      files,
    });
    count += 1;
    authors.add(wish.author.email);
    return { mark, subject: wish.subject, files, undo };
  };
  const filled = (wish: Wish) => ({
    ...wish,
    author: wish.author ?? nextAuthor(),
    subject: wish.subject ?? subjectFor(numbers, numbers.pick(areas)),
  });

  const direct = (wish: Wish): Made => {
    const made = write([head], filled(wish));
    head = made.mark;
    return made;
  };

  const squash = (wish: Wish): Made => {
    const { author, subject: title, ...more } = filled(wish);
    const pull = nextNumber();
    const made = write([head], { ...more, author, subject: `${title} (#${pull})` }, forge);
    head = made.mark;
    pulls.push({ number: pull, title, login: author.login, labels: wish.labels ?? [], mark: made.mark });
    return { ...made, pull };
  };

  const merge = (inner: readonly Wish[], beside: number, name: string): Made => {
    const author = inner[0]?.author ?? nextAuthor();
    const commits: Made[] = [];
    for (const wish of inner) commits.push(write([commits.at(-1)?.mark ?? head], filled({ author, ...wish })));
    for (let each = 0; each < beside; each += 1) squash({});
    const tip = commits.at(-1);
    if (tip === undefined) throw new RangeError("A pull request needs a commit");
    const pull = nextNumber();
    const files = Object.assign({}, ...commits.map((each) => each.files));
    const subject = `Merge pull request #${pull} from ${author.login}/${name}`;
    const made = write([head, tip.mark], { author: numbers.pick(staff), subject, body: tip.subject, files }, forge);
    head = made.mark;
    pulls.push({ number: pull, title: tip.subject, login: author.login, labels: [], mark: made.mark });
    return { ...made, undo: Object.assign({}, ...commits.toReversed().map((each) => each.undo)), pull };
  };

  return {
    head: () => head,
    count: () => count,
    authors: () => authors,
    pulls,
    nextDate,
    period: (begin, end, commits, people) => {
      [from, count, authors, crew, queue] = [secondsOf(begin), 0, new Set(), people, []];
      step = (secondsOf(end) - from) / Math.max(1, commits - 1);
    },
    direct,
    squash,
    merge,
  };
};

/** Seconds since 1970 of a time such as `2021-10-21T09:00:00Z`. */
export const secondsOf = (time: string): number => Date.parse(time) / 1000;
