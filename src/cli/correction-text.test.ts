import { describe, expect, test } from "vitest";
import type { Event } from "../domain/journal/event.ts";
import { hostileTexts } from "../testing/hostile-texts.ts";
import { openTestTerminal } from "../testing/terminal.ts";
import { toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { hasHiddenCharacters } from "../texts/show-hidden.ts";

const correction = (id: string, more: Partial<Extract<Event, { readonly is: "corrected" }>> = {}): Event => ({
  is: "corrected",
  id,
  correction: { is: "name", emails: ["dora@example.com"], from: "Dora Exmaple", to: "Dora Example" },
  reason: "she told us",
  texts: [
    { name: "Slack message to team C1", step: "tell/do" },
    { name: "post", step: "post/do" },
    { name: "newsletter", step: "letter/do" },
  ],
  ...more,
});

const terminal = async (...events: readonly Event[]) => {
  const opened = openTestTerminal(openToyWorld());
  await opened.begin(toyPlan({ tell: { kind: "post-message" }, post: { kind: "set" }, letter: { kind: "set" } }));
  for (const event of events) await opened.say("cleo", event);
  return opened;
};

const told = { is: "done", step: "tell/do", key: "k", epoch: 1, facts: { id: "1.1", key: "k" }, evidence: "posted" } as const;

describe("status, about what was corrected", () => {
  test("names the texts that were sent before, with those that will carry it, and what was taken back", async () => {
    const left = { is: "left-out", entry: "a1".repeat(20), from: "colour weekends" } as const;
    const { type } = await terminal(
      told,
      correction("C1"),
      correction("C2", { correction: left, texts: [] }),
      correction("C3", { correction: { is: "summary", entry: "#12", from: "old", to: "new" } }),
      { is: "correction-withdrawn", id: "C3", reason: "it was right" },
    );
    const { out } = await type("status");
    expect(out.split("\n").filter((line) => /correction|already|will carry|no text|made again/.test(line))).toEqual([
      "the plan is made again before anything else is sent: correction C3 was withdrawn by cleo: it was right",
      "correction C1 by cleo: Dora Exmaple is Dora Example (she told us)",
      "    already sent, so not changed: Slack message to team C1",
      "    will carry it: post, newsletter",
      "correction C2 by cleo: a1a1a1a1a1a1 is left out: colour weekends (she told us)",
      "    no text of this release says it",
      "correction C3 by cleo: #12 says “new”, not “old” (she told us), taken back by cleo: it was right",
    ]);
    const { releases } = JSON.parse((await type("status", "--json")).out) as {
      readonly releases: readonly { readonly corrections: unknown }[];
    };
    expect(releases[0]?.corrections).toMatchObject([
      {
        id: "C1",
        by: "cleo",
        texts: [
          { name: "Slack message to team C1", is: "sent-before" },
          { name: "post", is: "to-come" },
          { name: "newsletter", is: "to-come" },
        ],
      },
      { id: "C2", texts: [] },
      { id: "C3", withdrawn: { by: "cleo", reason: "it was right" } },
    ]);
  });

  test("shows hostile words and does nothing else with them, in status and in the log", async () => {
    for (const text of hostileTexts) {
      const { type } = await terminal(
        correction("C1", {
          correction: { is: "name", emails: [text], from: text, to: text },
          reason: text,
          texts: [{ name: text, step: text }],
        }),
      );
      for (const command of ["status", "log"]) {
        const { out } = await type(command);
        expect(out.split("\n").filter((line) => hasHiddenCharacters(line))).toEqual([]);
      }
    }
  });
});
