import { expect } from "vitest";
import type { ContractCase } from "./contract.ts";
import { type ForgeBench, lostAfter, notFound, refused, unknownOutcome } from "./forge.ts";

type Case = ContractCase<ForgeBench>;

const page = { tag: "1.30.0", title: "Version 1.30.0", body: "<!-- train:k-1 -->\n* a fix" };

const draft = (bench: ForgeBench) => bench.forgeReleases.draft(bench.repository, { ...page, commit: bench.headOf("main") });
const find = (bench: ForgeBench) => bench.forgeReleases.find(bench.repository, page.tag);

/** What every adapter of `ForgeReleases` promises. */
export const forgeReleaseCases: readonly Case[] = [
  {
    name: "finds the draft it made, once the forge's list has caught up",
    run: async (bench) => {
      expect(await find(bench)).toEqual([]);
      const { id } = await draft(bench);
      await bench.later(1);
      expect(await find(bench)).toEqual([{ id, ...page, draft: true, prerelease: false, url: expect.stringMatching(/^https:\/\//) }]);
    },
  },
  {
    name: "counts a second draft of the same tag, which the forge does not refuse",
    run: async (bench) => {
      await draft(bench);
      await draft(bench);
      await bench.later(1);
      expect(new Set((await find(bench)).map(({ id }) => id)).size).toBe(2);
    },
  },
  {
    name: "does not take the page of another tag for its own",
    run: async (bench) => {
      await bench.forgeReleases.draft(bench.repository, { ...page, tag: "1.30.0-rc.1", commit: bench.headOf("main") });
      await bench.later(1);
      expect(await find(bench)).toEqual([]);
    },
  },
  {
    name: "finds a published page at once, and only once",
    run: async (bench) => {
      const { id } = await draft(bench);
      await bench.forgeReleases.publish(bench.repository, id);
      expect(await find(bench)).toMatchObject([{ id, draft: false }]);
      await bench.later(1);
      expect(await find(bench)).toMatchObject([{ id, draft: false }]);
    },
  },
  {
    name: "marks a published page as withdrawn, and no page that is not there",
    run: async (bench) => {
      const { id } = await draft(bench);
      await bench.forgeReleases.publish(bench.repository, id);
      await bench.forgeReleases.withdraw(bench.repository, { id, body: "Withdrawn.\n\n* a fix" });
      expect(await find(bench)).toMatchObject([{ id, title: page.title, body: "Withdrawn.\n\n* a fix", draft: false, prerelease: true }]);
      await expect(bench.forgeReleases.withdraw(bench.repository, { id: "4711", body: "" })).rejects.toMatchObject(notFound);
    },
  },
  {
    name: "is refused a second published page of a tag, and one that is not there",
    run: async (bench) => {
      const [one, two] = [await draft(bench), await draft(bench)];
      await bench.forgeReleases.publish(bench.repository, one.id);
      await expect(bench.forgeReleases.publish(bench.repository, two.id)).rejects.toMatchObject(refused);
      await expect(bench.forgeReleases.publish(bench.repository, "4711")).rejects.toMatchObject(notFound);
    },
  },
  {
    name: "does not take a repository that it may not see for one without pages",
    run: async (bench) => {
      await expect(bench.forgeReleases.find(bench.hidden, page.tag)).rejects.toMatchObject(notFound);
    },
  },
  ...lostAfter.map(
    (fault): Case => ({
      name: `leaves open whether it made a draft when the reply is lost (${fault}), and looking later finds it`,
      run: async (bench) => {
        bench.breakNext(fault);
        await expect(draft(bench)).rejects.toMatchObject(unknownOutcome);
        await bench.later(1);
        expect(await find(bench)).toHaveLength(1);
        expect(bench.applied("draft-release", `${bench.repository} ${page.tag}`)).toBe(1);
      },
    }),
  ),
];
