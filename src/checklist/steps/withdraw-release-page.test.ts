import { expect, test } from "vitest";
import type { ForgeRelease, ForgeReleases } from "../../domain/ports/forge.ts";
import { key, looking, once, only } from "../../testing/step-bench.ts";
import { withdrawReleasePage } from "./withdraw-release-page.ts";

const input = { repository: "acme/shop", tag: "1.30.0", id: "9", note: "Withdrawn: it loses data." };

const world = (body: string, prerelease = false, id = "9") => {
  let page: ForgeRelease = { id, tag: "1.30.0", title: "", body, draft: false, prerelease, url: `https://example.com/${id}` };
  const said: string[] = [];
  const forgeReleases = only<ForgeReleases>({
    find: async () => [page],
    withdraw: async (_, { body: text }) => {
      said.push(text);
      page = { ...page, body: text, prerelease: true };
    },
  });
  return { forgeReleases, said };
};

test("the note stands above what the page said, once", async () => {
  const at = world("* a fix\n\n<!-- signalbox:of-the-draft -->");
  expect(await once(withdrawReleasePage, at, input)).toMatchObject({ sent: true, found: { state: { url: "https://example.com/9" } } });
  expect(await once(withdrawReleasePage, at, input)).toMatchObject({ sent: false });
  expect(at.said).toEqual([`Withdrawn: it loses data.\n\n<!-- signalbox:${key} -->\n\n* a fix\n\n<!-- signalbox:of-the-draft -->`]);
});

test("a page that is shown as the newest again gets no second note", async () => {
  const at = world(`Withdrawn.\n\n<!-- signalbox:${key} -->\n\n* a fix`);
  expect(await once(withdrawReleasePage, at, input)).toMatchObject({ sent: true });
  expect(at.said).toEqual([`Withdrawn.\n\n<!-- signalbox:${key} -->\n\n* a fix`]);
});

test("a page that is not listed is not taken for marked, and one that people marked is", async () => {
  expect((await withdrawReleasePage.observe(world("", true, "8"), input, looking())).is).toBe("unreadable");
  expect((await withdrawReleasePage.observe(world("gone", true), input, looking({ hands: true }))).is).toBe("present");
  expect((await withdrawReleasePage.observe(world("gone", true), input, looking())).is).toBe("absent");
});
