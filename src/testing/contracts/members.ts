import { expect } from "vitest";
import type { ContractCase } from "./contract.ts";
import type { ForgeBench } from "./forge.ts";

/** What every adapter of `Members` promises. */
export const memberCases: readonly ContractCase<ForgeBench>[] = [
  {
    name: "knows a member, however the account is spelt, from somebody else",
    run: async ({ members, organisation }) => {
      expect(await members.isMember(organisation, "ana")).toBe(true);
      expect(await members.isMember(organisation, "Ana")).toBe(true);
      expect(await members.isMember(organisation, "ben")).toBe(false);
      expect(await members.isMember(organisation, "nobody-at-all")).toBe(false);
    },
  },
  {
    name: "does not take what it is not told for somebody from outside",
    run: async ({ members, closed }) => {
      const untold = { code: "TOKEN_REFUSED", explanation: { retry: "never", fault: "world" } };
      for (const login of ["ben", "cleo"]) await expect(members.isMember(closed, login)).rejects.toMatchObject(untold);
    },
  },
  {
    name: "keeps an account of any spelling within its question",
    run: async ({ members, organisation }) => {
      for (const login of ["ana/../ana", "ben/../ana", "ben?x=ana", "dependabot[bot]", "%61na", "é"])
        expect(await members.isMember(organisation, login)).toBe(false);
      for (const login of ["", ".", ".."]) await expect(members.isMember(organisation, login)).rejects.toMatchObject({ code: "BUG" });
    },
  },
  {
    name: "does not take a lost answer for a no",
    run: async ({ members, organisation, breakNextAboutMembers }) => {
      for (const fault of ["lost-after", "500-before", "reset"] as const) {
        breakNextAboutMembers(fault);
        await expect(members.isMember(organisation, "ana")).rejects.toMatchObject({ explanation: { retry: "unknown" } });
      }
    },
  },
];
