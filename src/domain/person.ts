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

/** Everything that a count knows of one e-mail. */
export interface Head {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly commits: number;
  readonly together: number;
  /** As written and after `.mailmap`, of all commits. */
  readonly names: ReadonlySet<string>;
  readonly emails: ReadonlySet<string>;
}

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

/**
 * Whom to thank for a change: its author and co-authors without bots. A bot that carried somebody's commit to another branch passes its credit on
 * to them; it is named itself when nobody else took part.
 */
export const creditsOf = (change: Change, isBot: (who: Signature) => boolean): readonly Signature[] => {
  const { author, original, coAuthors } = change;
  const everybody = [...(original !== undefined && isBot(author) ? [original] : [author]), ...coAuthors];
  const credited = everybody.filter((each) => !isBot(each));
  const emails = credited.map((each) => each.email.toLowerCase());
  return credited.length === 0 ? [author] : credited.filter((_, at) => emails.indexOf(emails[at] ?? "") === at);
};

/** The account in a GitHub noreply address: `12345+login@users.noreply.github.com`, or the older form without a number. */
export const handleOf = (email: string): string | undefined =>
  /^(?:\d{1,12}\+)?([A-Za-z\d](?:[A-Za-z\d-]{0,38})(?:\[bot\])?)@users\.noreply\.github\.com$/i.exec(email)?.[1];

/** Somebody who was counted, told apart by the rules. */
export const judged = (counted: Head, rules: PeopleRules, isBot: (who: Signature) => boolean, known: KnownAuthors | undefined): Person => {
  const { name, email, commits, together } = counted;
  const handle = handleOf(email);
  const kind = isBot(counted) ? "bot" : isStaff(email, handle, rules) ? "staff" : "external";
  const newcomer = kind === "bot" || known === undefined ? "known" : newcomerOf(counted, known);
  return { name, email, ...(handle !== undefined && { handle }), kind, newcomer, commits, together };
};

const newcomerOf = ({ names, emails, commits }: Head, known: KnownAuthors): Newcomer => {
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

/** Tells bots from people by the patterns of a configuration. */
export const botTest = (globs: readonly string[]): ((who: Signature) => boolean) => {
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
