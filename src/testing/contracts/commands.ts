import { expect } from "vitest";
import type { Commands } from "../../domain/ports/environments.ts";
import type { Bench, ContractCase } from "./contract.ts";

/** An adapter of the port, and what its commands were seen to get. */
export interface CommandsBench extends Bench {
  readonly commands: Commands;
  /** How a command begins that works, whatever follows. */
  readonly works: readonly string[];
  /** A command that does something, one that looks whether it was done, and one that cannot tell. */
  readonly does: readonly string[];
  readonly looks: readonly string[];
  readonly unclear: readonly string[];
  /** A command that fails. */
  readonly fails: readonly string[];
  /** What the working command was given each time: what followed its beginning, and the names of its variables, sorted. */
  readonly given: () => Promise<readonly { readonly argv: readonly string[]; readonly environment: readonly string[] }[]>;
}

/** What every adapter of `Commands` promises. */
export const commandsContract: readonly ContractCase<CommandsBench>[] = [
  {
    name: "arguments arrive as they are, whatever a shell would make of them",
    run: async ({ commands, works, given }) => {
      const hostile = ["$(touch pwned)", "a b", "`id`", "; exit 1", "--x=y", "*", "", "ü\n%0a", '"quoted"', "\\", "| cat", "> pwned"];
      const { receipt } = await commands.run({ argv: [...works, ...hostile], environment: {} });
      expect(receipt).not.toBe("");
      expect((await given()).map(({ argv }) => argv)).toEqual([hostile]);
    },
  },
  {
    name: "only the variables that were declared are seen",
    run: async ({ commands, works, given }) => {
      await commands.run({ argv: [...works], environment: { REGION: "eu", DEPLOY_TOKEN: "canary" } });
      expect((await given()).map(({ environment }) => environment)).toEqual([["DEPLOY_TOKEN", "REGION"]]);
    },
  },
  {
    name: "a credential is seen as a variable; without it nothing is run",
    run: async ({ commands, works, given }) => {
      await commands.run({ argv: [...works], environment: { REGION: "eu" }, secrets: ["NOTIFY_TOKEN"] });
      expect((await given()).map(({ environment }) => environment)).toEqual([["NOTIFY_TOKEN", "REGION"]]);
      const without = commands.run({ argv: [...works], environment: {}, secrets: ["OTHER_TOKEN"] });
      await expect(without).rejects.toMatchObject({ code: "TOKEN_MISSING" });
      expect(await given()).toHaveLength(1);
    },
  },
  {
    name: "a look says yes once it was done, no before, and nothing where it cannot tell",
    run: async ({ commands, does, looks, unclear }) => {
      expect(await commands.ask({ argv: looks, environment: {} })).toBe(false);
      await commands.run({ argv: does, environment: {} });
      expect(await commands.ask({ argv: looks, environment: {} })).toBe(true);
      await expect(commands.ask({ argv: unclear, environment: {} })).rejects.toMatchObject({ name: "ReleaseError" });
    },
  },
  {
    name: "a program is found before it is needed, and nothing is run for it",
    run: async ({ commands, does, given }) => {
      expect(await commands.has(does[0] ?? "")).toBe(true);
      expect(await commands.has("./no-such-program")).toBe(false);
      expect(await given()).toEqual([]);
    },
  },
  {
    name: "a command that fails is an error, and tells no value of a variable",
    run: async ({ commands, fails }) => {
      const error = await commands.run({ argv: fails, environment: { DEPLOY_TOKEN: "canary" } }).catch((cause: unknown) => cause);
      expect(error).toMatchObject({ name: "ReleaseError" });
      expect(JSON.stringify([String(error), error])).not.toContain("canary");
    },
  },
  {
    name: "a command runs as often as it is asked for",
    run: async ({ commands, works, given }) => {
      await commands.run({ argv: [...works, "1"], environment: {} });
      await commands.run({ argv: [...works, "2"], environment: {} });
      expect((await given()).map(({ argv }) => argv)).toEqual([["1"], ["2"]]);
    },
  },
  {
    name: "what cannot be a command is refused, and nothing is run",
    run: async ({ commands, works, given }) => {
      for (const argv of [[], [""], [...works, "a\0b"]]) {
        await expect(commands.run({ argv, environment: {} })).rejects.toMatchObject({ code: "REFUSED", explanation: { retry: "never" } });
      }
      await expect(commands.run({ argv: works, environment: { "A=B": "x" } })).rejects.toMatchObject({ code: "REFUSED" });
      expect(await given()).toEqual([]);
    },
  },
];
