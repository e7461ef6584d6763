import type { AppParts } from "../app/parts.ts";
import { addDuration, compareInstants, duration, type Instant } from "../domain/instant.ts";
import type { Journal } from "../domain/ports/journal.ts";
import { absent, present } from "../domain/step.ts";
import { toyApp } from "./toy-app.ts";
import { started, toyPlan } from "./toy-release.ts";
import { openToyWorld, type ToyWorld } from "./toy-world.ts";

/** Many toy releases of one train under way in one store, each with as many stops: a wait until the train's hour, then an effect. */
export interface ManyReleases {
  readonly parts: AppParts;
  readonly world: ToyWorld;
  readonly versions: readonly string[];
  /** The thing that a release makes at a stop. */
  readonly thing: (version: string, stop: number) => string;
}

/** Begins them; the wait of stop `n` holds from the n-th hour on. */
export const beginMany = async (journal: Journal, count: number, stops: number): Promise<ManyReleases> => {
  const world = openToyWorld();
  const versions = Array.from({ length: count }, (_, at) => `1.30.${at + 1}`);
  const begin = world.clock.now();
  const thing = (version: string, stop: number): string => `${version} stop ${stop}`;
  for (const version of versions) {
    const items = Array.from({ length: stops }, (_, at) => at + 1).flatMap((stop) => [
      [`wait-${stop}`, { kind: "look", input: { what: `hour ${stop}` }, after: stop === 1 ? [] : [`make-${stop - 1}`] }] as const,
      [`make-${stop}`, { kind: "marked", input: { what: thing(version, stop) }, after: [`wait-${stop}`] }] as const,
    ]);
    const plan = { ...toyPlan(Object.fromEntries(items)), version };
    const events = started(plan).map((event) => (event.is === "release-started" ? { ...event, version } : event));
    await journal.append(
      `toy/${version}`,
      0,
      events.map((event) => ({ at: begin, actor: "ana", event })),
    );
  }
  for (let stop = 1; stop <= stops; stop += 1) {
    const from = addDuration(begin, duration(`${stop}h`));
    world.looks.set(`hour ${stop}`, () => (isBefore(world, from) ? absent : present(`hour ${stop}`)));
  }
  return { parts: toyApp({ journal, world }, "ana"), world, versions, thing };
};

const isBefore = (world: ToyWorld, moment: Instant): boolean => compareInstants(world.clock.now(), moment) < 0;
