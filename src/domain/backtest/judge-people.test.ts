import { expect, test } from "vitest";
import type { Contributor } from "../contributor.ts";
import { judgePeople } from "./judge-people.ts";

const someone = (name: string, more: Partial<Contributor> = {}): Contributor => ({
  name,
  emails: [`${name}@example.com`],
  kind: "external",
  newcomer: "known",
  commits: 1,
  together: 0,
  ...more,
});
const counts = { authors: 3, firstTime: 1, doubtful: 0 };
const people = [
  someone("ana", { handle: "Ana-E", kind: "staff" }),
  someone("ben"),
  someone("renovate", { handle: "renovate[bot]", kind: "bot" }),
];

test("everybody is counted by kind, and accounts that the section names are known from addresses", () => {
  const { is, facts, why } = judgePeople(people, counts, "- a door by @ana-e, and @renovate\n");
  expect({ is, why }).toEqual({ is: "same", why: [] });
  expect(facts).toEqual({ ...counts, external: 1, staff: 1, bots: 1, thanked: { accounts: 2, unknown: [] } });
});

test("a section without accounts, or none, has nothing to compare", () => {
  expect(judgePeople(people, counts, undefined).is).toBe("none");
  expect(
    judgePeople(people, counts, "- bump @acme/shop, mail ana@example.com, `@code`, @3268eac2ddda, https://x.example/@me\n").facts?.thanked,
  ).toBeNull();
});

test("an account may be somebody whose address does not tell theirs", () => {
  const { is, why } = judgePeople(people, counts, "- a door by @benny\n");
  expect({ is, why }).toEqual({ is: "unknown", why: ["@benny, named in the section, may be the one whose address tells no account."] });
});

test("more accounts than such people differ", () => {
  expect(judgePeople(people, counts, "- by @benny and @cleo\n")).toMatchObject({
    is: "differs",
    why: ["@benny and @cleo are named in the section, and only 1 of those who took part have an address that tells no account."],
  });
  expect(judgePeople(people.slice(0, 1), counts, "- by @cleo\n").why).toEqual([
    "@cleo is named in the section, and no commit of the range is theirs.",
  ]);
});
