import { act, run } from "../../domain/by-hand.ts";
import { decision, type Settled } from "../../domain/step.ts";
import type { Finding, Word } from "../../domain/word.ts";
import { keptWord } from "../by-hand/git-words.ts";
import { approvers, eligible, type InputPerson, isAmong } from "./quorum.ts";
import { short } from "./short.ts";

type Input = {
  readonly gate: string;
  readonly version: string;
  /** Hash of the plan after the gate: an approval is for exactly this. */
  readonly covers: string;
  /** Ids of the steps it covers, where these are not all behind the gate. */
  readonly steps?: readonly string[];
  readonly candidate: string;
  readonly digests: readonly string[];
  readonly approvals: number;
  readonly from: readonly string[];
  readonly people: readonly InputPerson[];
  readonly noOpenBlockers: boolean;
  /** The candidate on which every blocker must have been closed. */
  readonly blockersFor: string;
  /** What was accepted of each check that is violated; empty texts for those that hold. */
  readonly accepted?: readonly string[];
};

/**
 * Opens a gate: enough people, counted once each, not only those who proposed what is approved, and no blocker left on this candidate.
 * Approvals are bound to the input, so anything that changes what is approved asks again.
 */
export const approve = decision<Input>({
  name: "approve",
  describe: ({ gate, version, candidate }) => `approve the ${gate} of ${version} at ${short(candidate)}`,
  settled: (input, word) => {
    const given = approvers(input.people, input.from, word.approvals);
    const without = missingPeople(input, word, given);
    const alone = without === undefined ? undefined : brokenBy(word, given);
    const missing = (alone === undefined ? without : undefined) ?? missingClosure(input, word.findings);
    if (missing !== undefined) return missing;
    const by = given.map((each) => each.name).join(", ");
    const how = alone === undefined ? "" : `, the glass broken by ${alone.by}: ${alone.reason}`;
    return { is: "settled", evidence: `approved by ${by}${how}${knowing(input)}`, facts: { by, candidate: input.candidate } };
  },
  byHand: ({ gate, version, candidate, digests, approvals, from, people, noOpenBlockers }, { keeps }) => [
    act(
      `${Math.max(1, approvals)} of ${eligible(people, from)
        .map((each) => each.name)
        .join(
          ", ",
        )} must say yes to the ${gate} of ${version}: commit ${candidate}${digests.map((each) => `, image ${each}`).join("")}.${noOpenBlockers ? " No blocker may be open." : ""} Write down who said so.`,
    ),
    run(...keptWord(keeps("candidate"), candidate)),
  ],
});

/** A captain who broke the glass and stands by it needs nobody else; everything that is no person's word still holds. */
const brokenBy = ({ glass }: Word, given: readonly InputPerson[]): Word["glass"] =>
  given.some((each) => each.name === glass?.by && each.roles.includes("captain")) ? glass : undefined;

type Open = Extract<Settled, { readonly is: "open" }>;

const missingPeople = (input: Input, word: Word, given: readonly InputPerson[]): Open | undefined => {
  const needed = Math.max(1, input.approvals);
  const closed = circlesOf(input, word).filter(({ names }) => given.every((each) => isAmong(each, names, input.people)));
  if (given.length >= needed && closed.length === 0) return undefined;
  // The last approval needed must not come from the same circle when all others did.
  const barred = given.length >= needed - 1 ? closed : [];
  const names = given.map((each) => each.name);
  const waitsFor = eligible(input.people, input.from)
    .filter((each) => ![names, ...barred.map((circle) => circle.names)].some((some) => isAmong(each, some, input.people)))
    .map((each) => each.name);
  const count = [`${given.length} of ${needed}`, ...barred.map(({ did }) => `somebody who did not ${did} must approve`)].join("; ");
  return { is: "open", ask: `Approve with: signalbox approve ${input.version} ${input.gate} (${count})${knowing(input)}`, waitsFor };
};

/** A check that somebody accepted is part of what is approved, so it is said to whoever approves. */
const knowing = ({ accepted = [] }: Input): string => {
  const violated = accepted.filter((each) => each !== "");
  return violated.length === 0 ? "" : `, although: ${violated.join("; ")}`;
};

/** People who must not approve only among themselves, with what they have in common. */
const circlesOf = ({ accepted = [] }: Input, word: Word): readonly { readonly names: readonly string[]; readonly did: string }[] => {
  const acceptors = word.accepted.filter(({ found }) => accepted.includes(found)).map(({ by }) => by);
  return [
    { names: word.proposers, did: "propose it" },
    ...(acceptors.length === 0 ? [] : [{ names: acceptors, did: "accept a violated check" }]),
  ];
};

const missingClosure = ({ noOpenBlockers, blockersFor, version }: Input, findings: readonly Finding[]): Open | undefined => {
  if (!noOpenBlockers) return undefined;
  const open = findings.filter((each) => each.severity === "blocker" && each.closed?.candidate !== blockersFor);
  if (open.length === 0) return undefined;
  const which = open.map((each) => `${each.id} (${each.closed === undefined ? "open" : `closed on ${short(each.closed.candidate)} only`})`);
  return {
    is: "open",
    ask: `Blockers must be closed on ${short(blockersFor)}: ${which.join(", ")}; close with: signalbox finding close ${version} ID --resolution TEXT`,
    waitsFor: [...new Set(open.map((each) => each.owner))],
  };
};
