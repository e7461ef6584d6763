import { describe, expect, test } from "vitest";
import type { ForgeRelease, ForgeReleases } from "../../domain/ports/forge.ts";
import { key, looking, once, only } from "../../testing/step-bench.ts";
import { draftReleasePage } from "./draft-release-page.ts";
import { marked } from "./marker.ts";

const input = { repository: "acme/shop", tag: "1.30.0", commit: "c", title: "1.30.0", body: "What is new." };

const page = (more: Partial<ForgeRelease>): ForgeRelease => ({
  id: "9",
  tag: "1.30.0",
  title: "1.30.0",
  body: marked(input.body, key),
  draft: true,
  prerelease: false,
  url: "https://example.com/9",
  ...more,
});

const world = (...there: ForgeRelease[]) => ({
  there,
  forgeReleases: only<ForgeReleases>({
    find: async () => there,
    draft: async (_, { body }) => {
      there.push(page({ body }));
      return { id: "9" };
    },
  }),
});

describe("drafting the release page", () => {
  test("drafts one with our mark, once", async () => {
    const at = world();
    expect(await once(draftReleasePage, at, input)).toMatchObject({ sent: true, found: { is: "present", state: { id: "9" } } });
    expect(await once(draftReleasePage, at, input)).toMatchObject({ sent: false });
    expect(at.there).toHaveLength(1);
  });

  test.each([
    ["ours, published already", [page({ draft: false })], "present"],
    ["two of ours", [page({}), page({ id: "10" })], "conflicting"],
    ["a stranger's draft", [page({ body: "by hand" })], "conflicting"],
  ] as const)("finds %s", async (_, there, is) => expect((await draftReleasePage.observe(world(...there), input, looking())).is).toBe(is));

  test("is known by its answered id even without the mark", async () => {
    const found = await draftReleasePage.observe(world(page({ body: "rewritten" })), input, looking({ receipt: "9" }));
    expect(found).toMatchObject({ is: "present" });
  });
});
