import { describe, expect, test } from "vitest";
import type { Web } from "../../domain/ports/environments.ts";
import type { Objects, Refs } from "../../domain/ports/git.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitEdge } from "./await-edge.ts";

const input = {
  url: "https://update.example.com/versions",
  version: "1.30.0",
  date: "2021-11-26",
  source: { repository: "acme/shop", branch: "main", file: "versions.json" },
};

const look = (text: string, status: number, kept: string | undefined) =>
  awaitEdge.observe(
    {
      web: only<Web>({ read: async () => ({ status, text, headers: {} }) }),
      refs: only<Refs>({ look: async (_, ref) => ({ ref, object: "head", commit: "head" }) }),
      objects: only<Objects>({ file: async () => kept }),
    },
    input,
    looking(),
  );

const verdict = async (text: string, status = 200) => {
  const found = await look(text, status, text);
  return found.is === "present" && awaitEdge.verify(input, found.state).is;
};

const entry = (version: string, date: string) => `{"version":"${version}","release_date":"${date}"}`;

describe("what users' apps read", () => {
  test.each([
    ["the new version", `[${entry("1.30.0", "2021-11-26")},${entry("1.29.0", "2021-10-26")}]`, 200, "holds"],
    ["the new version, spelt with v", `[${entry("v1.30.0", "2021-11-26")}]`, 200, "holds"],
    ["the version of before", `[${entry("1.29.0", "2021-10-26")}]`, 200, "pending"],
    ["another date", `[${entry("1.30.0", "2021-11-25")}]`, 200, "pending"],
    ["no feed", "<html>", 200, "pending"],
    ["an error", `[${entry("1.30.0", "2021-11-26")}]`, 503, "pending"],
  ] as const)("%s", async (_, text, status, is) => expect(await verdict(text, status)).toBe(is));

  test("is told beside what its source holds, which the edge may not show for hours", async () => {
    const text = `[${entry("1.30.0", "2021-11-26")}]`;
    const factsWith = async (kept: string | undefined) => {
      const found = await look(text, 200, kept);
      return found.is === "present" ? awaitEdge.facts(input, found.state) : {};
    };
    expect((await factsWith(text))["sha256 of versions.json"]).toBe((await factsWith(text))["sha256"]);
    expect((await factsWith("[]"))["sha256 of versions.json"]).not.toBe((await factsWith("[]"))["sha256"]);
    expect((await factsWith(undefined))["sha256 of versions.json"]).toBe("gone");
  });
});
