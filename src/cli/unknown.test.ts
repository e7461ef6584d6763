import { describe, expect, test } from "vitest";
import { openTestTerminal } from "../testing/terminal.ts";
import { toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";

/** A release whose one request was sent, and whose answer never came. */
const doubted = async (kind: "blind" | "marked" | "set" | "keyed") => {
  const world = openToyWorld();
  const terminal = openTestTerminal(world);
  await terminal.begin(toyPlan({ mail: { kind } }));
  world.fates.push({ is: "lost" });
  const began = world.clock.now();
  const ticked = await terminal.type("tick");
  expect(world.clock.now(), "no time passes before it is told").toBe(began);
  return { ...terminal, world, ticked };
};

describe("an outcome that nobody knows", () => {
  test("is told at once where nobody can look: by the exit code, and in status with the three answers", async () => {
    const { ticked, type } = await doubted("blind");
    expect(ticked.exit).toBe(6);
    const { exit, out } = await type("status", "--exit-code");
    expect(exit).toBe(6);
    for (const answer of ["happened", "send", "abandon"]) expect(out).toContain(`signalbox decide 1.30.0 mail/do ${answer} `);
    expect(JSON.parse((await type("status", "--json")).out)).toMatchObject({
      releases: [{ standing: "unknown", asks: [{ is: "unknown", question: { code: "UNKNOWN_OUTCOME" } }] }],
    });
  });

  test.each(["marked", "set", "keyed"] as const)(
    "of a %s effect is marked in status at once, and looked for before anybody is asked",
    async (kind) => {
      const { ticked, type, world } = await doubted(kind);
      expect(ticked.exit).toBe(3);
      expect((await type("status")).out).toMatch(/! mail/);
      expect(world.requests("mail")).toBe(1);
    },
  );

  test.each([
    ["happened", 1, 0],
    ["send", 2, 0],
    ["abandon", 1, 0],
  ])("ends by %s, said by a named person with a reason", async (answer, requests, exit) => {
    const { type, world } = await doubted("blind");
    expect((await type("decide", "1.30.0", "mail/do", answer, "--as", "ana")).exit).toBe(2);
    expect((await type("decide", "1.30.0", "mail/do", answer, "--as", "mallory", "--reason", "looked")).exit).toBe(7);
    await type("decide", "1.30.0", "mail/do", answer, "--as", "ana", "--reason", "looked into the mailbox");
    expect((await type("tick")).exit).toBe(exit);
    expect(world.requests("mail")).toBe(requests);
  });
});
