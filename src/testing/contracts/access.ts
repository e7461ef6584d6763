import { expect } from "vitest";
import type { ContractCase } from "./contract.ts";
import { type ForgeBench, unknownOutcome } from "./forge.ts";

/** What every adapter of `ForgeAccess` promises. */
export const accessCases: readonly ContractCase<ForgeBench>[] = [
  {
    name: "tells whose credential it is, what it may do, when it ends, and what time it is there",
    run: async ({ access, readerAccess }) => {
      expect(await access.credential()).toEqual({
        login: "signalbox-bot",
        scopes: ["repo", "read:org"],
        expires: "2021-12-24T08:00:00Z",
        at: "2021-11-26T09:00:00Z",
      });
      expect(await readerAccess.credential()).toMatchObject({ login: "ben", scopes: undefined, expires: undefined });
    },
  },
  {
    name: "tells what may be pushed, and nothing of a repository that it may not see",
    run: async ({ access, readerAccess, repository, hidden }) => {
      expect(await access.may(repository)).toEqual({ push: true, archived: false });
      expect(await readerAccess.may(repository)).toEqual({ push: false, archived: false });
      expect(await access.may(hidden)).toBeUndefined();
    },
  },
  {
    name: "knows an account and an organisation from nobody, however they are spelt",
    run: async ({ access, members, organisation }) => {
      expect(await access.isAccount("ana")).toBe(true);
      expect(await access.isAccount("ANA")).toBe(true);
      expect(await access.isAccount("nobody-at-all")).toBe(false);
      expect(await members.exists(organisation)).toBe(true);
      expect(await members.exists(`${organisation}e`)).toBe(false);
      await expect(members.exists("..")).rejects.toMatchObject({ code: "BUG" });
    },
  },
  {
    name: "tells the rules in force over branches from those over tags, and whom they bind",
    run: async ({ access, readerAccess, repository, rule }) => {
      const tags = { target: "tag", include: ["refs/tags/*"] } as const;
      await rule({ ...tags, name: "tags stay", rules: ["update", "deletion"], enforcement: "active" });
      await rule({ ...tags, name: "no tags", rules: ["creation"], enforcement: "evaluate" });
      await rule({ name: "signed", target: "branch", include: ["~ALL"], rules: ["required_signatures"], enforcement: "active" });
      const stay = { name: "tags stay", target: "tag", include: ["refs/tags/*"], exclude: [], rules: ["update", "deletion"] };
      expect(await access.rules(repository, "tag")).toEqual([{ ...stay, binds: false }]);
      expect(await readerAccess.rules(repository, "tag")).toEqual([{ ...stay, binds: true }]);
      expect(await access.rules(repository, "branch")).toMatchObject([{ name: "signed", rules: ["required_signatures"] }]);
    },
  },
  {
    name: "does not take what it may not see for something without rules",
    run: async ({ access, hidden }) => {
      await expect(access.rules(hidden, "tag")).rejects.toMatchObject({ code: "NOT_FOUND" });
    },
  },
  {
    name: "knows where a published release page can still be changed",
    run: async ({ access, repository, immutable }) => {
      expect(await access.immutableReleases(repository)).toBe(false);
      expect(await access.immutableReleases(immutable)).toBe(true);
    },
  },
  {
    name: "does not take a lost answer for a no",
    run: async ({ access, breakNextAboutAccounts }) => {
      for (const fault of ["lost-after", "500-before", "reset"] as const) {
        breakNextAboutAccounts(fault);
        await expect(access.isAccount("ana")).rejects.toMatchObject(unknownOutcome);
      }
    },
  },
];
