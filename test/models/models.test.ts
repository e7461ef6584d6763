import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { testWith } from "../../src/testing/test-with.ts";

/** What spin found in every state that a model can reach: nothing, or the assertion that a state breaks. */
type Verdict =
  | "holds"
  | "applied <= 1"
  | "!done || applied == 1"
  | "applied <= 1 || warned"
  | "doneEntries <= 1"
  | "launches <= 1"
  | "quorum";

const model = (name: string): string => join(import.meta.dirname, `${name}.pml`);

const check = (name: string, defines: Readonly<Record<string, number | true>>): Verdict => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-model-"));
  const run = (program: string, ...argv: readonly string[]): string =>
    execFileSync(program, argv, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 280_000 });
  try {
    run("spin", "-a", ...Object.entries(defines).map(([key, value]) => (value === true ? `-D${key}` : `-D${key}=${value}`)), model(name));
    run("gcc", "-O1", "-DSAFETY", "-w", "-DMEMLIM=1500", "-o", "pan", "pan.c");
    const said = run("./pan", "-m100000", "-E");
    // An exhausted search depth or memory would be no proof.
    expect(said).not.toMatch(/max search depth too small|out of memory|Warning: Search not completed(?![\s\S]*errors: 1)/);
    return verdictOf(said);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const verdictOf = (said: string): Verdict => {
  if (/errors: 0/.test(said)) return "holds";
  const broken = /assertion violated \((.*)\) \(at depth/.exec(said)?.[1]?.replaceAll(/[()]/g, "");
  const known: Readonly<Record<string, Verdict>> = {
    "applied<=1": "applied <= 1",
    "!done||applied==1": "!done || applied == 1",
    "applied<=1||warned": "applied <= 1 || warned",
    "doneEntries<=1": "doneEntries <= 1",
    "launches<=1": "launches <= 1",
    "launches==0||quorumAtLaunch>=2": "quorum",
  };
  const verdict = known[broken?.replaceAll(" ", "") ?? ""];
  if (verdict === undefined) throw new Error(said);
  return verdict;
};

const keyed = { CLASS: 0, INTENT: 1, SETTLE: 2, LOOKS: 2, RESEND: 0, BEYOND: 0 };
const marked = { ...keyed, CLASS: 1 };
const blind = { ...keyed, CLASS: 2 };

describe("one effect, at most two deaths, requests applied after they were given up", () => {
  const rows: readonly (readonly [string, Readonly<Record<string, number>>, Verdict])[] = [
    ["keyed", keyed, "holds"],
    ["keyed, with neither settle time nor second look", { ...keyed, SETTLE: 0, LOOKS: 1 }, "holds"],
    ["keyed, without an intent", { ...keyed, INTENT: 0 }, "holds"],
    ["keyed, applied later than declared", { ...keyed, BEYOND: 1 }, "holds"],
    ["marked", marked, "holds"],
    ["marked, without an intent", { ...marked, INTENT: 0 }, "applied <= 1"],
    ["marked, without settle time", { ...marked, SETTLE: 0 }, "applied <= 1"],
    ["marked, with one look that may lag", { ...marked, LOOKS: 1 }, "applied <= 1"],
    ["marked, with one look when nothing lags any more", { ...marked, LOOKS: 1, SETTLE: 3 }, "holds"],
    ["marked, applied later than declared", { ...marked, BEYOND: 1 }, "applied <= 1"],
    ["blind, parked on an unknown outcome", blind, "holds"],
    ["blind, applied later than declared", { ...blind, BEYOND: 1 }, "holds"],
    ["blind, without an intent", { ...blind, INTENT: 0 }, "applied <= 1"],
    ["blind, sent again on an unknown outcome", { ...blind, RESEND: 1 }, "applied <= 1"],
    ["keyed, with its outcome recorded before it is sent", { ...keyed, OUTCOME_FIRST: 1 }, "!done || applied == 1"],
    ["marked, with its outcome recorded before it is sent", { ...marked, OUTCOME_FIRST: 1 }, "!done || applied == 1"],
  ];
  for (const [name, defines, verdict] of rows)
    testWith(["spin", "gcc"], `${name}: ${verdict}`, () => expect(check("effect", defines)).toBe(verdict), 120_000);
});

describe("a driver that takes over from one that is not dead", () => {
  const fenced = { CLASS: 1, FENCE_INTENT: 1, FENCE_OUTCOME: 1, FREEZE: 1, RECOUNT: 1 };
  const rows: readonly (readonly [string, Readonly<Record<string, number | true>>, Verdict])[] = [
    ["a keyed effect is never applied twice, fenced or not", { ...fenced, CLASS: 0, FENCE_INTENT: 0, NEVER_TWICE: true }, "holds"],
    ["a marked one is, by a zombie between its intent and its request", { ...fenced, NEVER_TWICE: true }, "applied <= 1"],
    ["which is never unseen, because applications are counted", { ...fenced, NEVER_UNSEEN: true }, "holds"],
    ["and would be if they were not", { ...fenced, RECOUNT: 0, NEVER_UNSEEN: true }, "applied <= 1 || warned"],
    ["a zombie that stood still before its intent is stopped by the epoch", { ...fenced, FREEZE: 2, NEVER_TWICE: true }, "holds"],
    ["and would not be without it", { ...fenced, FREEZE: 2, FENCE_INTENT: 0, NEVER_TWICE: true }, "applied <= 1"],
    ["a server that knew the epoch would stop every zombie", { ...fenced, FREEZE: 0, NEVER_TWICE: true }, "holds"],
    ["one outcome is recorded", { ...fenced, ONE_OUTCOME: true }, "holds"],
    ["and two would be without the epoch", { ...fenced, FENCE_OUTCOME: 0, ONE_OUTCOME: true }, "doneEntries <= 1"],
  ];
  for (const [name, defines, verdict] of rows)
    testWith(["spin", "gcc"], `${name}: ${verdict}`, () => expect(check("hand-over", defines)).toBe(verdict), 120_000);
});

describe("two approvals, a candidate that changes, two drivers at the gate", () => {
  const careful = { CAS: 1, VOID: 1, RECHECK: 0, PEOPLE: 1 };
  const rows: readonly (readonly [string, Readonly<Record<string, number>>, Verdict])[] = [
    ["launches once, with a quorum of people for what is launched", careful, "holds"],
    ["so it does when approvals are counted again instead of voided", { ...careful, VOID: 0, RECHECK: 1 }, "holds"],
    ["not when approvals survive a change", { ...careful, VOID: 0 }, "quorum"],
    ["not when approvals are counted, not people", { ...careful, PEOPLE: 0 }, "quorum"],
    ["not when an append is taken behind whatever stands there", { ...careful, CAS: 0 }, "quorum"],
    ["not even when approvals are counted again then", { ...careful, CAS: 0, RECHECK: 1 }, "quorum"],
  ];
  for (const [name, defines, verdict] of rows)
    testWith(["spin", "gcc"], `${name}: ${verdict}`, () => expect(check("launch", defines)).toBe(verdict), 300_000);
});
