import type { RowShown, Scene, SentText } from "../app/rehearse/rehearsal.ts";
import type { AppliedEffect, Notice } from "../domain/ports/world.ts";

/** What `rehearse --json` prints. */
export interface Rehearsed {
  readonly ok: boolean;
  readonly finished: boolean;
  readonly differences: readonly { readonly step: string; readonly found: string }[];
  readonly seconds: number;
  readonly releases: readonly { readonly version: string; readonly plan: string; readonly finishedAt: string }[];
  readonly rows: readonly RowShown[];
  readonly scenes: readonly Scene[];
  readonly notices: readonly Notice[];
  readonly commits: readonly {
    readonly repository: string;
    readonly ref: string;
    readonly commit: string;
    readonly author: string;
    readonly subject: string;
  }[];
  readonly texts: readonly SentText[];
  readonly applied: readonly AppliedEffect[];
  readonly holdings: Holdings;
  readonly report: string;
}

/** What the twins hold, as far as tests look. */
export interface Holdings {
  readonly git: { readonly repositories: Readonly<Record<string, { readonly refs: Readonly<Record<string, string>> }>> };
  readonly registry: Readonly<Record<string, { readonly tags: Readonly<Record<string, string>> }>>;
  readonly slack: Readonly<Record<string, Readonly<Record<string, readonly { readonly text: string }[]>>>>;
  readonly command?: readonly { readonly argv: readonly string[] }[];
}

/** Reads the one document on standard output. */
export const readRehearsed = (out: string): Rehearsed => JSON.parse(out) as Rehearsed;
