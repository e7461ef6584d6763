import { parseConfig } from "../config/parse-config.ts";
import { explain } from "../domain/errors.ts";
import type { Train } from "../domain/train.ts";
import { runtimeZones } from "../host/zones.ts";

/** The train that a configuration of `init` is; that `check` would refuse it is a mistake of ours. */
export const trainOf = (yaml: string): Train => {
  const zones = runtimeZones();
  const parsed = parseConfig(
    yaml,
    () => undefined,
    (name) => zones.isZone(name),
    () => zones.names(),
  );
  if (parsed.is === "train") return parsed.train;
  const problems = parsed.problems.map(({ path, found, expected }) => `${path}: found ${found}, expected ${expected}`);
  throw explain("BUG", { what: `init wrote a configuration that check refuses: ${problems.join("; ")}` });
};
