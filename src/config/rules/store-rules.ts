import { shortly } from "../complaint.ts";
import { rule } from "./rule.ts";

/** What the git connector will accept as an address, said while the configuration is read; a test holds both places against each other. */
export const storeCanBeReached = rule(["store"], ({ store }) => {
  if (store === undefined || store === "git") return [];
  const expected = unsafeStore(store);
  return expected === undefined ? [] : [{ path: ["store"], found: shortly(store), expected }];
});

export const unsafeStore = (address: string): string | undefined => {
  if (/[\p{Cc}\s]|^-/u.test(address)) return "an address without white space that does not begin with a dash";
  if (/^[a-z0-9+.-]*::/i.test(address)) return "an address, not a program for git to run";
  if (/^https:\/\//.test(address))
    return /^https:\/\/[^\s/@?#]+\/[^\s?#]+$/.test(address) && URL.canParse(address)
      ? undefined
      : "an https:// address without a user name or password; tokens come from the environment";
  if (address.includes("://"))
    return /^ssh:\/\/(?:[\w.-]+@)?[A-Za-z0-9][\w.-]*(?::\d+)?\/./.test(address) ? undefined : "an address with https:// or ssh://";
  return undefined;
};
