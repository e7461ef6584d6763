import { stringify } from "yaml";
import { parseConfig } from "../../../src/config/parse-config.ts";
import type { ScheduleWords } from "../../../src/domain/parse-schedule.ts";
import type { Problem } from "../../../src/domain/problem.ts";
import type { Schedule } from "../../../src/domain/schedule.ts";
import { runtimeZones } from "../../../src/host/zones.ts";

export type Configured =
  | { readonly is: "schedule"; readonly schedule: Schedule }
  | { readonly is: "refused"; readonly problems: readonly Problem[] };

/** The schedule of a train whose `signalbox.yaml` has these words, read as the product reads it. */
export const configured = (words: ScheduleWords): Configured => {
  const zones = runtimeZones();
  const people = { ana: { roles: ["captain"] }, ben: { roles: ["captain"] } };
  const yaml = stringify({ train: "replayed", people, repository: { github: "example/replayed" }, schedule: words });
  const parsed = parseConfig(yaml, () => undefined, zones.isZone, zones.names);
  return parsed.is === "train" ? { is: "schedule", schedule: parsed.train.schedule } : parsed;
};

export const shown = (problems: readonly Problem[]): string =>
  problems.map(({ path, found, expected }) => `${path}: found ${found}, expected ${expected}`).join("; ");
