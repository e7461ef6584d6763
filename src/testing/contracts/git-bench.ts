import { expect } from "vitest";
import type { ReleaseError } from "../../domain/errors.ts";
import type { History, Objects, Refs } from "../../domain/ports/git.ts";
import type { GitWorld } from "../git-world.ts";
import type { Bench, ContractCase } from "./contract.ts";

/** What the promises of the git ports are tried on: the ports, and the world behind them. */
export interface GitBench extends Bench {
  readonly refs: Refs;
  readonly objects: Objects;
  readonly history: History;
  readonly world: Pick<GitWorld, "bare" | "grow" | "ledger">;
}

export type GitCase = ContractCase<GitBench>;

/** Who makes things in these tests. */
export const by = { name: "Signalbox", email: "signalbox@example.com", date: 1_637_571_600 };

/** The error that something must raise: its code and whether the outside may have changed. */
export const raised = async (work: Promise<unknown>): Promise<{ readonly code: string; readonly retry: string; readonly text: string }> => {
  try {
    await work;
  } catch (cause) {
    const { code, explanation, message } = cause as ReleaseError;
    return { code, retry: explanation?.retry, text: message };
  }
  return expect.fail("nothing was raised");
};

/** Every ref of the world with its object, to see that nothing changed. */
export const everyRef = ({ world }: GitBench): string => world.bare(["for-each-ref"]);

/** The commit that the world's main branch is at. */
export const mainOf = ({ world }: GitBench): string => world.bare(["rev-parse", "refs/heads/main"]);
