/**
 * `npm run zones`: every zone of Debian's tzdata against the zones of the product, around each change and on every day from 2024 to 2030. Minutes; the
 * test beside `src/host/zones.ts` looks at every change too, and at a day in each quarter. Exit code 0 when only the named zones differ.
 */
import { runtimeZones } from "../src/host/zones.ts";
import { differenceIn, momentsBetween } from "../src/testing/compare-zones.ts";
import { part } from "../src/testing/system-parts.ts";
import { end, readSystemZones, start } from "../src/testing/system-zones.ts";
import { zonesChangedBetween } from "../src/testing/zone-changes.ts";

const main = (): number => {
  if (!part("tzdata").present) {
    console.error("Wants Debian's tzdata and zdump: install them with .ci/parts.");
    return 2;
  }
  const zones = runtimeZones();
  const system = readSystemZones();
  const named = zonesChangedBetween(system.release, zones.rules);
  const moments = momentsBetween(start, end, 1);
  console.log(`Debian has ${system.release}, the runtime ${zones.rules}: ${named.length === 0 ? "no zone" : named.join(", ")} may differ.`);
  let unnamed = 0;
  let differing = 0;
  const compared = system.zones.filter(({ name }) => name !== "Factory");
  for (const zone of compared) {
    const found = differenceIn(zones, zone, moments);
    if (found === undefined) continue;
    differing += 1;
    if (!named.includes(zone.name)) unnamed += 1;
    console.log(`${zone.name.padEnd(32)} ${named.includes(zone.name) ? "as named" : "NOT NAMED"}  ${found}`);
  }
  const changes = compared.flatMap(({ transitions }) => transitions).length;
  console.log(
    `zones ${compared.length}, changes ${changes}, moments ${moments.length} each: ${differing} differ, ${unnamed} of them not named`,
  );
  return unnamed === 0 && differing === named.length ? 0 : 1;
};

process.exitCode = main();
