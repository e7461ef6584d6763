import { expect, test } from "vitest";
import { fillTemplate } from "../domain/template.ts";
import { versionNames } from "../domain/version-names.ts";
import { runtimeZones } from "../host/zones.ts";
import { parseConfig } from "./parse-config.ts";
import { spellingsExample } from "./spellings-page.ts";

const zones = runtimeZones();

test("the places that the page shows are a configuration, and each says what is written there", () => {
  const text = `train: example\npeople: { ana: { roles: [captain] } }\nrepository: { github: example/app }\nsync: {}\n${spellingsExample}`;
  const parsed = parseConfig(text, () => undefined, zones.isZone, zones.names);
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  const said = spellingsExample
    .split("\n")
    .filter((line) => line.startsWith("  - "))
    .map((line) => line.slice(line.lastIndexOf("# ") + 2));
  const names = { ...versionNames("3.5.0"), day: "2025-07-14" };
  expect(parsed.train.versionFiles.map(({ to }) => fillTemplate(to, names))).toEqual(said);
});
