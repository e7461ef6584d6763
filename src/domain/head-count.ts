import type { Change } from "./change.ts";
import { botTest, type Head, judged, type KnownAuthors, type PeopleRules, type Person } from "./person.ts";

/** Everybody in these changes, authors first by number of commits, ties by e-mail; without `known` nobody is first-time. */
export const peopleOf = (changes: readonly Change[], rules: PeopleRules, known?: KnownAuthors): readonly Person[] => {
  const count = headCount();
  for (const change of changes) count.add(change);
  return count.people(rules, known);
};

/** Who took part, and how often; grows change by change, for as many as there are. */
export interface HeadCount {
  readonly add: (change: Pick<Change, "author" | "written" | "coAuthors">) => void;
  /** Takes in everybody of another count. */
  readonly join: (other: HeadCount) => void;
  readonly heads: () => Iterable<Head>;
  /** Authors first by number of commits, ties by e-mail; without `known` nobody is first-time. */
  readonly people: (rules: PeopleRules, known?: KnownAuthors) => readonly Person[];
}

export const headCount = (): HeadCount => {
  const counted = new Map<string, Counted>();
  const found = (email: string, name: string): Counted => {
    const key = email.toLowerCase();
    const one = counted.get(key) ?? { name, email: key, commits: 0, together: 0, names: new Set<string>(), emails: new Set([key]) };
    counted.set(key, one);
    one.names.add(name);
    return one;
  };
  return {
    add: ({ author, written, coAuthors }) => {
      const one = found(author.email, author.name);
      // A name from a commit is better than one that somebody else typed into a trailer.
      if (one.commits === 0) one.name = author.name;
      one.commits += 1;
      if (written !== undefined) {
        one.names.add(written.name);
        one.emails.add(written.email.toLowerCase());
      }
      for (const each of coAuthors) found(each.email, each.name).together += 1;
    },
    join: (other) => {
      for (const { name, email, commits, together, names, emails } of other.heads()) {
        const one = found(email, name);
        if (one.commits === 0 && commits > 0) one.name = name;
        one.commits += commits;
        one.together += together;
        for (const each of names) one.names.add(each);
        for (const each of emails) one.emails.add(each);
      }
    },
    heads: () => counted.values(),
    people: (rules, known) => {
      const isBot = botTest(rules.bots);
      return [...counted.values()].map((each) => judged(each, rules, isBot, known)).sort(byWork);
    },
  };
};

interface Counted extends Head {
  name: string;
  commits: number;
  together: number;
  readonly names: Set<string>;
  readonly emails: Set<string>;
}

const byWork = (a: Person, b: Person): number => b.commits - a.commits || b.together - a.together || (a.email < b.email ? -1 : 1);
