import type { Door } from "../domain/ports/host.ts";
import type { Journal } from "../domain/ports/journal.ts";
import type { Boundaries } from "../engine/driving.ts";

/** In production nobody is asked. */
export const openBoundaries: Boundaries = { cross: async () => {} };

/** The address that stands for the question whether a boundary may be crossed; it leads nowhere outside a world. */
export const boundaryAddress = "https://boundary.invalid/cross";

/** Asks the world before every boundary; a world that wants this process dead there kills it instead of answering. */
export const askedBoundaries = (door: Door): Boundaries => ({ cross: (at) => ask(door, at) });

/** Asks the world before and after every append as well: `before intent`, `after intent`. */
export const askedJournal = <Kept extends Journal>(door: Door, journal: Kept): Kept => ({
  ...journal,
  append: async (release, after, said) => {
    const what = said.map(({ event }) => event.is).join("+");
    await ask(door, { step: "journal", boundary: `before ${what}` });
    const entries = await journal.append(release, after, said);
    await ask(door, { step: "journal", boundary: `after ${what}` });
    return entries;
  },
});

const ask = async (door: Door, at: { readonly step: string; readonly boundary: string }): Promise<void> => {
  await door.request({
    system: "boundary",
    method: "POST",
    url: boundaryAddress,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(at),
    // Whoever is stood still at a boundary for long has missed no answer.
    deadline: 600_000,
  });
};
