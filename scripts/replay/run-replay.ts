import { openCaseWorlds } from "./case-world.ts";
import type { Measure } from "./measure.ts";
import { type ReplayCase, readCases } from "./read-case.ts";

/** What one measure said of one case. */
export interface Judged {
  readonly measure: string;
  readonly case: string;
  /** Empty when it is right. */
  readonly differs: readonly string[];
  readonly remarks: readonly string[];
}

export interface ReplayOptions {
  readonly folder: string;
  readonly measures: readonly Measure[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Which cases, by id. */
  readonly only: (id: string) => boolean;
  /** Told after each case, in order. */
  readonly onCase: (of: ReplayCase, judged: readonly Judged[]) => void;
}

/** Judges every case of a folder by every measure that applies to it. A measure that throws has not been met. */
export const runReplay = async ({ folder, measures, environment, only, onCase }: ReplayOptions): Promise<readonly Judged[]> => {
  const all: Judged[] = [];
  for (const each of readCases(folder).filter(({ id }) => only(id))) {
    const worlds = openCaseWorlds(environment);
    try {
      const world = worlds.of(each);
      const judged: Judged[] = [];
      for (const measure of measures.filter(({ applies }) => applies(each))) {
        const differs = await measure.judge(each, world).catch((error: unknown) => [`failed: ${String(error)}`]);
        judged.push({ measure: measure.name, case: each.id, differs, remarks: measure.remarks?.(each) ?? [] });
      }
      onCase(each, judged);
      all.push(...judged);
    } finally {
      worlds.close();
    }
  }
  return all;
};
