import type { Phase } from "./plan.ts";

/** A release as a page with boxes: where every item stands, and what people can do about it. Texts are hostile. */
export interface Checklist {
  readonly train: string;
  readonly version: string;
  readonly captain: string;
  readonly days: { readonly freeze: string; readonly planned: string } | undefined;
  /** Where it stands, in a few words. */
  readonly stands: string;
  /** When something wants to be looked at again. */
  readonly next: string | undefined;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistItem {
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly pointOfNoReturn: boolean;
  readonly is: "done" | "skipped" | "blocked" | "waiting" | "asks" | "due" | "unknown";
  /** Evidence of what is done, the reason of what is left out, why it waits. */
  readonly says: string;
  /** What people are asked. */
  readonly asks: readonly ChecklistAsk[];
  /** What a tick of its box stands for: it changes with what the item is made of, so that no old tick counts for something new. */
  readonly tick: string | undefined;
}

export interface ChecklistAsk {
  readonly whom: readonly string[];
  readonly since: string;
  readonly says: string;
  readonly commands: readonly string[];
}
