import { expect } from "vitest";
import type { Event } from "../../domain/journal/event.ts";
import type { Journal, Said } from "../../domain/ports/journal.ts";
import { type Bench, type ContractCase, testContract } from "./contract.ts";

/** A journal under test, and a second way into the same store, as another process would have. */
export interface JournalBench extends Bench {
  readonly journal: Journal;
  readonly other: Journal;
}

const alarm = (what: string): Event => ({ is: "alarm", code: "TEST", what });

const said = (...events: readonly Event[]): readonly Said[] => events.map((event) => ({ at: "2021-11-15T09:00:00Z", actor: "ana", event }));

const hostile = "\u0000'; drop table entry; -- \u202e <b>Grüße</b> \ud800 🚂\r\n";

/** What every store promises. */
export const journalPromises: readonly ContractCase<JournalBench>[] = [
  {
    name: "a release that was never started has no entry and is not listed",
    run: async ({ journal }) => {
      expect(await journal.read("toy/1.0.0")).toEqual([]);
      expect(await journal.releases()).toEqual([]);
    },
  },
  {
    name: "entries are read back in the order in which they were appended, through every way in",
    run: async ({ journal, other }) => {
      const first = await journal.append("toy/1.0.0", 0, said(alarm("one"), alarm("two")));
      const second = await journal.append("toy/1.0.0", 2, said(alarm(hostile)));
      expect([...first, ...second].map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      expect(await other.read("toy/1.0.0")).toEqual([...first, ...second]);
      expect((await journal.read("toy/1.0.0"))[2]?.event).toEqual(alarm(hostile));
    },
  },
  {
    name: "who knows from elsewhere what was written last need not look before appending",
    run: async ({ journal, other }) => {
      for (const [at, way] of [journal, other, journal, other].entries()) await way.append("toy/1.0.0", at, said(alarm(`${at}`)));
      expect((await journal.read("toy/1.0.0")).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    },
  },
  {
    name: "each entry names the hash of the one before",
    run: async ({ journal }) => {
      await journal.append("toy/1.0.0", 0, said(alarm("one"), alarm("two")));
      const [one, two] = await journal.read("toy/1.0.0");
      expect(one?.previous).toBe("0".repeat(64));
      expect(two?.previous).toBe(one?.hash);
      expect(two?.hash).toMatch(/^[0-9a-f]{64}$/);
    },
  },
  {
    name: "whoever appends after an entry that is not the last has lost the race, and nothing is written",
    run: async ({ journal, other }) => {
      await journal.append("toy/1.0.0", 0, said(alarm("one")));
      const before = await journal.read("toy/1.0.0");
      for (const after of [0, 2, 7]) {
        await expect(other.append("toy/1.0.0", after, said(alarm("late"), alarm("later")))).rejects.toMatchObject({ code: "LOST_RACE" });
      }
      await expect(journal.append("toy/2.0.0", 1, said(alarm("not begun")))).rejects.toMatchObject({ code: "LOST_RACE" });
      expect(await journal.read("toy/1.0.0")).toEqual(before);
      expect(await journal.releases()).toEqual([{ release: "toy/1.0.0", over: undefined }]);
    },
  },
  {
    name: "releases are listed in the order of their start, each with its own entries",
    run: async ({ journal, other }) => {
      for (const name of ["toy/1.30.0", "toy/1.29.1", "another/9.0.0"]) await journal.append(name, 0, said(alarm(name)));
      await other.append("toy/1.30.0", 1, said(alarm("more")));
      expect((await other.releases()).map(({ release }) => release)).toEqual(["toy/1.30.0", "toy/1.29.1", "another/9.0.0"]);
      expect((await other.read("toy/1.29.1")).map(({ event }) => event)).toEqual([alarm("toy/1.29.1")]);
    },
  },
  {
    name: "how a release ended is known without reading it, whatever its entries say besides",
    run: async ({ journal, other }) => {
      const claims = alarm('{"event":{"is":"finished"}}');
      for (const name of ["toy/1.0.0", "toy/2.0.0", "toy/3.0.0"]) await journal.append(name, 0, said(claims));
      await other.append("toy/1.0.0", 1, said({ is: "finished" }, alarm("a moved tag")));
      await journal.append("toy/2.0.0", 1, said({ is: "aborted", reason: "never mind" }));
      const ends = [
        { release: "toy/1.0.0", over: "finished" },
        { release: "toy/2.0.0", over: "aborted" },
        { release: "toy/3.0.0", over: undefined },
      ];
      expect(await journal.releases()).toEqual(ends);
      expect(await other.releases()).toEqual(ends);
    },
  },
  {
    name: "a release that was rolled back goes on, until it ends again",
    run: async ({ journal, other }) => {
      const back: Event = { is: "rolled-back", reason: "it loses data", items: [], leaves: [], undoes: [] };
      for (const name of ["toy/1.0.0", "toy/2.0.0"]) await journal.append(name, 0, said(alarm(name)));
      await other.append("toy/1.0.0", 1, said({ is: "finished" }, alarm("a moved tag")));
      await other.append("toy/1.0.0", 3, said({ is: "aborted", reason: "rolled back" }, back));
      const overOf = async (way: Journal) => (await way.releases()).map(({ over }) => over);
      expect([await overOf(journal), await overOf(other)]).toEqual([
        [undefined, undefined],
        [undefined, undefined],
      ]);
      await journal.append("toy/1.0.0", 5, said(alarm("edited"), { is: "finished" }));
      expect([await overOf(journal), await overOf(other)]).toEqual([
        ["finished", undefined],
        ["finished", undefined],
      ]);
      expect((await other.read("toy/1.0.0")).length).toBe(7);
    },
  },
  {
    name: "of many who append at once after the same entry exactly one is first, and no entry is lost or doubled",
    run: async ({ journal, other }) => {
      const ways = [journal, other];
      const acknowledged: string[] = [];
      const appendOnce = async (way: Journal, what: string): Promise<void> => {
        for (;;) {
          const { length } = await way.read("toy/1.0.0");
          try {
            await way.append("toy/1.0.0", length, said(alarm(what)));
            acknowledged.push(what);
            return;
          } catch (error) {
            expect(error).toMatchObject({ code: "LOST_RACE" });
          }
        }
      };
      const all = Array.from({ length: 24 }, (_, at) => `entry ${at}`);
      await Promise.all(all.map((what, at) => appendOnce(ways[at % 2] ?? journal, what)));
      const kept = (await journal.read("toy/1.0.0")).map(({ event }) => (event.is === "alarm" ? event.what : ""));
      expect([...kept].sort()).toEqual([...all].sort());
      expect([...acknowledged].sort()).toEqual([...all].sort());
    },
  },
  {
    name: "fields without a value make no difference after they were stored",
    run: async ({ journal }) => {
      const event = { ...alarm("one"), extra: undefined, list: [undefined, Number.NaN, -0] } as unknown as Event;
      await journal.append("toy/1.0.0", 0, said(event));
      expect((await journal.read("toy/1.0.0")).length).toBe(1);
    },
  },
];

/** Registers the promises for one store. */
export const journalContract = (name: string, open: () => Promise<JournalBench>): void => testContract(name, journalPromises, open);
