import { expect, test } from "vitest";
import type { Web } from "../../domain/ports/environments.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitWithdrawal } from "./await-withdrawal.ts";

const input = { url: "https://update.example.com/versions", version: "1.30.0" };
const feed = (...versions: readonly string[]) => JSON.stringify(versions.map((version) => ({ version, release_date: "2021-11-26" })));

test.each([
  ["the version of before", feed("1.29.0", "1.28.0"), 200, "holds"],
  ["a fix that came since", feed("1.30.1", "1.29.0"), 200, "holds"],
  ["the withdrawn version", feed("1.30.0", "1.29.0"), 200, "pending"],
  ["the withdrawn version, spelt with v", feed("v1.30.0", "v1.29.0"), 200, "pending"],
  ["no feed", "<html>", 200, "pending"],
  ["an empty list", "[]", 200, "pending"],
  ["an error", feed("1.29.0"), 503, "pending"],
] as const)("users' apps read %s", async (_, text, status, is) => {
  const web = only<Web>({ read: async () => ({ status, text, headers: {} }) });
  const found = await awaitWithdrawal.observe({ web }, input, looking());
  expect(found.is === "present" && awaitWithdrawal.verify(input, found.state).is).toBe(is);
});

test("where nothing answers, nothing is withdrawn", async () => {
  const found = await awaitWithdrawal.observe({ web: only<Web>({ read: async () => undefined }) }, input, looking());
  expect(found.is === "present" && awaitWithdrawal.verify(input, found.state)).toMatchObject({ is: "pending" });
});
