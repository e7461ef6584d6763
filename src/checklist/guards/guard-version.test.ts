import fc from "fast-check";
import { expect, test } from "vitest";
import { explain } from "../../domain/errors.ts";
import type { Objects } from "../../domain/ports/git.ts";
import { candidate, filesAt, guarding } from "../../testing/guard-bench.ts";
import { only } from "../../testing/step-bench.ts";
import { guardVersion } from "./guard-version.ts";

const previous = { version: "1.29.0", commit: "129a".padEnd(40, "0") };
const python = { is: "match", file: "app/version.py", pattern: 'VERSION = "([^"]*)"', to: "1.30.0" } as const;
const manifest = { is: "set", file: "package.json", at: "version", to: "1.30.0" } as const;

const input = (edits: readonly (typeof python | typeof manifest)[] = [python, manifest]) => ({
  version: "1.30.0",
  candidate,
  repository: "acme/shop",
  edits: [...edits],
  previous,
});

const clean = {
  [`${candidate} app/version.py`]: 'VERSION = "1.30.0"\n',
  [`${candidate} package.json`]: '{ "version": "1.30.0" }\n',
};

test("the version files at the commit to be tagged say the tag's version", async () => {
  expect(await guarding(guardVersion, { objects: filesAt(clean) }, input())).toEqual({
    holds: "app/version.py, package.json says 1.30.0, at ca4d00000000",
  });
});

test.each([
  [
    "says the previous one",
    { [`${candidate} app/version.py`]: 'VERSION = "1.29.0"\n' },
    'app/version.py says "VERSION = \\"1.29.0\\"" where "VERSION = \\"1.30.0\\"" belongs',
  ],
  ["is a pre-release", { [`${candidate} package.json`]: '{ "version": "1.30.0-rc.1" }\n' }, "package.json says"],
  ["says none", { [`${candidate} app/version.py`]: "pass\n" }, "app/version.py cannot be read as configured (NO_MATCH"],
  ["was deleted", { [`${candidate} app/version.py`]: undefined }, "app/version.py cannot be read as configured (FILE_MISSING"],
] as const)("one that %s holds the launch, and nobody can accept it", async (_, change, names) => {
  const found = await guarding(guardVersion, { objects: filesAt({ ...clean, ...change } as unknown as Record<string, string>) }, input());
  expect(found).toMatchObject({ asks: expect.stringContaining("VERSION_NOT_TAG: At ca4d00000000 "), answers: ["retry"] });
  expect(found).toMatchObject({ asks: expect.stringContaining(names) });
});

const both = (before: string | undefined, now: string | undefined) =>
  filesAt({
    ...(before === undefined ? {} : { [`${previous.commit} VERSION`]: before }),
    ...(now === undefined ? {} : { [`${candidate} VERSION`]: now }),
  });

test("a VERSION file that nobody listed, and that said the previous version, must say this one", async () => {
  expect(await guarding(guardVersion, { objects: both("1.29.0\n", "1.29.0\n") }, input([]))).toMatchObject({
    asks: expect.stringContaining("VERSION, which version-files does not list, says 1.29.0 where 1.30.0 belongs"),
  });
  expect(await guarding(guardVersion, { objects: both("v1.29.0", "1.30.0-rc1") }, input([]))).toMatchObject({
    asks: expect.stringContaining("1.30.0-rc1"),
  });
});

test.each([
  ["says this version", "1.29.0\n", "1.30.0\n"],
  ["never followed the releases", "7\n", "7\n"],
  ["has another count", "3.1.0\n", "3.1.0\n"],
  ["is new", undefined, "1.29.0\n"],
  ["is gone", "1.29.0\n", undefined],
])("a VERSION file that %s is no matter", async (_, before, now) => {
  expect(await guarding(guardVersion, { objects: both(before, now) }, input([]))).toMatchObject({
    holds: expect.stringContaining("no file"),
  });
});

test("a folder called VERSION says nothing", async () => {
  const objects = only<Objects>({
    file: async (_, __, file) => {
      throw explain("FILE_UNSAFE", { file, reason: "it is a folder" });
    },
  });
  expect(await guarding(guardVersion, { objects }, input([]))).toMatchObject({ holds: expect.any(String) });
});

test("of any two versions, the tag's alone is right", () => {
  const version = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40)).map((numbers) => numbers.join("."));
  fc.assert(
    fc.property(version, version, (tagged, written) => {
      const edits = [{ ...python, to: tagged }];
      const files = new Map([[python.file, `VERSION = "${written}"\n`]]);
      const judged = guardVersion.judge(
        { ...input([]), version: tagged, edits },
        { files, unlisted: { before: undefined, now: undefined } },
      );
      expect(judged.is).toBe(tagged === written ? "ok" : "violated");
    }),
  );
});
