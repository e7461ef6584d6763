import { describe, expect, test } from "vitest";
import type { Finding, Word } from "../../domain/word.ts";
import { approve } from "./approve.ts";

const people = [
  { name: "ana", roles: ["captain"], github: "ana-codes" },
  { name: "ben", roles: ["release-team"], github: "ben" },
  { name: "cleo", roles: ["release-team"], github: "" },
  { name: "dan", roles: ["marketing"], github: "dan" },
  // A second account in the configuration of the same human.
  { name: "ana-2", roles: ["release-team"], github: "Ana-Codes" },
];

const candidate = "c1".repeat(20);

const input = {
  gate: "launch",
  version: "1.30.0",
  covers: "h",
  candidate,
  digests: [],
  approvals: 2,
  from: ["captain", "release-team"],
  people,
  noOpenBlockers: true,
  blockersFor: candidate,
};

const word = (more: Partial<Word> = {}): Word => ({
  approvals: [],
  marks: [],
  sessions: [],
  findings: [],
  proposers: [],
  accepted: [],
  ...more,
});

const finding = (more: Partial<Finding>): Finding => ({
  id: "F1",
  severity: "blocker",
  text: "cannot sign in",
  owner: "cleo",
  raisedBy: "ben",
  raisedOn: candidate,
  closed: undefined,
  ...more,
});

const closedOn = (commit: string) => ({ resolution: "fixed", by: "ben", candidate: commit });

interface Cell {
  readonly when: string;
  readonly approvals: readonly string[];
  readonly proposers?: readonly string[];
  readonly needed?: number;
  readonly findings?: readonly Finding[];
  readonly noOpenBlockers?: boolean;
  readonly people?: typeof people;
  /** Who approved, or whom it waits for. */
  readonly settledBy?: string;
  readonly waitsFor?: readonly string[];
}

const withoutRole = (name: string) => people.map((each) => (each.name === name ? { ...each, roles: [] } : each));

const cells: readonly Cell[] = [
  { when: "nobody has approved", approvals: [], waitsFor: ["ana", "ben", "cleo"] },
  { when: "two people approved", approvals: ["ana", "ben"], settledBy: "ana, ben" },
  { when: "three people approved", approvals: ["cleo", "ben", "ana"], settledBy: "ana, ben, cleo" },
  { when: "two of one role approved", approvals: ["ben", "cleo"], settledBy: "ben, cleo" },
  { when: "one of two approved", approvals: ["ben"], waitsFor: ["ana", "cleo"] },
  { when: "the same person is named twice", approvals: ["ben", "ben"], waitsFor: ["ana", "cleo"] },
  { when: "one human approved with two accounts", approvals: ["ana", "ana-2"], waitsFor: ["ben", "cleo"] },
  { when: "the second account stands for its human", approvals: ["ana-2", "ben"], settledBy: "ben, ana-2" },
  { when: "a bot approved", approvals: ["ana", "renovate[bot]"], waitsFor: ["ben", "cleo"] },
  { when: "somebody unknown approved", approvals: ["ana", "eve"], waitsFor: ["ben", "cleo"] },
  { when: "an account of the forge stands where a name belongs", approvals: ["ana-codes", "ben"], waitsFor: ["ana", "cleo"] },
  { when: "a name is spelt otherwise", approvals: ["Ana", "ben"], waitsFor: ["ana", "cleo"] },
  { when: "somebody without a role that counts approved", approvals: ["ana", "dan"], waitsFor: ["ben", "cleo"] },
  { when: "a role was taken away", approvals: ["ana", "ben"], people: withoutRole("ben"), waitsFor: ["cleo"] },
  { when: "the proposer and another approved", approvals: ["ana", "ben"], proposers: ["ana"], settledBy: "ana, ben" },
  { when: "the proposer approved first", approvals: ["ana"], proposers: ["ana"], waitsFor: ["ben", "cleo"] },
  { when: "proposer and author of the newest commit approved", approvals: ["ana", "ben"], proposers: ["ana", "ben"], waitsFor: ["cleo"] },
  { when: "the author is known by account only", approvals: ["ana", "ben"], proposers: ["ben", "ANA-CODES"], waitsFor: ["cleo"] },
  { when: "the proposer's second account approved", approvals: ["ana-2", "ben"], proposers: ["ana", "ben"], waitsFor: ["cleo"] },
  {
    when: "proposer, author and one more approved",
    approvals: ["ana", "ben", "cleo"],
    proposers: ["ana", "ben"],
    settledBy: "ana, ben, cleo",
  },
  { when: "one is enough and it is the proposer", approvals: ["ana"], proposers: ["ana"], needed: 1, waitsFor: ["ben", "cleo"] },
  { when: "one is enough and it is another", approvals: ["cleo"], proposers: ["ana"], needed: 1, settledBy: "cleo" },
  { when: "a quorum of none still needs a person", approvals: [], needed: 0, waitsFor: ["ana", "ben", "cleo"] },
  { when: "the only proposer is a bot", approvals: ["ana", "ben"], proposers: ["renovate[bot]"], settledBy: "ana, ben" },
  { when: "a blocker is open", approvals: ["ana", "ben"], findings: [finding({})], waitsFor: ["cleo"] },
  {
    when: "a blocker was closed on this candidate",
    approvals: ["ana", "ben"],
    findings: [finding({ closed: closedOn(candidate) })],
    settledBy: "ana, ben",
  },
  {
    when: "a blocker was closed on an older candidate",
    approvals: ["ana", "ben"],
    findings: [finding({ closed: closedOn("old") })],
    waitsFor: ["cleo"],
  },
  { when: "only a minor finding is open", approvals: ["ana", "ben"], findings: [finding({ severity: "minor" })], settledBy: "ana, ben" },
  { when: "blockers do not count here", approvals: ["ana", "ben"], findings: [finding({})], noOpenBlockers: false, settledBy: "ana, ben" },
];

describe("the launch gate", () => {
  test.each(cells)("$when", ({ approvals, proposers = [], needed = 2, findings = [], ...cell }) => {
    const given = { ...input, approvals: needed, people: cell.people ?? people, noOpenBlockers: cell.noOpenBlockers ?? true };
    const settled = approve.settled(given, word({ approvals, proposers, findings }));
    if (cell.settledBy !== undefined) expect(settled).toMatchObject({ is: "settled", facts: { by: cell.settledBy, candidate } });
    else expect(settled).toMatchObject({ is: "open", waitsFor: cell.waitsFor });
  });

  test("a check that somebody accepted is told to whoever approves, and whoever accepted it does not open the gate alone", () => {
    const knowing = { ...input, accepted: ["", "v1.30.0 beside 1.30.0"] };
    const accepted = [{ by: "cleo", found: "v1.30.0 beside 1.30.0" }];
    const settle = (approvals: number, ...names: readonly string[]) =>
      approve.settled({ ...knowing, approvals }, word({ approvals: names, accepted, proposers: ["ana"] }));
    expect(settle(1, "cleo")).toMatchObject({
      ask: "Approve with: signalbox approve 1.30.0 launch (1 of 1; somebody who did not accept a violated check must approve), although: v1.30.0 beside 1.30.0",
      waitsFor: ["ana", "ben"],
    });
    expect(settle(1)).toMatchObject({ is: "open", waitsFor: ["ben"] });
    expect(settle(1, "ben")).toMatchObject({ evidence: "approved by ben, although: v1.30.0 beside 1.30.0" });
    expect(settle(2, "ana", "cleo")).toMatchObject({ is: "settled" });
    // What was accepted of an earlier finding says nothing about this one.
    const other = [{ by: "ben", found: "release-1.30.0 beside 1.30.0" }];
    expect(approve.settled({ ...input, approvals: 1, accepted: [""] }, word({ approvals: ["ben"], accepted: other }))).toMatchObject({
      evidence: "approved by ben",
    });
  });

  test("says what to type, and when somebody else is needed", () => {
    expect(approve.settled(input, word())).toMatchObject({ ask: "Approve with: signalbox approve 1.30.0 launch (0 of 2)" });
    expect(approve.settled(input, word({ approvals: ["ana"], proposers: ["ana"] }))).toMatchObject({
      ask: "Approve with: signalbox approve 1.30.0 launch (1 of 2; somebody who did not propose it must approve)",
    });
    expect(approve.settled(input, word({ approvals: ["ana", "ben"], findings: [finding({})] }))).toMatchObject({
      ask: "Blockers must be closed on c1c1c1c1c1c1: F1 (open); close with: signalbox finding close 1.30.0 ID --resolution TEXT",
    });
  });
});
