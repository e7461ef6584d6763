import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { creditedPeople, newcomers, outsiders } from "./credited.ts";
import type { Newcomer, Person } from "./person.ts";

const person = (name: string, email: string, more: Partial<Person> = {}): Person => ({
  name,
  email,
  kind: "external",
  newcomer: "known",
  commits: 1,
  together: 0,
  ...more,
});
const spelled = (...people: readonly Person[]): readonly string[] => creditedPeople(people).map((each) => each.spelled);

describe("one spelling for each human", () => {
  test("an account is shown beside the name, unless it is the name", () =>
    expect(
      spelled(
        person("Ada Newcomer", "1+ada@users.noreply.github.com", { handle: "ada" }),
        person("ben-example", "2+Ben-Example@users.noreply.github.com", { handle: "Ben-Example" }),
        person("Zoë", "zoe@example.com"),
      ),
    ).toEqual(["Ada Newcomer (ada)", "ben-example", "Zoë"]));

  test("two addresses with one name are one human, and so are two names with one account", () =>
    expect(
      spelled(
        person("Tess Voorbeeld", "tess@example.com"),
        person("ulla", "1+ulla@users.noreply.github.com", { handle: "ulla" }),
        person(" tess  voorbeeld", "tess@mail.example.com"),
        person("Ulla Eksempel", "ulla@users.noreply.github.com", { handle: "Ulla" }),
      ),
    ).toEqual(["Tess Voorbeeld", "Ulla Eksempel (ulla)"]));

  test("a name without an account joins the only account of that name, and none when there are two", () => {
    const sam = (handle: string) => person("Sam Sample", `${handle}@users.noreply.github.com`, { handle });
    expect(spelled(person("Sam Sample", "sam@example.com"), sam("sam1"))).toEqual(["Sam Sample (sam1)"]);
    expect(spelled(person("Sam Sample", "sam@example.com"), sam("sam1"), sam("sam2"))).toEqual([
      "Sam Sample",
      "Sam Sample (sam1)",
      "Sam Sample (sam2)",
    ]);
  });

  test("people without a name are different people, each called something", () =>
    expect(spelled(person("", "a@example.com"), person(" ", "b@example.com"), person("", "@"))).toEqual(["a", "b", "somebody"]));

  test("staff under a private address are staff, and whoever was here before is not new", () => {
    const judged = creditedPeople([
      person("Cleo", "cleo@home.example", { newcomer: "first-time" }),
      person("Cleo", "cleo@example.com", { kind: "staff" }),
      person("Dora", "dora@example.com", { newcomer: "first-time" }),
      person("Dora", "dora@old.example", { newcomer: "doubtful" }),
      person("Emil", "emil@example.com", { newcomer: "first-time" }),
    ]);
    expect(outsiders(judged).map((each) => each.spelled)).toEqual(["Dora", "Emil"]);
    expect(newcomers(judged).map((each) => each.spelled)).toEqual(["Emil"]);
  });
});

test("every address belongs to exactly one human, whoever is welcomed is also thanked, and the order of addresses decides no membership", () => {
  const some = fc.record({
    name: fc.constantFrom("Ana", "ana ", "Ben", "", "x"),
    email: fc.integer({ min: 0, max: 30 }).map((n) => `p${n}@example.com`),
    handle: fc.option(fc.constantFrom("ana", "Ana", "ben", "x"), { nil: undefined }),
    kind: fc.constantFrom("staff", "external", "bot") as fc.Arbitrary<Person["kind"]>,
    newcomer: fc.constantFrom("first-time", "doubtful", "known") as fc.Arbitrary<Newcomer>,
  });
  fc.assert(
    fc.property(fc.uniqueArray(some, { selector: (each) => each.email, maxLength: 12 }), (found) => {
      const people = found.map(({ handle, ...each }) =>
        person(each.name, each.email, { ...each, ...(handle !== undefined && { handle }) }),
      );
      const credited = creditedPeople(people);
      expect(credited.flatMap((each) => each.emails).sort()).toEqual(people.map((each) => each.email).sort());
      expect(outsiders(credited)).toEqual(expect.arrayContaining([...newcomers(credited)]));
      const sets = (all: typeof credited): readonly string[] => all.map((each) => [...each.emails].sort().join()).sort();
      expect(sets(creditedPeople(people.toReversed()))).toEqual(sets(credited));
    }),
  );
});
