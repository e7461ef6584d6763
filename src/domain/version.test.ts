import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareVersions,
  dashed,
  formatVersion,
  isPreRelease,
  nextVersion,
  parseVersion,
  previousVersion,
  stepBetween,
  tagFor,
  type Version,
  versionOfTag,
} from "./version.ts";

const known = (text: string): Version => {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`not a version: ${text}`);
  return version;
};

const whole = fc.nat({ max: 10_000 });
const identifier = fc.oneof(whole.map(String), fc.stringMatching(/^[A-Za-z-][0-9A-Za-z-]{0,4}$/));
const versions: fc.Arbitrary<Version> = fc.record({
  major: whole,
  minor: whole,
  patch: whole,
  pre: fc.array(identifier, { maxLength: 3 }),
});
const bumps = fc.constantFrom("major", "minor", "patch");
const patterns = fc.constantFrom("{version}", "v{version}", "server/v{version}", "{version}-release");

describe("reading versions", () => {
  test.each([
    "1.30",
    "1.2.3.4",
    "01.2.3",
    "1.02.3",
    "1.2.03",
    "v1.2.3",
    "1.2.3-01",
    "1.2.3-",
    "1.2.3-a..b",
    " 1.2.3",
    "1.2.3\n",
    "1.2.9007199254740993",
    "",
  ])("%j is not a version", (text) => expect(parseVersion(text)).toBeUndefined());

  test("a version comes back as it was written", () =>
    fc.assert(
      fc.property(versions, (version) => {
        expect(parseVersion(formatVersion(version))).toEqual(version);
      }),
    ));

  test("build metadata is kept and does not count", () => {
    expect(formatVersion(known("1.2.3-rc.1+linux.7"))).toBe("1.2.3-rc.1+linux.7");
    expect(compareVersions(known("1.2.3+a"), known("1.2.3+b"))).toBe(0);
  });
});

describe("order", () => {
  test("the example of semver.org is in order", () => {
    const order = [
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.0.10",
    ];
    expect(order.toReversed().sort((a, b) => compareVersions(known(a), known(b)))).toEqual(order);
  });

  test("is total: antisymmetric and transitive", () =>
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
    ));

  test("the next version is released, higher, and exactly one step away", () =>
    fc.assert(
      fc.property(versions, bumps, (version, bump) => {
        const next = nextVersion(version, bump);
        expect(isPreRelease(next)).toBe(false);
        expect(compareVersions(next, version)).toBeGreaterThan(0);
        expect(stepBetween(version, next)).toBe(bump);
        expect(stepBetween(next, version)).toBe("lower");
      }),
    ));

  test.each([
    ["1.29.0", "1.30.0", "minor"],
    ["1.29.0", "1.29.1", "patch"],
    ["1.29.1", "1.30.0-rc.1", "minor"],
    ["1.29.0", "2.0.0", "major"],
    ["1.29.0", "1.29.0", "equal"],
    ["1.29.0", "1.28.9", "lower"],
    ["1.29.0", "1.31.0", "skips"],
    ["1.29.0", "1.30.1", "skips"],
  ])("from %s to %s: %s", (previous, wanted, step) => expect(stepBetween(known(previous), known(wanted))).toBe(step));
});

describe("tags", () => {
  test("a tag gives back the version it was made for", () =>
    fc.assert(
      fc.property(patterns, versions, (pattern, version) => {
        expect(versionOfTag(pattern, tagFor(pattern, version))).toEqual(version);
      }),
    ));

  test("tags of another pattern or package are not ours", () => {
    expect(versionOfTag("{version}", "v1.2.3")).toBeUndefined();
    expect(versionOfTag("v{version}", "1.2.3")).toBeUndefined();
    expect(versionOfTag("v{version}", "plugin@v1.2.3")).toBeUndefined();
    expect(versionOfTag("{version}", "plugin-server/1.2.3")).toBeUndefined();
  });

  test("a pattern without one place for the version is a mistake", () => {
    expect(() => tagFor("latest", known("1.0.0"))).toThrow(RangeError);
    expect(() => tagFor("{version}{version}", known("1.0.0"))).toThrow(RangeError);
  });

  test("the previous version is the highest release below, not the newest tag", () => {
    const tags = ["1.29.0", "1.28.1", "1.30.0-rc.1", "1.29.1", "plugin@1.29.9", "v1.29.5", "1.31.0", "1.9.0", "nightly"];
    expect(previousVersion(tags, known("1.30.0"), "{version}")?.tag).toBe("1.29.1");
    expect(previousVersion(tags, known("1.29.1"), "{version}")?.tag).toBe("1.29.0");
    expect(previousVersion(tags, known("1.30.0-rc.2"), "{version}")?.tag).toBe("1.29.1");
    expect(previousVersion(tags, known("1.9.0"), "{version}")).toBeUndefined();
  });

  test("nothing released lies between the previous version and the new one, in whatever order tags come", () =>
    fc.assert(
      fc.property(fc.array(versions), versions, (others, wanted) => {
        const tags = others.map((version) => tagFor("v{version}", version));
        const found = previousVersion(tags, wanted, "v{version}");
        expect(previousVersion(tags.toReversed(), wanted, "v{version}")).toEqual(found);
        const between = others.filter(
          (each) =>
            !isPreRelease(each) && compareVersions(each, wanted) < 0 && (found === undefined || compareVersions(each, found.version) > 0),
        );
        expect(between).toEqual([]);
      }),
    ));

  test("dashes for addresses", () => expect(dashed(known("1.29.0"))).toBe("1-29-0"));
});
