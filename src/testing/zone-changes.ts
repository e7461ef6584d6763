/**
 * What each release of the time zone database changed for 2024 to 2030, links included. The runtime brings one release and Debian another: on the
 * zones that were changed between the two they differ, and on no other. A new release that changes clocks is a line here.
 */
const changed: Readonly<Record<string, readonly string[]>> = {
  "2025a": ["America/Asuncion"],
  "2025b": ["America/Coyhaique"],
  "2025c": [],
  "2026a": ["Europe/Chisinau", "Europe/Tiraspol"],
  "2026b": ["America/Vancouver", "Canada/Pacific"],
  "2026c": ["Africa/Casablanca", "Africa/El_Aaiun", "America/Edmonton", "America/Yellowknife", "Canada/Mountain"],
  "2026d": ["America/Inuvik"],
};

/** The zones on which two releases differ, sorted. */
export const zonesChangedBetween = (one: string, other: string): readonly string[] => {
  const [older, newer] = one < other ? [one, other] : [other, one];
  return Object.entries(changed)
    .filter(([release]) => release > older && release <= newer)
    .flatMap(([, zones]) => zones)
    .toSorted();
};
