import { act } from "../../domain/by-hand.ts";
import { decision } from "../../domain/step.ts";

type Input = {
  readonly what: string;
  /** How it is done, where the configuration says more than a line. */
  readonly text?: string;
  /** Roles or names of those who answer for it. */
  readonly owner: readonly string[];
  readonly item: string;
  readonly version: string;
};

/** A person did something that Signalbox neither does nor sees, and says so with evidence. */
export const mark = decision<Input>({
  name: "mark",
  describe: ({ what }) => what,
  settled: ({ what, owner, item, version }, { marks }) => {
    const last = marks.at(-1);
    if (last !== undefined) return { is: "settled", evidence: `${last.by}: ${last.evidence}`, facts: { evidence: last.evidence } };
    return { is: "open", ask: `${what}, then: signalbox done ${version} ${item} --evidence TEXT|URL`, waitsFor: owner };
  },
  byHand: ({ what, text = "" }) => [what, ...text.split("\n").filter((line) => line.trim() !== "")].map(act),
});
