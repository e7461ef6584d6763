import { expect, test } from "vitest";
import type { RawCommit } from "../../domain/commit.ts";
import type { History } from "../../domain/ports/git.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { findMissing } from "./find-missing.ts";

const commit = (id: string, email: string): RawCommit => ({ id, author: { name: "", email } }) as RawCommit;
const input = { repository: "acme/shop", on: "release", other: "main", exceptAuthor: "bot@example.com" };

test("names the fixes that main lacks, oldest first, without our own commits", async () => {
  const commits = [commit("f1", "ana@example.com"), commit("v", "Bot@example.com"), commit("f2", "ben@example.com")];
  const history = only<History>({ missingOn: async () => commits });
  const found = await findMissing.observe({ history }, input, looking());
  expect(found.is === "present" && findMissing.facts(input, found.state)).toEqual({ commits: "f1 f2" });
});

test("nothing missing is an answer as well", async () => {
  const found = await findMissing.observe({ history: only<History>({ missingOn: async () => [] }) }, input, looking());
  expect(found.is === "present" && findMissing.facts(input, found.state)).toEqual({ commits: "" });
});
