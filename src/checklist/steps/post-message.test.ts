import { describe, expect, test } from "vitest";
import type { Messages, PostedMessage } from "../../domain/ports/announcements.ts";
import { key, looking, once, only } from "../../testing/step-bench.ts";
import { editMessage } from "./edit-message.ts";
import { postMessage } from "./post-message.ts";

const input = { workspace: "community", channel: "C1", text: "1.30.0 is out" };

const world = (...there: PostedMessage[]) => {
  let messages: readonly PostedMessage[] = there;
  return {
    texts: () => messages.map((each) => each.text),
    messages: only<Messages>({
      find: async (_, where) => (where.key === key ? messages : []),
      post: async (_, { text }) => {
        messages = [...messages, { id: "1.1", text }];
        return { id: "1.1" };
      },
      // The chat shows addresses in a form of its own, so a text does not come back as it was sent.
      edit: async (_, { id, text, edition }) => {
        messages = messages.map((each) => (each.id === id ? { id, text: text.replaceAll(/https:\S+/g, "<$&>"), edition } : each));
      },
    }),
  };
};

describe("telling a channel", () => {
  test("posts once and tells the id that a correction needs", async () => {
    const at = world();
    expect(await once(postMessage, at, input)).toMatchObject({ sent: true, found: { is: "present", state: { id: "1.1", key } } });
    expect(await once(postMessage, at, input)).toMatchObject({ sent: false });
    expect(at.texts()).toEqual(["1.30.0 is out"]);
  });

  test("a text that somebody changed is another fact", () => {
    const facts = (sha256: string) => postMessage.facts(input, { id: "1.1", key, sha256 });
    expect(facts("a")).not.toEqual(facts("b"));
  });

  test("more than one is for a person to see", async () => {
    const twice = world({ id: "1.1", text: "x" }, { id: "1.2", text: "x" });
    expect(await postMessage.observe(twice, input, looking())).toMatchObject({ is: "conflicting", state: { id: "1.1" } });
  });

  test("a correction edits the message in its place", async () => {
    const at = world({ id: "1.1", text: "1.30.0 is uot" });
    const correction = { ...input, id: "1.1", key, text: "1.30.0 is out: https://example.com" };
    expect(await once(editMessage, at, correction)).toMatchObject({ sent: true, found: { is: "present" } });
    expect(await once(editMessage, at, correction)).toMatchObject({ sent: false });
    expect(at.texts()).toEqual(["1.30.0 is out: <https://example.com>"]);
    expect((await editMessage.observe(world(), correction, looking())).is).toBe("unreadable");
  });
});
