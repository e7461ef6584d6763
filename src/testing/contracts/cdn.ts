import { expect } from "vitest";
import type { Cdn } from "../../domain/ports/announcements.ts";
import type { Fault } from "../../twins/kernel/faults.ts";
import { type Bench, type ContractCase, testContract } from "./contract.ts";

/** An adapter of `Cdn`, one distribution, and what can be known of what it did. */
export interface CdnBench extends Bench {
  readonly cdn: Cdn;
  readonly distribution: string;
  /** Moves the clock on until what is under way is completed. */
  readonly afterCompletion: () => Promise<void>;
  /** How often an invalidation of that reference was really made. */
  readonly made: (reference: string) => number;
  readonly breakNext: (fault: Fault) => void;
  /** The same adapter with a credential that is refused. */
  readonly stranger: Cdn;
}

type Case = ContractCase<CdnBench>;

const wanted = { reference: "train:1.30.0:cdn", paths: ["/*"] };

const working: readonly Case[] = [
  {
    name: "completes after a while, and says in between that it is under way",
    run: async (bench) => {
      const { id } = await invalidate(bench);
      expect(await bench.cdn.invalidation(bench.distribution, id)).toBe("in-progress");
      await bench.afterCompletion();
      expect(await bench.cdn.invalidation(bench.distribution, id)).toBe("completed");
    },
  },
  {
    name: "answers a repeated reference with the first invalidation, also when that is completed",
    run: async (bench) => {
      const first = await invalidate(bench);
      expect(await invalidate(bench)).toEqual(first);
      await bench.afterCompletion();
      expect(await invalidate(bench)).toEqual(first);
      expect(bench.made(wanted.reference)).toBe(1);
    },
  },
  {
    name: "refuses a repeated reference with other paths",
    run: async (bench) => {
      await invalidate(bench);
      const other = bench.cdn.invalidate(bench.distribution, { ...wanted, paths: ["/versions"] });
      await expect(other).rejects.toMatchObject({ code: "REFUSED", explanation: { retry: "never" } });
    },
  },
  {
    name: "makes another invalidation for another reference, whatever characters it has",
    run: async (bench) => {
      const { id } = await invalidate(bench);
      const reference = `<a>&"'\u{1F682}]]>`;
      const other = await bench.cdn.invalidate(bench.distribution, { reference, paths: ["/a&b", "/<c>", "/d*"] });
      expect(other.id).not.toBe(id);
      expect(bench.made(reference)).toBe(1);
    },
  },
  {
    name: "knows nothing of an invalidation that is not there",
    run: async (bench) => {
      for (const id of ["INONE", "", "..", "a/b"]) expect(await bench.cdn.invalidation(bench.distribution, id)).toBeUndefined();
    },
  },
  {
    name: "says when there is no such distribution",
    run: async (bench) => {
      for (const distribution of ["ENONE", "..", "a/b"]) {
        await expect(bench.cdn.invalidate(distribution, wanted)).rejects.toMatchObject({ code: "NOT_FOUND" });
        await expect(bench.cdn.invalidation(distribution, "INONE")).rejects.toMatchObject({ code: "NOT_FOUND" });
      }
    },
  },
  {
    name: "says when its credential is refused",
    run: async (bench) => {
      await expect(bench.stranger.invalidate(bench.distribution, wanted)).rejects.toMatchObject({ code: "TOKEN_REFUSED" });
      expect(bench.made(wanted.reference)).toBe(0);
    },
  },
];

const failing: readonly Case[] = [
  ...(["lost-after", "500-after", "502-after", "garbled-after"] as const).map(
    (fault): Case => ({
      name: `leaves the outcome open when the reply is lost (${fault}), and the same reference then finds it`,
      run: async (bench) => {
        bench.breakNext(fault);
        await expect(invalidate(bench)).rejects.toMatchObject({ explanation: { retry: "unknown" } });
        const { id } = await invalidate(bench);
        expect(await bench.cdn.invalidation(bench.distribution, id)).toBe("in-progress");
        expect(bench.made(wanted.reference)).toBe(1);
      },
    }),
  ),
  ...(["lost-before", "reset", "500-before", "429"] as const).map(
    (fault): Case => ({
      name: `sends nothing by itself after a request that did not arrive (${fault})`,
      run: async (bench) => {
        bench.breakNext(fault);
        const retry = fault === "429" ? { code: "RATE_LIMITED", retryAfter: 2000 } : { explanation: { retry: "unknown" } };
        await expect(invalidate(bench)).rejects.toMatchObject(retry);
        expect(bench.made(wanted.reference)).toBe(0);
      },
    }),
  ),
  {
    name: "waits while too many invalidations are under way",
    run: async (bench) => {
      for (let each = 0; each < 15; each += 1) {
        await bench.cdn.invalidate(bench.distribution, { ...wanted, reference: `before ${each}` });
      }
      await expect(invalidate(bench)).rejects.toMatchObject({ code: "RATE_LIMITED", explanation: { retry: "later" } });
      await bench.afterCompletion();
      await invalidate(bench);
    },
  },
];

/** What every adapter of `Cdn` promises. */
export const cdnCases: readonly Case[] = [...working, ...failing];

export const cdnContract = (name: string, open: () => Promise<CdnBench>): void => testContract(name, cdnCases, open);

const invalidate = (bench: CdnBench) => bench.cdn.invalidate(bench.distribution, wanted);
