import { expect } from "vitest";
import type { Campaigns } from "../../domain/ports/announcements.ts";
import type { Fault } from "../../twins/kernel/faults.ts";
import { type Bench, type ContractCase, testContract } from "./contract.ts";

/** An adapter of `Campaigns`, an audience with one sent newsletter, and what can be known of the mail behind it. */
export interface CampaignsBench extends Bench {
  readonly campaigns: Campaigns;
  readonly audience: string;
  readonly recipients: number;
  /** The sent newsletter: its id, its title and when it was sent. */
  readonly earlier: { readonly id: string; readonly title: string; readonly sentAt: string };
  /** Moves the clock on until an accepted send is over. */
  readonly afterSending: () => Promise<void>;
  /** How often mail really went to the whole audience, and to testers, for a campaign. */
  readonly mailed: (id: string) => number;
  readonly tested: (id: string) => readonly string[];
  readonly breakNext: (fault: Fault, operation?: "replicate" | "send") => void;
}

type Case = ContractCase<CampaignsBench>;

const html = '<p>1.30.0 is out</p> <a href="*|UNSUB|*">unsubscribe</a>';
const names = { title: "train:1.30.0", subject: "PostHog Array 1.30.0 \u{1F389}" };

const drafting: readonly Case[] = [
  {
    name: "shows what was sent, with when and to how many",
    run: async ({ campaigns, audience, earlier, recipients }) => {
      const [first] = await campaigns.list(audience);
      expect(first).toMatchObject({ id: earlier.id, title: earlier.title, status: "sent", recipients, sentAt: earlier.sentAt });
      expect(await campaigns.get(earlier.id)).toEqual(first);
    },
  },
  {
    name: "knows nothing of other audiences, and no campaign that is not there",
    run: async ({ campaigns }) => {
      expect(await campaigns.list("0000000000")).toEqual([]);
      expect(await campaigns.get("0000000000")).toBeUndefined();
      for (const id of ["..", "../lists", "", "a?b"]) expect(await campaigns.get(id)).toBeUndefined();
    },
  },
  {
    name: "copies the sent newsletter: a draft, newest of all, whose title says whose copy it is",
    run: async ({ campaigns, audience, earlier }) => {
      const { id } = await campaigns.replicate(earlier.id);
      const [newest] = await campaigns.list(audience);
      expect(newest).toMatchObject({ id, status: "save", sentAt: undefined });
      expect(newest?.title).toMatch(new RegExp(`^${earlier.title} \\(copy \\d+\\)$`));
    },
  },
  {
    name: "names the copy and keeps its sender",
    run: async (bench) => {
      const id = await draft(bench);
      expect(await bench.campaigns.get(id)).toMatchObject(names);
      expect(await bench.campaigns.problems(id)).toEqual([]);
    },
  },
  {
    name: "sets the content byte for byte",
    run: async (bench) => {
      const id = await draft(bench);
      expect(await bench.campaigns.content(id)).toBe(html);
    },
  },
  {
    name: "finds what is wrong with a mail that nobody could unsubscribe from, and does not send it",
    run: async (bench) => {
      const id = await draft(bench);
      await bench.campaigns.setContent(id, "<p>no way out</p>");
      expect(await bench.campaigns.problems(id)).toEqual([expect.stringContaining("Unsubscribe")]);
      await expect(bench.campaigns.send(id)).rejects.toMatchObject({ code: "REFUSED", explanation: { retry: "never" } });
      expect(bench.mailed(id)).toBe(0);
    },
  },
  {
    name: "tests with exactly the addresses it was given, and sends nobody else anything",
    run: async (bench) => {
      const id = await draft(bench);
      await bench.campaigns.test(id, ["ana@example.com", "ben@example.com"]);
      expect(bench.tested(id)).toEqual(["ana@example.com", "ben@example.com"]);
      expect(bench.mailed(id)).toBe(0);
      expect(await bench.campaigns.get(id)).toMatchObject({ status: "save" });
    },
  },
];

const sending: readonly Case[] = [
  {
    name: "sends once: sending, then sent, with the moment",
    run: async (bench) => {
      const id = await draft(bench);
      await bench.campaigns.send(id);
      expect(await bench.campaigns.get(id)).toMatchObject({ status: "sending", sentAt: undefined });
      await bench.afterSending();
      expect(await bench.campaigns.get(id)).toMatchObject({ status: "sent", recipients: bench.recipients, sentAt: expect.any(String) });
      expect(bench.mailed(id)).toBe(1);
    },
  },
  {
    name: "is refused a second send, while the first is under way and after it",
    run: async (bench) => {
      const id = await draft(bench);
      await bench.campaigns.send(id);
      await expect(bench.campaigns.send(id)).rejects.toMatchObject({ code: "REFUSED" });
      await bench.afterSending();
      await expect(bench.campaigns.send(id)).rejects.toMatchObject({ code: "REFUSED" });
      expect(bench.mailed(id)).toBe(1);
    },
  },
  {
    name: "cannot change what was sent",
    run: async ({ campaigns, earlier }) => {
      await expect(campaigns.setContent(earlier.id, html)).rejects.toMatchObject({ code: "REFUSED" });
      await expect(campaigns.rename(earlier.id, names)).rejects.toMatchObject({ code: "REFUSED" });
      expect(await campaigns.get(earlier.id)).toMatchObject({ title: earlier.title });
    },
  },
];

const failing: readonly Case[] = [
  ...(["lost-after", "500-after", "502-after", "garbled-after"] as const).map(
    (fault): Case => ({
      name: `leaves the outcome open when the reply to a copy is lost (${fault}), and the list then shows the copy`,
      run: async (bench) => {
        bench.breakNext(fault, "replicate");
        await expect(bench.campaigns.replicate(bench.earlier.id)).rejects.toMatchObject({ explanation: { retry: "unknown" } });
        const drafts = (await bench.campaigns.list(bench.audience)).filter((each) => each.status === "save");
        expect(drafts).toHaveLength(1);
      },
    }),
  ),
  ...(["lost-after", "500-after", "502-after"] as const).map(
    (fault): Case => ({
      name: `leaves the outcome open when the reply to a send is lost (${fault}), and the status then tells`,
      run: async (bench) => {
        const id = await draft(bench);
        bench.breakNext(fault, "send");
        await expect(bench.campaigns.send(id)).rejects.toMatchObject({ explanation: { retry: "unknown" } });
        expect(await bench.campaigns.get(id)).toMatchObject({ status: "sending" });
        expect(bench.mailed(id)).toBe(1);
      },
    }),
  ),
  ...(["lost-before", "reset", "500-before", "429"] as const).map(
    (fault): Case => ({
      name: `sends nothing by itself after a send that did not arrive (${fault})`,
      run: async (bench) => {
        const id = await draft(bench);
        bench.breakNext(fault, "send");
        const retry = fault === "429" ? { code: "RATE_LIMITED", retryAfter: 2000 } : { explanation: { retry: "unknown" } };
        await expect(bench.campaigns.send(id)).rejects.toMatchObject(retry);
        expect(await bench.campaigns.get(id)).toMatchObject({ status: "save" });
        expect(bench.mailed(id)).toBe(0);
      },
    }),
  ),
];

/** What every adapter of `Campaigns` promises. */
export const campaignsCases: readonly Case[] = [...drafting, ...sending, ...failing];

export const campaignsContract = (name: string, open: () => Promise<CampaignsBench>): void => testContract(name, campaignsCases, open);

const draft = async ({ campaigns, earlier }: CampaignsBench): Promise<string> => {
  const { id } = await campaigns.replicate(earlier.id);
  await campaigns.rename(id, names);
  await campaigns.setContent(id, html);
  return id;
};
