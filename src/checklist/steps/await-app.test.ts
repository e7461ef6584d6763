import { describe, expect, test } from "vitest";
import type { Web } from "../../domain/ports/environments.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitApp } from "./await-app.ts";

const input = { url: "https://shop.example.com", path: "/_status", at: ".shop_version", expect: "1.30.0", proves: "version" } as const;

const says = (status: number, text: string) => ({ web: only<Web>({ read: async () => ({ status, text, headers: {} }) }) });

describe("asking the running app", () => {
  test.each([
    ["it runs the candidate", says(200, `{"shop_version":"1.30.0"}`), "holds"],
    ["it runs another", says(200, `{"shop_version":"1.29.0"}`), "pending"],
    ["its answer lacks the proof", says(200, `{}`), "pending"],
    ["its answer inherits no proof", says(200, `{"shop_version":{}}`), "pending"],
    ["its answer is no JSON", says(200, "<html>"), "pending"],
    ["it is ill", says(503, `{"shop_version":"1.30.0"}`), "pending"],
    ["nothing answers", { web: only<Web>({ read: async () => undefined }) }, "pending"],
  ] as const)("%s", async (_, world, verdict) => {
    const found = await awaitApp.observe(world, input, looking());
    expect(found.is === "present" && awaitApp.verify(input, found.state).is).toBe(verdict);
  });
});
