import type { Journal } from "../domain/ports/journal.ts";
import type { Boundaries } from "../engine/driving.ts";
import { Died } from "../wiring/faults/died.ts";

/** The moments of one run at which the process may die. */
export interface Moments {
  /** Passes a moment, or dies there. Once dead it dies at every later one, as a dead process does nothing more. */
  readonly pass: (name: string) => Promise<void>;
  readonly passed: () => readonly string[];
}

/** Moments of a process that dies at the `nth` (from 0), or lives when there is no such. */
export const momentsDyingAt = (nth: number): Moments => {
  const passed: string[] = [];
  return {
    pass: async (name) => {
      if (passed.length > nth) throw new Died(`dead since ${passed[nth]}`);
      passed.push(name);
      if (passed.length > nth) throw new Died(`died at ${name}`);
    },
    passed: () => passed,
  };
};

export const immortal = (): Moments => momentsDyingAt(Number.POSITIVE_INFINITY);

/** Boundaries around effects as moments: `item/step b2`. */
export const boundariesAt = (moments: Moments): Boundaries => ({ cross: ({ step, boundary }) => moments.pass(`${step} ${boundary}`) });

/** A journal before and after each of whose appends the process may die. */
export const journalAt = (moments: Moments, journal: Journal): Journal => ({
  ...journal,
  append: async (release, after, said) => {
    const what = said.map(({ event }) => event.is).join("+");
    await moments.pass(`before ${what}`);
    const entries = await journal.append(release, after, said);
    await moments.pass(`after ${what}`);
    return entries;
  },
});

/** A world that can be opened anew, a run through it, and what must hold after a death and whatever `run` needs to mend it. */
export interface Mortal<World> {
  readonly open: () => Promise<World>;
  /** Goes as far as it can; called again on the same world after a death. */
  readonly run: (world: World, moments: Moments) => Promise<void>;
  readonly check: (world: World, diedAt: string) => Promise<void>;
}

/**
 * Runs once undisturbed to discover every moment, then once for each of them: dies there, runs again undisturbed, checks. Resolves with the
 * moments in order, so that a test can see that there were any.
 */
export const everyBoundary = async <World>({ open, run, check }: Mortal<World>): Promise<readonly string[]> => {
  const discovery = immortal();
  const undisturbed = await open();
  await run(undisturbed, discovery);
  await check(undisturbed, "never");
  for (const [nth, name] of discovery.passed().entries()) {
    const world = await open();
    await run(world, momentsDyingAt(nth)).then(
      () => Promise.reject(new Error(`It should have died at ${name}, moment ${nth}, and did not.`)),
      (error: unknown) => {
        if (!(error instanceof Died)) throw error;
      },
    );
    await run(world, immortal());
    await check(world, `${name} (${nth})`);
  }
  return discovery.passed();
};
