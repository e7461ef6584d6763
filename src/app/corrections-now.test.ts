import { describe, expect, test } from "vitest";
import type { Event } from "../domain/journal/event.ts";
import { openMemoryJournal } from "../testing/memory-journal.ts";
import { openToyRelease, releaseName, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { correctionsNow } from "./corrections-now.ts";

const correction: Event = {
  is: "corrected",
  id: "C1",
  correction: { is: "name", emails: ["dora@example.com"], from: "Dora Exmaple", to: "Dora Example" },
  reason: "she told us",
  texts: [{ name: "message", step: "tell/do" }],
};

const sent = (key: string, is: "intent" | "done"): Event =>
  is === "intent"
    ? { is, step: "tell/do", key, epoch: 1, describes: "" }
    : { is, step: "tell/do", key, epoch: 1, facts: { id: "1.1" }, evidence: "" };

const became = async (...events: readonly Event[]) => {
  const journal = openMemoryJournal();
  const release = await openToyRelease(openToyWorld(), toyPlan({ tell: { kind: "post-message" } }), journal);
  await release.say("ana", ...events);
  return correctionsNow(await release.state(), await journal.read(releaseName))[0]?.texts[0]?.is;
};

describe("what became of a text that was corrected", () => {
  test("nothing was sent: it will say it", async () => expect(await became(correction)).toBe("to-come"));

  test("it was sent, or being sent, when it was corrected", async () => {
    expect(await became(sent("k1", "intent"), sent("k1", "done"), correction)).toBe("sent-before");
    expect(await became(sent("k1", "intent"), correction, sent("k1", "done"))).toBe("sent-before");
    // Whoever tries again sends what was meant then.
    expect(await became(sent("k1", "intent"), correction, sent("k1", "intent"), sent("k1", "done"))).toBe("sent-before");
  });

  test("it was sent afterwards, as the plan had it then", async () => {
    expect(await became(correction, sent("k2", "intent"), sent("k2", "done"))).toBe("carried");
    const refused: Event = {
      is: "parked",
      step: "tell/do",
      key: "k1",
      epoch: 1,
      unsent: true,
      question: { code: "X", what: "", why: "", next: "", answers: [] },
    };
    expect(await became(sent("k1", "intent"), refused, correction, sent("k2", "intent"), sent("k2", "done"))).toBe("carried");
  });

  test("it was edited since, which is over once the edit is done", async () => {
    const added: Event = { is: "step-added", step: { id: "tell/do-edit-1", kind: "edit-message", input: {} }, because: "ana corrects" };
    expect(await became(sent("k1", "done"), correction, added)).toBe("being-edited");
    expect(await became(sent("k1", "done"), added, correction)).toBe("sent-before");
  });
});
