import { describe, expect, test } from "vitest";
import type { ForgeRelease, ForgeReleases } from "../../domain/ports/forge.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { publishReleasePage } from "./publish-release-page.ts";

const input = { repository: "acme/shop", tag: "1.30.0", id: "9" };
const page = (id: string, draft: boolean): ForgeRelease => ({
  id,
  tag: "1.30.0",
  title: "",
  body: "",
  draft,
  prerelease: false,
  url: `https://example.com/${id}`,
});

const world = (...pages: ForgeRelease[]) => {
  let there: readonly ForgeRelease[] = pages;
  const published: string[] = [];
  const forgeReleases = only<ForgeReleases>({
    find: async () => there,
    publish: async (_, id) => {
      published.push(id);
      there = there.map((each) => (each.id === id ? { ...each, draft: false } : each));
    },
  });
  return { forgeReleases, published };
};

describe("publishing the release page", () => {
  test("publishes the draft once", async () => {
    const at = world(page("9", true));
    expect(await once(publishReleasePage, at, input)).toMatchObject({ sent: true, found: { state: { url: "https://example.com/9" } } });
    expect(await once(publishReleasePage, at, input)).toMatchObject({ sent: false });
    expect(at.published).toEqual(["9"]);
  });

  test("a page that is not listed is not taken for unpublished", async () => {
    expect((await publishReleasePage.observe(world(), input, looking())).is).toBe("unreadable");
  });

  test("a second page of the tag would confuse users", async () => {
    expect((await publishReleasePage.observe(world(page("9", true), page("8", false)), input, looking())).is).toBe("conflicting");
  });
});
