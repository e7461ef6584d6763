import { hasBotSign, isBotOf } from "../../domain/bot-signs.ts";
import { handleOf } from "../../domain/person.ts";
import type { Guess, RepositorySurvey } from "./repository-survey.ts";
import { counted, shown, slugOf } from "./safe-word.ts";

/** Somebody to ask, by the short name the configuration will use. */
export interface GuessedPerson {
  readonly name: string;
  /** Only where a noreply address tells it: a guessed account could be a stranger's. */
  readonly github: string | undefined;
  readonly roles: readonly string[];
  readonly from: string;
}

interface Author {
  readonly name: string;
  readonly email: string;
}

/** What of a survey tells who the people are. */
export type ShownPeople = Pick<RepositorySurvey, "origin" | "folder"> & { readonly commits: readonly Author[] };

/**
 * Three people who committed most lately, the first as captain; placeholders where there are none. Several addresses under one name are one person, who
 * must not come to count for two.
 */
export const guessPeople = (survey: RepositorySurvey): readonly GuessedPerson[] => {
  const { commits } = survey;
  const isBot = looksLikeBot(survey);
  const human = commits.filter((each) => !isBot(each));
  const people: GuessedPerson[] = [];
  for (const [known, count] of counted(human.map(knownAs)).slice(0, 50)) {
    const theirs = human.filter((each) => knownAs(each) === known);
    const [{ name, email } = { name: "", email: "" }] = theirs;
    const handle = theirs.map((each) => handleOf(each.email.toLowerCase())).find((each) => each !== undefined);
    const slug = slugOf(handle ?? name.split(" ")[0] ?? "") ?? slugOf(email.toLowerCase().split("@")[0] ?? "");
    if (
      slug === undefined ||
      people.length >= 3 ||
      people.some((each) => each.name === slug || (handle !== undefined && each.github?.toLowerCase() === handle.toLowerCase()))
    )
      continue;
    const first = people.length === 0;
    people.push({
      name: slug,
      github: usable(handle),
      roles: first ? ["captain", "release-team"] : ["release-team"],
      from: `${count} of the last ${commits.length} commits by ${shown(name)}`,
    });
  }
  if (people.length >= 2) return people;
  const [only] = people;
  return [
    only ?? {
      name: "first",
      github: undefined,
      roles: ["captain", "release-team"],
      from: "nobody to be seen; put in who answers for a release",
    },
    {
      name: only?.name === "second" ? "somebody" : "second",
      github: undefined,
      roles: ["release-team"],
      from: "nobody else to be seen; put in a second person",
    },
  ];
};

/** A name, however it is written; an address where there is none. */
const knownAs = ({ name, email }: Author): string => (name.trim() === "" ? email : name.trim()).toLowerCase();

/** The domain that most commits come from, when it is nobody's private mail. */
export const guessStaffDomain = (survey: ShownPeople, isBot = looksLikeBot(survey)): Guess | undefined => {
  const { commits } = survey;
  const human = commits.filter((each) => !isBot(each));
  const domains = counted(human.map(({ email }) => email.toLowerCase().slice(email.lastIndexOf("@") + 1)));
  const best = domains.find(([domain]) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain) && domain.length <= 100 && !anybodys.test(domain));
  if (best === undefined || best[1] < human.length * 0.2) return undefined;
  return {
    key: "contributors.staff.domains",
    value: best[0],
    from: `${best[1]} of the last ${human.length} commits by people`,
    confidence: best[1] > human.length / 2 ? "likely" : "unsure",
  };
};

/** Patterns of authors who are no people: the names that say so themselves. Who only has a bot's address may have written as a person too. */
export const guessBots = (
  survey: ShownPeople,
  isBot = looksLikeBot(survey),
): { readonly bots: readonly string[]; readonly from: string } => {
  const seen = counted(survey.commits.filter(isBot).map((each) => each.name)).map(([name]) => name);
  const isNamed = (name: string): boolean => hasBotSign({ name, email: "" }) || isBotOf(name, projectsOf(survey));
  const own = seen.filter((name) => !name.endsWith("[bot]") && isPlain(name) && isNamed(name));
  return {
    bots: ["*[bot]", ...own.slice(0, 8)],
    from: seen.length === 0 ? "no bot to be seen; this is the usual form" : `seen: ${seen.slice(0, 4).map(shown).join(", ")}`,
  };
};

/** Whether commit subjects follow Conventional Commits, so that fixes can be told by their type. */
export const guessConvention = ({ commits }: RepositorySurvey): { readonly isConventional: boolean; readonly from: string } => {
  const typed = commits.filter(({ subject }) =>
    /^(?:feat|fix|chore|docs|refactor|test|perf|build|ci|style|revert)(?:\([^)\n]{1,60}\))?!?: /.test(subject.slice(0, 200)),
  ).length;
  const isConventional = commits.length > 0 && typed >= commits.length * 0.3;
  return { isConventional, from: `${typed} of the last ${commits.length} commits have a conventional type` };
};

/** Usual signs, and the project's own name before `bot`. */
export const looksLikeBot = (survey: ShownPeople): ((who: Author) => boolean) => {
  const projects = projectsOf(survey);
  // The same few people made most of the commits, and git's list has one record for each of them.
  const same = new Map<Author, boolean>();
  const known = new Map<string, boolean>();
  return (who) => {
    const key = `${who.name}\0${who.email}`;
    const found = same.get(who) ?? known.get(key) ?? (hasBotSign(who) || (isPlain(who.name) && isBotOf(who.name, projects)));
    same.set(who, found);
    known.set(key, found);
    return found;
  };
};

const projectsOf = ({ origin, folder }: ShownPeople): readonly string[] =>
  [...(origin ?? "").split("/"), folder].filter((word) => word !== "");

const isPlain = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._ -]{0,60}$/.test(name);

const anybodys =
  /^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|me|mac|aol|proton|protonmail|pm|gmx|web|mail|yandex|qq|163|126|fastmail|hey|posteo|mailbox|zoho|users\.noreply\.github|noreply\.github|github|localhost)\b|\.local$|\.localdomain$|(?:^|\.)example\.(?:com|org|net)$|\.invalid$/;

const usable = (handle: string | undefined): string | undefined =>
  handle !== undefined && /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/.test(handle) ? handle : undefined;
