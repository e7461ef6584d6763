import type { Newcomer, Person } from "./person.ts";

/** One human being or bot, with every e-mail under which they took part. Texts are hostile. */
export interface Contributor extends Omit<Person, "email"> {
  /** The one with most commits first. */
  readonly emails: readonly string[];
}

/**
 * Those of several e-mails who are one: by account, or by name where no two accounts speak against it. Over several repositories too, because who
 * commits in two of them is thanked once.
 */
export const contributorsOf = (people: readonly Person[]): readonly Contributor[] => {
  const found: Contributor[] = [];
  const byHandle = new Map<string, number>();
  const byName = new Map<string, number>();
  for (const person of people) {
    const handle = person.handle?.toLowerCase();
    const name = person.name.trim().toLowerCase();
    const named = name === "" ? undefined : byName.get(name);
    const isOther = named !== undefined && handle !== undefined && (found[named]?.handle?.toLowerCase() ?? handle) !== handle;
    const at = (handle === undefined ? undefined : byHandle.get(handle)) ?? (isOther ? undefined : named) ?? found.length;
    const known = found[at];
    found[at] = known === undefined ? alone(person) : together(known, person);
    if (handle !== undefined) byHandle.set(handle, at);
    if (!byName.has(name)) byName.set(name, at);
  }
  return found.sort((a, b) => b.commits - a.commits || b.together - a.together);
};

const alone = ({ email, ...person }: Person): Contributor => ({ ...person, emails: [email] });

const together = (one: Contributor, other: Person): Contributor => {
  const handle = one.handle ?? other.handle;
  return {
    name: one.name,
    emails: [...one.emails, other.email],
    ...(handle !== undefined && { handle }),
    kind: kinds.find((kind) => one.kind === kind || other.kind === kind) ?? one.kind,
    newcomer: newcomers.find((each) => one.newcomer === each || other.newcomer === each) ?? one.newcomer,
    commits: one.commits + other.commits,
    together: one.together + other.together,
  };
};

const kinds: readonly Person["kind"][] = ["bot", "staff", "external"];
/** Known under one e-mail is known. */
const newcomers: readonly Newcomer[] = ["known", "doubtful", "first-time"];
