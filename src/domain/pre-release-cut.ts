import { parseVersion, type Version } from "./version.ts";

/** Whether a commit's subject says that it cuts a pre-release: `release: v1.30.0-beta.1`, `Cut 1.30.0-rc.0`. */
export const cutsPreRelease = (subject: string): boolean =>
  /\b(?:release|version|cut|bump|prepare)\b/i.test(subject) && preRelease.test(subject);

/** The pre-release that a subject cuts, where it spells all of its version. */
export const preReleaseCut = (subject: string): Version | undefined => {
  const spelt = cutsPreRelease(subject) ? preRelease.exec(subject)?.[0] : undefined;
  return spelt === undefined ? undefined : parseVersion(spelt.replace(/^v/i, ""));
};

const preRelease = /\bv?\d+\.\d+(?:\.\d+)?[ -]?(?:rc|beta|alpha|pre)[.-]?\d*\b/i;
