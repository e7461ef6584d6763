import { describe, expect, test } from "vitest";
import type { History, Objects, Refs } from "../../domain/ports/git.ts";
import { key, looking, once, only } from "../../testing/step-bench.ts";
import { reviseDraft } from "./revise-draft.ts";

const input = {
  repository: "acme/site",
  branch: "array-1-30-0",
  file: "post.md",
  since: "opened",
  from: "# 1.30.0\n\n- Dora Exmaple\n- Emil\n",
  to: "# 1.30.0\n\n- Dora Example\n- Emil\n",
  message: "Bring the post up to date",
  by: { name: "Signalbox", email: "bot@example.com" },
};

/** A branch in which each commit stands on the one before; a commit's id is made of what it was made on. */
const world = (text: string | undefined, more: { readonly gone?: boolean } = {}) => {
  const commits: { readonly id: string; readonly text: string | undefined; readonly body: string }[] = [
    { id: "opened", text: input.from, body: "" },
    { id: "edited", text, body: "" },
  ];
  const pushes: unknown[] = [];
  const waiting = new Map<string, (typeof commits)[number]>();
  return {
    commits,
    pushes,
    refs: only<Refs>({
      look: async (_, ref) => {
        const id = commits.at(-1)?.id ?? "";
        return more.gone === true ? undefined : { ref, object: id, commit: id };
      },
      push: async (_, push) => {
        expect(push.expect).toBe(commits.at(-1)?.id);
        pushes.push(push);
        commits.push(waiting.get(push.object) ?? { id: push.object, text: undefined, body: "" });
      },
    }),
    objects: only<Objects>({
      file: async (_, commit) => commits.find((each) => each.id === commit)?.text,
      commit: async (_, { base, files, message, by }) => {
        const id = `${base}+${by.date}`;
        waiting.set(id, { id, text: files[0]?.text, body: message });
        return id;
      },
    }),
    history: only<History>({
      dateOf: async () => 7,
      log: async (_, { to, without }) => {
        const place = (id: string) => commits.findIndex((each) => each.id === id);
        return commits.slice(place(without[0] ?? "") + 1, place(to) + 1).reverse() as never;
      },
    }),
  };
};

describe("a newer draft in people's pull request", () => {
  test("is carried into what they made of it, once, on top of their head", async () => {
    const at = world("# 1.30.0\n\nWe drew this.\n\n- Dora Exmaple\n");
    expect(await once(reviseDraft, at, input)).toMatchObject({ sent: true, found: { is: "present", state: { commit: "edited+7" } } });
    expect(at.commits.at(-1)).toMatchObject({ text: "# 1.30.0\n\nWe drew this.\n\n- Dora Example\n", body: expect.stringContaining(key) });
    expect(await once(reviseDraft, at, input)).toMatchObject({ sent: false, found: { is: "present" } });
    expect(at.pushes).toHaveLength(1);
  });

  test("is recognised by its mark, also when people deleted again what it brought", async () => {
    const at = world(input.from);
    await once(reviseDraft, at, input);
    at.commits.push({ id: "later", text: "# 1.30.0\n", body: "" });
    expect(await reviseDraft.observe(at, input, looking())).toMatchObject({ is: "superseded", state: { commit: "edited+7" } });
  });

  test("needs no commit where people left nothing to change, and names what found no place", async () => {
    const at = world("# 1.30.0\n\nThank you, all of you!\n");
    const grown = { ...input, to: `${input.to}- Fay\n` };
    const { sent, verified } = await once(reviseDraft, at, grown);
    expect({ sent, verified }).toEqual({
      sent: false,
      verified: { is: "holds", evidence: "post.md is as people want it at edited; they left no place for: - Fay" },
    });
  });

  test("stops at a branch that is gone, and asks about a file that people moved", async () => {
    expect(await reviseDraft.observe(world("x", { gone: true }), input, looking())).toMatchObject({
      is: "conflicting",
      code: "BRANCH_MOVED",
    });
    const moved = await reviseDraft.observe(world(undefined), input, looking());
    expect(moved).toMatchObject({ is: "conflicting", found: "post.md is not on array-1-30-0 any more", state: { commit: "edited" } });
  });
});
