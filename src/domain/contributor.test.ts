import { expect, test } from "vitest";
import { contributorsOf } from "./contributor.ts";
import type { Person } from "./person.ts";

const person = (name: string, email: string, more: Partial<Person> = {}): Person => ({
  name,
  email,
  kind: "external",
  newcomer: "known",
  commits: 1,
  together: 0,
  ...more,
});
const names = (...people: Person[]) => contributorsOf(people).map(({ name, emails }) => `${name} ${emails.length}`);

test("two e-mails of one name or one account are one person", () => {
  expect(names(person("Ana Example", "ana@one.example"), person("ana example ", "ana@two.example"))).toEqual(["Ana Example 2"]);
  expect(names(person("Ana", "1+ana@x", { handle: "ana-x" }), person("A. Example", "ana@y", { handle: "Ana-X" }))).toEqual(["Ana 2"]);
});

test("one name with two accounts is two people, and no name is nobody's", () => {
  expect(names(person("Alex", "1+a@x", { handle: "alex-a" }), person("Alex", "2+b@x", { handle: "alex-b" }))).toHaveLength(2);
  expect(names(person("", "a@x"), person("", "b@x"))).toHaveLength(2);
});

test("what is known of one e-mail is known of the person; commits are added", () => {
  const [one] = contributorsOf([
    person("Ana", "ana@new.example", { newcomer: "first-time", commits: 3 }),
    person("Ana", "ana@example.com", { kind: "staff", commits: 2, together: 1, handle: "ana" }),
  ]);
  expect(one).toEqual({
    name: "Ana",
    emails: ["ana@new.example", "ana@example.com"],
    handle: "ana",
    kind: "staff",
    newcomer: "known",
    commits: 5,
    together: 1,
  });
  const doubtful = contributorsOf([person("Ben", "a@x", { newcomer: "first-time" }), person("Ben", "b@x", { newcomer: "doubtful" })]);
  expect(doubtful.map(({ newcomer }) => newcomer)).toEqual(["doubtful"]);
});

test("who did most comes first, counted over all e-mails", () => {
  const people = [person("Ana", "a@x", { commits: 3 }), person("Ben", "b@x", { commits: 2 }), person("Ben", "b@y", { commits: 2 })];
  expect(names(...people)).toEqual(["Ben 2", "Ana 1"]);
});
