import { countsOf, type FaultRehearsal } from "../app/faults/fault-rehearsal.ts";

/** What `rehearse --faults --json` prints; `faults-schema.ts` describes it. */
export const faultsJson = (rehearsal: FaultRehearsal, report: string): Readonly<Record<string, unknown>> => {
  const { cells, effects, ...rest } = rehearsal;
  const counts = countsOf(cells);
  return {
    ok: counts.red === 0,
    ...rest,
    effects: effects.map(({ id, title, class: sort }) => ({ id, title, class: sort })),
    counts: { cells: cells.length, ...counts },
    cells: cells.map(({ outcome, ...cell }) => ({ ...cell, ...outcome })),
    report,
  };
};
