import { hasBotSign } from "./bot-signs.ts";
import type { Change } from "./change.ts";
import type { Signature } from "./commit.ts";

/** Who belongs to the team and who is no person; from the configuration. */
export interface PeopleRules {
  /** E-mail domains of the staff, without `@`; their subdomains count too. */
  readonly staffDomains: readonly string[];
  /** Accounts of the staff, known from noreply addresses. */
  readonly staffLogins: readonly string[];
  /**
   * Patterns with `*` over name, account or e-mail, such as `*[bot]`; brackets are plain characters. Who bears a usual sign of a bot is one without
   * a pattern, unless a pattern after `!` says that it is a person.
   */
  readonly bots: readonly string[];
}

/** E-mails (lower case) and names of everybody who committed up to the previous release. */
export interface KnownAuthors {
  readonly emails: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/**
 * `doubtful`: one of e-mail and name was known before and the other was not, or somebody unknown is only named as co-author, which may have
 * happened before; a person should look.
 */
export type Newcomer = "first-time" | "doubtful" | "known";

/** Somebody who took part in a release, one for each e-mail. Texts are hostile. */
export interface Person {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  /** Account at GitHub, where the address tells it. */
  readonly handle?: string;
  readonly kind: "staff" | "bot" | "external";
  /** `known` for bots, who are never first-time. */
  readonly newcomer: Newcomer;
  /** Commits as author; 0 for somebody who is only named in trailers. */
  readonly commits: number;
  /** Commits that name the person as co-author. */
  readonly together: number;
}

/** Everybody in these changes, authors first by number of commits, ties by e-mail; without `known` nobody is first-time. */
export const peopleOf = (changes: readonly Change[], rules: PeopleRules, known?: KnownAuthors): readonly Person[] => {
  const count = headCount();
  for (const change of changes) count.add(change);
  return count.people(rules, known);
};

/** Counts heads change by change, for as many as there are. */
export const headCount = () => {
  const counted = new Map<string, Counted>();
  const found = (email: string, name: string): Counted => {
    const key = email.toLowerCase();
    const one = counted.get(key) ?? { name, email: key, commits: 0, together: 0, names: new Set<string>(), emails: new Set([key]) };
    counted.set(key, one);
    one.names.add(name);
    return one;
  };
  return {
    add: ({ author, written, coAuthors }: Pick<Change, "author" | "written" | "coAuthors">): void => {
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
    people: (rules: PeopleRules, known?: KnownAuthors): readonly Person[] => {
      const isBot = botTest(rules.bots);
      return [...counted.values()].map((each) => judged(each, rules, isBot, known)).sort(byWork);
    },
  };
};

/**
 * Whom to thank for a change: its author and co-authors without bots. A bot that carried somebody's commit to another branch passes its credit on
 * to them; it is named itself when nobody else took part.
 */
export const creditsOf = (change: Change, rules: PeopleRules): readonly Signature[] => {
  const isBot = botTest(rules.bots);
  const { author, original, coAuthors } = change;
  const everybody = [...(original !== undefined && isBot(author) ? [original] : [author]), ...coAuthors];
  const credited = everybody.filter((each) => !isBot(each));
  const emails = credited.map((each) => each.email.toLowerCase());
  return credited.length === 0 ? [author] : credited.filter((_, at) => emails.indexOf(emails[at] ?? "") === at);
};

/** The account in a GitHub noreply address: `12345+login@users.noreply.github.com`, or the older form without a number. */
export const handleOf = (email: string): string | undefined =>
  /^(?:\d{1,12}\+)?([A-Za-z\d](?:[A-Za-z\d-]{0,38})(?:\[bot\])?)@users\.noreply\.github\.com$/i.exec(email)?.[1];

/** People who first took part in this release and are neither staff nor bots; doubtful ones are not among them. */
export const firstTimers = (people: readonly Person[]): readonly Person[] =>
  people.filter((person) => person.newcomer === "first-time" && person.kind === "external");

interface Counted {
  name: string;
  readonly email: string;
  commits: number;
  together: number;
  /** As written and after `.mailmap`, of all commits. */
  readonly names: Set<string>;
  readonly emails: Set<string>;
}

const judged = (counted: Counted, rules: PeopleRules, isBot: (who: Signature) => boolean, known: KnownAuthors | undefined): Person => {
  const { name, email, commits, together } = counted;
  const handle = handleOf(email);
  const kind = isBot(counted) ? "bot" : isStaff(email, handle, rules) ? "staff" : "external";
  const newcomer = kind === "bot" || known === undefined ? "known" : newcomerOf(counted, known);
  return { name, email, ...(handle !== undefined && { handle }), kind, newcomer, commits, together };
};

const newcomerOf = ({ names, emails, commits }: Counted, known: KnownAuthors): Newcomer => {
  const byEmail = [...emails].some((email) => known.emails.has(email));
  const byName = [...names].some((name) => known.names.has(name));
  if (byEmail && byName) return "known";
  // Who only wrote along may have done so before, which no list of authors tells.
  return byEmail || byName || commits === 0 ? "doubtful" : "first-time";
};

const isStaff = (email: string, handle: string | undefined, rules: PeopleRules): boolean => {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  if (rules.staffDomains.map((each) => each.toLowerCase()).some((own) => domain === own || domain.endsWith(`.${own}`))) return true;
  return handle !== undefined && rules.staffLogins.some((login) => login.toLowerCase() === handle.toLowerCase());
};

const botTest = (globs: readonly string[]): ((who: Signature) => boolean) => {
  const bots = globs.filter((glob) => !glob.startsWith("!")).map(globTest);
  const persons = globs.filter((glob) => glob.startsWith("!")).map((glob) => globTest(glob.slice(1)));
  return (who) => {
    const { name, email } = who;
    const texts = [name, email, handleOf(email) ?? "", email.slice(0, email.lastIndexOf("@"))].map((text) => text.toLowerCase());
    if (persons.some((test) => texts.some(test))) return false;
    return hasBotSign(who) || bots.some((test) => texts.some(test));
  };
};

/** Pieces are searched one after the other, so that no pattern takes more than linear time. */
const globTest = (glob: string): ((text: string) => boolean) => {
  const pieces = glob.toLowerCase().split("*");
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = text.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return at <= text.length - last.length;
  };
};

const byWork = (a: Person, b: Person): number => b.commits - a.commits || b.together - a.together || (a.email < b.email ? -1 : 1);
