import { explain } from "../domain/errors.ts";
import type { Train } from "../domain/train.ts";
import { announcedFacts } from "./facts/announced.ts";
import { countedFacts } from "./facts/counted.ts";
import type { ClosedWorld, Fact } from "./facts/fact.ts";
import { imageFacts } from "./facts/images.ts";
import { pullFacts } from "./facts/pulls.ts";
import { refFacts } from "./facts/refs.ts";
import { runningFacts } from "./facts/running.ts";

/** Every fact that a world of this train has and that can be changed to see whether it is noticed; names are unique. */
export const factsOf = (train: Train): readonly Fact[] => [
  ...refFacts(train),
  ...pullFacts(train),
  ...imageFacts(train),
  ...runningFacts(train),
  ...announcedFacts(train),
  ...countedFacts(train),
];

/** The fact of this name. Raises USAGE with all names where the train has no such fact. */
export const factNamed = (train: Train, name: string): Fact => {
  const facts = factsOf(train);
  const found = facts.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw explain("USAGE", {
    what: `The train ${train.name} has no fact ${JSON.stringify(name.slice(0, 80))}.`,
    next: `Choose one of: ${facts.map((each) => each.name).join(", ")}.`,
  });
};

/** Changes one fact in a closed world. Raises USAGE where the train has no such fact, or the release left nothing of it. */
export const tamper = async (name: string, world: ClosedWorld): Promise<void> => factNamed(world.train, name).flip(world);
