import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { plainGit } from "../testing/git-world.ts";
import { type Printed, typeProduct } from "../testing/product-terminal.ts";

let folder = "";
let clone = "";

const configuration = (schedule: string): string =>
  `train: app\npeople: { ana: { roles: [captain] }, ben: { roles: [captain] } }\nrepository: { github: acme/app, tag: "v{version}" }\nschedule: { ${schedule} }\n`;
const git = (date: string, ...argv: readonly string[]) => plainGit(["-C", clone, ...argv], { env: { GIT_COMMITTER_DATE: date } });
const type = (...argv: readonly string[]): Promise<Printed> => typeProduct({ cwd: folder, environment: process.env }, "calendar", ...argv);

/** Every file below a folder with what is in it. */
const stateOf = (at: string): string =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .toSorted()
    .map((file) => `${file} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`)
    .join("\n");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-forecast-"));
  clone = join(folder, "clone");
  plainGit(["init", "--quiet", "--initial-branch=main", clone]);
  git("2021-06-28T09:00:00Z", "commit", "--quiet", "--allow-empty", "--message=feat: first");
  // Half past eleven in the evening in UTC is the next day in Berlin.
  for (const [at, day] of ["2021-06-28T09:00", "2021-07-27T23:30", "2021-08-30T09:00", "2021-09-29T09:00"].entries())
    git(`${day}:00Z`, "tag", "--annotate", "--message=x", `v1.${26 + at}.0`);
  writeFileSync(join(folder, "signalbox.yaml"), configuration("release: last monday"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lateOf = ({ out }: Printed): readonly number[] => JSON.parse(out).forecast.runs.map(({ late }: { readonly late: number }) => late);

test("a clone is only read, and nothing but its tags is asked for", async () => {
  const before = stateOf(clone);
  const { exit, out } = await type("--forecast", "--repository", clone);
  expect([exit, out]).toEqual([0, expect.stringContaining("How late app's trains are: 4 releases from 2021-06-28 to 2021-09-29")]);
  expect(stateOf(clone)).toBe(before);
});

test("a day begins in the train's zone", async () => {
  expect(lateOf(await type("--forecast", "--repository", clone, "--json"))).toEqual([0, 1, 0, 2]);
  writeFileSync(join(folder, "berlin.yaml"), configuration("release: last monday, time-zone: Europe/Berlin"));
  expect(lateOf(await type("--forecast", "--repository", clone, "--json", "--config", "berlin.yaml"))).toEqual([0, 2, 0, 2]);
});

test("a clone's own configuration goes before the folder's, and one that is named before both", async () => {
  writeFileSync(join(clone, "signalbox.yaml"), configuration("release: last tuesday"));
  expect(lateOf(await type("--forecast", "--repository", clone, "--json"))).toEqual([-1, 0, -1, 1]);
  expect(lateOf(await type("--forecast", "--repository", clone, "--json", "--config", "signalbox.yaml"))).toEqual([0, 1, 0, 2]);
  writeFileSync(join(clone, "signalbox.yaml"), configuration("release: last tusday"));
  expect(await type("--forecast", "--repository", clone)).toMatchObject({ exit: 8, error: expect.stringContaining("last tusday") });
});

test("the page is written where it was asked for", async () => {
  const { out } = await type("--forecast", "--repository", clone, "--html", "page.html");
  expect(out).toContain("The page is page.html.");
  expect(readFileSync(join(folder, "page.html"), "utf8")).toContain("Forecast of the train <strong>app</strong>");
  expect(await type("--forecast", "--repository", clone, "--html", "absent/page.html")).toMatchObject({
    exit: 2,
    error: expect.stringContaining("absent/page.html cannot be written"),
  });
});

test.each([
  [["--forecast", "--repository", "absent"], "absent"],
  [["--repository", "."], "--repository belongs to a forecast"],
  [["--html", "x.html"], "--html belongs to a forecast"],
  [["--forecast", "--ics"], "calendar feed"],
  [["--forecast", "--count", "0"], "not a number"],
])("%j is told what is wrong", async (argv, what) => {
  expect(await type(...argv)).toMatchObject({ exit: expect.toSatisfy((code) => code !== 0), error: expect.stringContaining(what) });
});
