import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runtimeZones } from "../host/zones.ts";
import { parseConfig } from "./parse-config.ts";

const folder = join(import.meta.dirname, "../../examples/posthog");
const read = (file: string): string | undefined => readFileSync(join(folder, file), "utf8");
const zones = runtimeZones();

test("the handbook page is accepted, without a warning", () => {
  const parsed = parseConfig(readFileSync(join(folder, "signalbox.yaml"), "utf8"), read, zones.isZone, zones.names);
  expect(parsed).toMatchObject({ is: "train", warnings: [] });
});
