import type { ItemWhere } from "../domain/value-path.ts";
import { quoted } from "./refusal.ts";

/** The one of the found items that a selector means, or what is there instead, in plain words. */
export const selectedItem = <T>(found: readonly T[], { key, is }: ItemWhere): { readonly item: T } | string => {
  const [item, second] = found;
  if (item === undefined) return `no item whose ${key} is ${quoted(is)}`;
  return second === undefined ? { item } : `${found.length} items whose ${key} is ${quoted(is)}`;
};
