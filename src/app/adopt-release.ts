import { ReleaseError } from "../domain/errors.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { adopt } from "../engine/adopt.ts";
import { release, takeUp } from "../engine/driving.ts";
import type { Seen, Vouching } from "../engine/worth-keeping.ts";
import { findRelease } from "./load-release.ts";
import { withRunbook } from "./make-runbook.ts";
import type { AppParts } from "./parts.ts";
import { requirePerson, requireUnderWay } from "./refuse.ts";
import { startRelease } from "./start-release.ts";
import type { Wish } from "./take-order.ts";

export type { Vouching } from "../engine/worth-keeping.ts";

/** A step as adopting found it. */
export type AdoptedStep = Seen;

/** What adopting a release came to. */
export interface Adoption {
  readonly state: ReleaseState;
  /** Whether there was no record of it before. */
  readonly isNew: boolean;
  readonly seen: readonly AdoptedStep[];
}

/**
 * Picks up a release that people began, or went on with, by hand. Begins its record where there is none, looks at everything, and changes nothing
 * outside. `vouches` takes over what is in conflict as it is, and says that what nobody can see has happened.
 */
export const adoptRelease = async (given: AppParts, wish: Wish, vouches: Vouching): Promise<Adoption> => {
  const person = requirePerson(given.train, given.actor, "adopt a release");
  const known = wish.version === undefined ? undefined : await findRelease(given, wish.version);
  if (known !== undefined) requireUnderWay(known, person.name, "adopt it");
  const state = known ?? (await startRelease(given, wish, { early: true, adopting: true }));
  const parts = withRunbook(given);
  const driving = takeUp(parts, state);
  try {
    const seen = await adopt(driving, { by: vouches, words: `${person.name} takes it over as it is` });
    return { state: driving.state(), isNew: known === undefined, seen };
  } finally {
    await release(driving).catch((error: unknown) => {
      if (!(error instanceof ReleaseError)) throw error;
    });
  }
};
