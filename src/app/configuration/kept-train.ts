import { canonical, hashOf } from "../../domain/canonical.ts";
import type { Json } from "../../domain/known.ts";
import type { Train } from "../../domain/train.ts";
import type { AppParts } from "../parts.ts";

const name = "train.json";

/** What a configuration means, as data: comments and the order of its lines are no part of it. */
const meaningOf = (train: Train): Json => JSON.parse(JSON.stringify(train)) as Json;

/** The hash of what a configuration means. */
export const trainHash = (train: Train): string => hashOf(meaningOf(train));

/** Keeps what the configuration means beside the journal, so that an edit in the middle of a release can be named. */
export const keepTrain = ({ ports }: Pick<AppParts, "ports">, version: string, train: Train): Promise<void> =>
  ports.artifacts.write(version, name, new TextEncoder().encode(canonical(meaningOf(train))));

/** The train as it was kept; undefined for a release that was begun before trains were kept. */
export const keptTrain = async ({ ports }: Pick<AppParts, "ports">, version: string): Promise<Train | undefined> => {
  const bytes = await ports.artifacts.read(version, name);
  return bytes === undefined ? undefined : (JSON.parse(new TextDecoder().decode(bytes)) as Train);
};

/** The parts of a train that mean something else, by the names of its sections. */
export const sectionsChanged = (before: Train, after: Train): readonly string[] => {
  const [old, now] = [before, after].map((each) => new Map(Object.entries(each as unknown as Readonly<Record<string, Json>>)));
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  return names
    .filter((each) => canonical(old?.get(each) ?? null) !== canonical(now?.get(each) ?? null))
    .map((each) => spelt[each] ?? each.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
    .sort();
};

/** Where a section is called otherwise than the part of the train that it becomes. */
const spelt: Readonly<Record<string, string>> = {
  name: "train",
  zone: "schedule.time-zone",
  launchAt: "schedule.launch-at",
  slack: "announce.slack",
  newsletter: "announce.newsletter",
  launchGate: "gates.launch",
};
