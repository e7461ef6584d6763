/**
 * The parts of the system that some tests drive for real. A machine may lack them: such a test is skipped by name there, and fails where
 * `CI=true` or `SIGNALBOX_REQUIRE_ALL` promises that all are present.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { zoneFile } from "./system-zones.ts";

/** Whether a part answers on this machine, and the first line of what it says of its version. */
export interface SystemPart {
  readonly present: boolean;
  readonly version: string;
}

const absent: SystemPart = { present: false, version: "" };

// The command has to answer, not only to exist: a shim on the PATH may point at nothing.
const answer = (command: string, ...args: readonly string[]): SystemPart => {
  try {
    const said = execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 30_000 });
    return { present: true, version: said.trim().split("\n")[0] ?? "" };
  } catch {
    return absent;
  }
};

const gitHttpBackend = (): SystemPart => {
  const { present, version: folder } = answer("git", "--exec-path");
  return present && existsSync(join(folder, "git-http-backend")) ? answer("git", "--version") : absent;
};

// Folders of material beside the checkout; `present` is all that can be said of them.
const folder = (path: string): SystemPart => ({ present: existsSync(join(import.meta.dirname, "../..", path)), version: "" });

const probes = {
  "docker-registry": () => answer("docker-registry", "--version"),
  skopeo: () => answer("skopeo", "--version"),
  gh: () => answer("gh", "--version"),
  gpg: () => answer("gpg", "--version"),
  openssl: () => answer("openssl", "version"),
  aws: () => answer("aws", "--version"),
  curl: () => answer("curl", "--version"),
  chromium: () => answer("chromium", "--version"),
  spin: () => answer("spin", "-V"),
  gcc: () => answer("gcc", "--version"),
  psql: () => answer("psql", "--version"),
  "git-http-backend": gitHttpBackend,
  tzdata: () => (existsSync(zoneFile) && answer("zdump", "--version").present ? answer("head", "-n", "1", zoneFile) : absent),
  "../shared/replay": () => folder("../shared/replay"),
  "../shared/specs": () => folder("../shared/specs"),
  "../shared/handbook": () => folder("../shared/handbook"),
} as const satisfies Record<string, () => SystemPart>;

export type PartName = keyof typeof probes;

export const partNames = Object.keys(probes) as readonly PartName[];

const known = new Map<PartName, SystemPart>();

/** Looks once per process. */
export const part = (name: PartName): SystemPart => {
  const seen = known.get(name);
  if (seen !== undefined) return seen;
  const found = probes[name]();
  known.set(name, found);
  return found;
};

/** Where nothing may be skipped. */
export const allRequired = (environment: Readonly<Record<string, string | undefined>> = process.env): boolean =>
  environment["CI"] === "true" || (environment["SIGNALBOX_REQUIRE_ALL"] ?? "") !== "";
