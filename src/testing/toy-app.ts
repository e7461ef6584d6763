import type { AppParts } from "../app/parts.ts";
import { decisionKinds } from "../checklist/steps/decisions.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { Train } from "../domain/train.ts";
import { runtimeZones } from "../host/zones.ts";
import { openMemoryArtifacts } from "./memory-artifacts.ts";
import { sampleTrain } from "./sample-train.ts";
import type { ToyRelease } from "./toy-release.ts";

/** The sample train under the toy releases' name. */
export const toyTrain: Train = { ...sampleTrain, name: "toy" };

/** What app verbs work with, around a toy release. Ports that a test does not give must not be asked. */
export const toyApp = (
  { journal, world }: Pick<ToyRelease, "journal" | "world">,
  actor: string,
  more: Partial<AppParts> = {},
): AppParts => ({
  train: toyTrain,
  configuration: "c0ffee",
  journal,
  clock: world.clock,
  kinds: new Map([...world.kinds, ...decisionKinds]),
  boundaries: { cross: async () => {} },
  owner: "here:1",
  mayBeAlive: () => false,
  stopping: () => false,
  lacks: () => false,
  actor,
  onEvent: () => {},
  onReading: () => {},
  ...more,
  ports: { zones: runtimeZones(), artifacts: openMemoryArtifacts(), ...more.ports } as unknown as Ports,
});
