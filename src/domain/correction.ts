import { type Change, entries } from "./change.ts";
import { closest } from "./closest.ts";
import type { Signature } from "./commit.ts";
import { type Credited, creditedPeople } from "./credited.ts";
import { entryOf, isShort } from "./entry-name.ts";
import type { Person } from "./person.ts";

/** What a person says the facts of a release should have been, for every text at once. `from` is what they said before; texts are hostile. */
export type Correction =
  /** Somebody is spelt another way, under all their addresses. */
  | { readonly is: "name"; readonly emails: readonly string[]; readonly from: string; readonly to: string }
  /** A change says something else. `entry` is `#123`, or the commit of a change without a pull request. */
  | { readonly is: "summary"; readonly entry: string; readonly from: string; readonly to: string }
  /** A change is not told. */
  | { readonly is: "left-out"; readonly entry: string; readonly from: string };

/** What changed and who did it, as far as corrections reach. */
export interface Correctable {
  readonly changes: readonly Change[];
  readonly people: readonly Person[];
}

/** The facts as people corrected them, the newest word last. */
export const corrected = <Facts extends Correctable>(facts: Facts, corrections: readonly Correction[]): Facts => ({
  ...facts,
  ...corrections.reduce(correctedBy, { changes: facts.changes, people: facts.people }),
});

/** What somebody meant who typed `#123`, `123` or the beginning of a commit; else those that are most like it, for the answer. */
export const findEntry = ({ changes }: Correctable, words: string): Change | { readonly near: readonly string[] } => {
  const told = entries(changes);
  const wanted = words.trim().toLowerCase();
  const found = /^#?\d{1,9}$/.test(wanted)
    ? told.filter((each) => entryOf(each) === `#${wanted.replace("#", "")}`)
    : /^[0-9a-f]{7,64}$/.test(wanted)
      ? told.filter((each) => each.commit.startsWith(wanted))
      : [];
  const [only] = found;
  return only !== undefined && found.length === 1 ? only : { near: closest(wanted, told.map(entryOf).filter(isShort)) };
};

/** Whom somebody meant who typed a name, an account or an address; else those that are most like it. */
export const findCredited = ({ people }: Correctable, words: string): Credited | { readonly near: readonly string[] } => {
  const all = creditedPeople(people);
  const wanted = folded(words.replace(/^@/, ""));
  const found = all.filter(({ spelled, name, handle, emails }) => [spelled, name, handle ?? "", ...emails].map(folded).includes(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  return { near: found.length > 1 ? found.flatMap((each) => each.emails) : closest(wanted, [...new Set(all.map((each) => each.spelled))]) };
};

const folded = (text: string): string => text.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLowerCase();

const correctedBy = ({ changes, people }: Correctable, correction: Correction): Correctable => {
  switch (correction.is) {
    case "name": {
      const emails = new Set(correction.emails);
      const renamed = <Signed extends Signature>(who: Signed): Signed =>
        emails.has(who.email.toLowerCase()) ? { ...who, name: correction.to } : who;
      return {
        people: people.map(renamed),
        changes: changes.map((each) => ({ ...each, author: renamed(each.author), coAuthors: each.coAuthors.map(renamed) })),
      };
    }
    case "summary":
      return { people, changes: changes.map((each) => (entryOf(each) === correction.entry ? { ...each, summary: correction.to } : each)) };
    case "left-out":
      return {
        people,
        changes: changes.map((each) =>
          entryOf(each) === correction.entry && each.standing.is === "stands" ? { ...each, standing: { is: "left-out" } } : each,
        ),
      };
  }
};
