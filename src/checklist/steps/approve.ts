import { decision, type Settled } from "../../domain/step.ts";
import type { Finding, Word } from "../../domain/word.ts";
import { approvers, eligible, type InputPerson, isAmong } from "./quorum.ts";
import { short } from "./short.ts";

type Input = {
  readonly gate: string;
  readonly version: string;
  /** Hash of the plan after the gate: an approval is for exactly this. */
  readonly covers: string;
  readonly candidate: string;
  readonly digests: readonly string[];
  readonly approvals: number;
  readonly from: readonly string[];
  readonly people: readonly InputPerson[];
  readonly noOpenBlockers: boolean;
  /** The candidate on which every blocker must have been closed. */
  readonly blockersFor: string;
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
    const missing = missingPeople(input, word, given) ?? missingClosure(input, word.findings);
    if (missing !== undefined) return missing;
    const by = given.map((each) => each.name).join(", ");
    return { is: "settled", evidence: `approved by ${by}`, facts: { by, candidate: input.candidate } };
  },
});

type Open = Extract<Settled, { readonly is: "open" }>;

const missingPeople = (input: Input, word: Word, given: readonly InputPerson[]): Open | undefined => {
  const needed = Math.max(1, input.approvals);
  const isProposer = (person: InputPerson): boolean => isAmong(person, word.proposers, input.people);
  const onlyProposers = given.every(isProposer);
  if (given.length >= needed && !onlyProposers) return undefined;
  // The last approval needed must not come from a proposer when all others did.
  const othersOnly = onlyProposers && given.length >= needed - 1;
  const names = given.map((each) => each.name);
  const waitsFor = eligible(input.people, input.from)
    .filter((each) => !isAmong(each, names, input.people) && !(othersOnly && isProposer(each)))
    .map((each) => each.name);
  const count = `${given.length} of ${needed}${othersOnly ? "; somebody who did not propose it must approve" : ""}`;
  return { is: "open", ask: `Approve with: signalbox approve ${input.version} ${input.gate} (${count})`, waitsFor };
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
