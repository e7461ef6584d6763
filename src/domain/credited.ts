import type { Newcomer, Person } from "./person.ts";

/** Somebody to name in texts: one human with one spelling, from however many addresses they committed. Texts are hostile. */
export interface Credited {
  /** Name, and account where it is known and says more: the same in every text. */
  readonly spelled: string;
  readonly name: string;
  readonly handle?: string;
  /** Lower case. */
  readonly emails: readonly string[];
  readonly kind: Person["kind"];
  readonly newcomer: Newcomer;
}

/** Everybody who took part, once each, in the order of their work. Addresses are one human's when they share an account, or a name that belongs to one account at most. */
export const creditedPeople = (people: readonly Person[]): readonly Credited[] => {
  const accounts = new Map<string, Set<string>>();
  for (const { name, handle } of people) if (handle !== undefined) among(accounts, folded(name), () => new Set()).add(folded(handle));
  const humans = new Map<string, Person[]>();
  for (const person of people) among(humans, humanOf(person, accounts), () => []).push(person);
  return [...humans.values()].map(creditedAs);
};

/** Those from outside, whom texts thank. */
export const outsiders = (credited: readonly Credited[]): readonly Credited[] => credited.filter((each) => each.kind === "external");

/** Outsiders who took part for the first time; the doubtful are thanked, but not welcomed, because that might be wrong. */
export const newcomers = (credited: readonly Credited[]): readonly Credited[] =>
  outsiders(credited).filter((each) => each.newcomer === "first-time");

/** A name without an account is that of the only account that has it; when several have it, nobody can tell whose it is. */
const humanOf = ({ name, handle, email }: Person, accounts: ReadonlyMap<string, ReadonlySet<string>>): string => {
  if (handle !== undefined) return `@${folded(handle)}`;
  const [account, ...others] = accounts.get(folded(name)) ?? [];
  if (others.length > 0 || folded(name) === "") return email;
  return account === undefined ? `=${folded(name)}` : `@${account}`;
};

const creditedAs = (addresses: readonly Person[]): Credited => {
  const handle = addresses.find((each) => each.handle !== undefined)?.handle;
  const names = addresses.map((each) => each.name.replaceAll(/\s+/g, " ").trim()).filter((each) => each !== "");
  // Who works most under an account's bare name and signs elsewhere with a full one is called by the full one.
  const name = names.find((each) => folded(each) !== folded(handle ?? "")) ?? names[0] ?? handle ?? localPart(addresses[0]?.email ?? "");
  const is = (kind: Person["kind"]): boolean => addresses.some((each) => each.kind === kind);
  const was = (newcomer: Newcomer): boolean => addresses.some((each) => each.newcomer === newcomer);
  return {
    spelled: handle === undefined || folded(name) === folded(handle) ? name : `${name} (${handle})`,
    name,
    ...(handle === undefined ? {} : { handle }),
    emails: addresses.map((each) => each.email),
    kind: is("staff") ? "staff" : is("external") ? "external" : "bot",
    newcomer: was("known") ? "known" : was("doubtful") ? "doubtful" : "first-time",
  };
};

const localPart = (email: string): string => email.slice(0, Math.max(0, email.lastIndexOf("@"))) || "somebody";

const folded = (text: string): string => text.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLowerCase();

const among = <Value>(all: Map<string, Value>, key: string, none: () => Value): Value => {
  const found = all.get(key) ?? none();
  all.set(key, found);
  return found;
};
