import { expect } from "vitest";
import type { Messages } from "../../domain/ports/announcements.ts";
import type { Fault } from "../../twins/kernel/faults.ts";
import { type Bench, type ContractCase, testContract } from "./contract.ts";

/** An adapter of `Messages` and what can be known of the world behind it. */
export interface MessagesBench extends Bench {
  readonly messages: Messages;
  /** A channel that may be written to, and one in another workspace with the same id. */
  readonly workspace: string;
  readonly otherWorkspace: string;
  readonly channel: string;
  /** A channel that exists, but into which the bot was not invited. */
  readonly closedChannel: string;
  /** A workspace whose token is refused. */
  readonly strangeWorkspace: string;
  /** The present moment, and moving it on by a minute. */
  readonly now: () => string;
  readonly later: () => Promise<void>;
  /** How often a message was really posted in the first workspace's channel under a key. */
  readonly posted: (key: string) => number;
  /** Lets so many messages of others arrive. */
  readonly crowd: (count: number) => Promise<void>;
  readonly breakNext: (fault: Fault) => void;
}

type Case = ContractCase<MessagesBench>;

const hello = { key: "k-1", text: "1.30.0 has shipped: <https://example.com/1.30.0|notes> &amp; *more*" };

const access: readonly Case[] = [
  {
    name: "tells whose credential opens a workspace and what it may do, and says so where it is refused",
    run: async ({ messages, workspace, strangeWorkspace }) => {
      const { account, scopes } = await messages.access(workspace);
      expect(account).toBe(`@signalbox of ${workspace}`);
      expect(scopes).toEqual(["chat:write", "channels:history"]);
      await expect(messages.access(strangeWorkspace)).rejects.toMatchObject({ code: "TOKEN_REFUSED" });
    },
  },
];

const finding: readonly Case[] = [
  {
    name: "finds nothing before anything was posted",
    run: async (bench) => expect(await lookFor(bench)).toEqual([]),
  },
  {
    name: "finds the message it posted by its key, with its id and its text",
    run: async (bench) => {
      const { id } = await post(bench);
      expect(await lookFor(bench)).toEqual([{ id, text: hello.text }]);
    },
  },
  {
    name: "counts a second message with the same key, because the chat does not refuse it",
    run: async (bench) => {
      await post(bench);
      await post(bench);
      const found = await lookFor(bench);
      expect(found).toHaveLength(2);
      expect(new Set(found.map(({ id }) => id)).size).toBe(2);
    },
  },
  {
    name: "does not take a message with another key for its own",
    run: async (bench) => {
      await bench.messages.post(bench.workspace, { channel: bench.channel, ...hello, key: "k-10" });
      expect(await lookFor(bench)).toEqual([]);
    },
  },
  {
    name: "keeps workspaces apart, though they share an address",
    run: async (bench) => {
      await post(bench);
      expect(await bench.messages.find(bench.otherWorkspace, { channel: bench.channel, key: hello.key, since: bench.now() })).toEqual([]);
    },
  },
  {
    name: "looks no further back than it is told",
    run: async (bench) => {
      await post(bench);
      await bench.later();
      expect(await lookFor(bench, bench.now())).toEqual([]);
    },
  },
  {
    name: "finds its message behind hundreds of others",
    run: async (bench) => {
      const since = bench.now();
      const { id } = await post(bench);
      await bench.crowd(450);
      expect(await lookFor(bench, since)).toEqual([{ id, text: hello.text }]);
    },
  },
];

const editing: readonly Case[] = [
  {
    name: "edits in place: the same message, found by the same key, with the new text",
    run: async (bench) => {
      const { id } = await post(bench);
      const text = "1.30.0 was withdrawn";
      await bench.messages.edit(bench.workspace, { channel: bench.channel, id, key: hello.key, text, edition: "e-1" });
      expect(await lookFor(bench)).toEqual([{ id, text, edition: "e-1" }]);
      await bench.messages.edit(bench.workspace, { channel: bench.channel, id, key: hello.key, text: hello.text, edition: "e-2" });
      expect(await lookFor(bench)).toEqual([{ id, text: hello.text, edition: "e-2" }]);
    },
  },
  {
    name: "refuses to edit a message that is not there",
    run: async (bench) => {
      const edit = bench.messages.edit(bench.workspace, {
        channel: bench.channel,
        id: "1000000000.000001",
        key: hello.key,
        text: "x",
        edition: "e",
      });
      await expect(edit).rejects.toMatchObject({ code: "REFUSED", explanation: { retry: "never" } });
    },
  },
];

const failing: readonly Case[] = [
  ...(["lost-after", "500-after", "502-after", "garbled-after"] as const).map(
    (fault): Case => ({
      name: `leaves the outcome open when the reply is lost (${fault}), and looking then finds the message`,
      run: async (bench) => {
        bench.breakNext(fault);
        await expect(post(bench)).rejects.toMatchObject({ explanation: { retry: "unknown" } });
        expect(await lookFor(bench)).toHaveLength(1);
        expect(bench.posted(hello.key)).toBe(1);
      },
    }),
  ),
  ...(["lost-before", "reset", "500-before"] as const).map(
    (fault): Case => ({
      name: `sends a post once, also when it was lost on the way (${fault})`,
      run: async (bench) => {
        bench.breakNext(fault);
        await expect(post(bench)).rejects.toMatchObject({ explanation: { retry: "unknown" } });
        expect(await lookFor(bench)).toEqual([]);
      },
    }),
  ),
  ...(["429", "403-secondary"] as const).map(
    (fault): Case => ({
      name: `passes on how long to wait when it is rate limited (${fault})`,
      run: async (bench) => {
        bench.breakNext(fault);
        const retryAfter = fault === "429" ? 2000 : 3000;
        await expect(post(bench)).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfter, explanation: { retry: "later" } });
        expect(bench.posted(hello.key)).toBe(0);
      },
    }),
  ),
  {
    name: "says when a channel is closed to it, for a look as for a post",
    run: async (bench) => {
      const closed = { channel: bench.closedChannel, ...hello };
      await expect(bench.messages.post(bench.workspace, closed)).rejects.toMatchObject({ code: "REFUSED" });
      await expect(bench.messages.find(bench.workspace, { ...closed, since: bench.now() })).rejects.toMatchObject({ code: "REFUSED" });
    },
  },
  {
    name: "says when its token is refused",
    run: async (bench) => {
      const posting = bench.messages.post(bench.strangeWorkspace, { channel: bench.channel, ...hello });
      await expect(posting).rejects.toMatchObject({ code: "TOKEN_REFUSED", explanation: { retry: "never" } });
    },
  },
];

/** What every adapter of `Messages` promises. */
export const messagesCases: readonly Case[] = [...access, ...finding, ...editing, ...failing];

export const messagesContract = (name: string, open: () => Promise<MessagesBench>): void => testContract(name, messagesCases, open);

const post = (bench: MessagesBench) => bench.messages.post(bench.workspace, { channel: bench.channel, ...hello });

const lookFor = (bench: MessagesBench, since = bench.now()) =>
  bench.messages.find(bench.workspace, { channel: bench.channel, key: hello.key, since });
