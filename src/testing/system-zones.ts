import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A moment at which a zone's distance from UTC becomes another one. Milliseconds since 1970, and minutes. */
export interface Transition {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** Clocks of one zone from `start` to `end`. */
export interface SystemZone {
  readonly name: string;
  /** Distance from UTC at the start, in minutes. */
  readonly offset: number;
  readonly transitions: readonly Transition[];
}

/** The time zone database of this machine, as Debian's tzdata ships it. */
export interface SystemZones {
  /** Such as `2025b`. */
  readonly release: string;
  readonly zones: readonly SystemZone[];
}

export const start = Date.parse("2024-01-01T00:00:00Z");
export const end = Date.parse("2031-01-01T00:00:00Z");
export const zoneFile = "/usr/share/zoneinfo/tzdata.zi";

/** Reads every zone by Debian's own programs: `date` for where it starts, `zdump` for each change from 2024 to 2030. */
export const readSystemZones = (): SystemZones => {
  const lines = readFileSync(zoneFile, "utf8").split("\n");
  const names = lines.flatMap((line) => {
    const [kind, first, second] = line.split(/\s+/);
    return kind === "Z" && first !== undefined ? [first] : kind === "L" && second !== undefined ? [second] : [];
  });
  const dumped = changesOf(names);
  const zones = names.toSorted().map((name): SystemZone => {
    const offset = offsetAtStart(name);
    return { name, offset, transitions: transitionsOf(offset, dumped.get(name) ?? []) };
  });
  return { release: /^# version (\S+)/.exec(lines[0] ?? "")?.[1] ?? "unknown", zones };
};

/** How far the zone is from UTC, in minutes. */
export const offsetAt = ({ offset, transitions }: SystemZone, millis: number): number =>
  transitions.findLast(({ at }) => at <= millis)?.after ?? offset;

interface Change {
  readonly at: number;
  readonly after: number;
}

const environment = { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C" };

const changesOf = (names: readonly string[]): ReadonlyMap<string, readonly Change[]> => {
  const found = new Map<string, Change[]>();
  const output = execFileSync("zdump", ["-v", "-c", "2024,2031", ...names], { encoding: "utf8", maxBuffer: 1 << 28, env: environment });
  for (const line of output.split("\n")) {
    const [, name, moment, offset] = /^(\S+) +\S+ (\S+ +\d+ [\d:]+ \d+) UTC? = .* gmtoff=(-?\d+)$/.exec(line) ?? [];
    const at = Date.parse(`${moment} UTC`);
    if (name === undefined || !(at >= start && at < end)) continue;
    const known = found.get(name) ?? [];
    known.push({ at, after: Number(offset) / 60 });
    found.set(name, known);
  }
  return found;
};

/** `zdump` shows the second before each change too, and changes that only rename the hour. */
const transitionsOf = (offset: number, changes: readonly Change[]): readonly Transition[] => {
  const transitions: Transition[] = [];
  for (const { at, after } of changes) {
    const before = transitions.at(-1)?.after ?? offset;
    if (before !== after) transitions.push({ at, before, after });
  }
  return transitions;
};

const offsetAtStart = (name: string): number => {
  const said = execFileSync("date", ["-d", `@${start / 1000}`, "+%z"], { encoding: "utf8", env: { ...environment, TZ: name } });
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(said.trim()) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};
