import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { bundleProgram } from "../scripts/build.ts";
import { helpPage } from "../src/cli/help.ts";
import { type Ran, runBuilt, startBuilt } from "../src/testing/built-program.ts";
import { shop } from "../src/testing/odd-repositories.ts";

vi.setConfig({ testTimeout: 90_000 });

const root = resolve(import.meta.dirname, "..");
/** What a checkout has besides its own files. */
const notOurs = new Set(["node_modules", ".git", "dist", ".cache", "report"]);
let folder = "";
/** The package as it lies in somebody's node_modules. */
const installed = (): string => join(folder, "elsewhere/node_modules/signalbox");
const type = (cwd: string, ...argv: readonly string[]): Promise<Ran> =>
  runBuilt({ cwd, program: join(installed(), "bin/signalbox.js") }, ...argv);
const npm = (cwd: string, ...argv: readonly string[]): string =>
  execFileSync("npm", [...argv, "--ignore-scripts", "--offline", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: folder, npm_config_cache: join(folder, "npm-cache") },
    encoding: "utf8",
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-package-"));
  // A copy is packed, because packing cleans dist/, from which other tests run.
  const checkout = join(folder, "checkout");
  cpSync(root, checkout, { recursive: true, filter: (from) => !notOurs.has(from.slice(root.length + 1).split(sep)[0] ?? "") });
  await bundleProgram(join(checkout, "dist"), { "help.txt": helpPage() });
  const [packed] = JSON.parse(npm(checkout, "pack", "--json", "--pack-destination", folder)) as readonly [{ readonly filename: string }];
  mkdirSync(join(folder, "elsewhere"));
  npm(join(folder, "elsewhere"), "init", "--yes");
  npm(join(folder, "elsewhere"), "install", join(folder, packed.filename));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package", () => {
  const files = (): readonly string[] =>
    readdirSync(installed(), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name).slice(installed().length + 1))
      .filter((each) => !each.startsWith(".cache"));

  test("has the program, schema, examples and licences, and no source, test, secret or path of this machine", () => {
    const all = files();
    expect(all).toEqual(
      expect.arrayContaining([
        ...["bin/signalbox.js", "dist/main.js", "dist/help.txt", "dist/THIRD-PARTY.txt", "schema.json", "package.json"],
        ...["LICENSE", "README.md", "CHANGELOG.md", "examples/posthog/signalbox.yaml", "examples/promote/signalbox.yaml"],
      ]),
    );
    expect(all.filter((each) => !/^(bin|dist|examples)\/|^[\w.-]+$/.test(each))).toEqual([]);
    expect(all.filter((each) => /\.tsx?$|(?<!back)test|\.env|\.npmrc/.test(each))).toEqual([]);
    const [maps, texts] = [all.filter((file) => file.endsWith(".map")), all.filter((file) => !/\.(txt|map)$/.test(file))];
    const ownPath = new RegExp(`(?<![\\w.~-])(${[root, folder].map((path) => RegExp.escape(path)).join("|")})(?![\\w.-])`);
    expect(texts.filter((each) => ownPath.test(readFileSync(join(installed(), each), "utf8")))).toEqual([]);
    for (const each of maps) {
      // A map's mappings are base64, in which a short path can stand by chance: only its sources are paths.
      const { sources, ...rest } = JSON.parse(readFileSync(join(installed(), each), "utf8")) as { readonly sources: readonly string[] };
      expect(sources.filter((source) => source.startsWith("/") || source.startsWith("file:"))).toEqual([]);
      expect(rest).not.toHaveProperty("sourceRoot");
    }
  });

  test("is small, needs nothing else, and everything its code imports is in it", () => {
    const bytes = files().reduce((sum, each) => sum + statSync(join(installed(), each)).size, 0);
    expect(bytes).toBeLessThan(12_000_000);
    const described = JSON.parse(readFileSync(join(installed(), "package.json"), "utf8"));
    expect(described).toMatchObject({ name: "signalbox", type: "module", license: "Apache-2.0", bin: { signalbox: "bin/signalbox.js" } });
    expect(described).not.toHaveProperty("dependencies");
    expect(readdirSync(join(folder, "elsewhere/node_modules")).filter((each) => !each.startsWith("."))).toEqual(["signalbox"]);
    for (const each of files().filter((file) => file.endsWith(".js"))) {
      const text = readFileSync(join(installed(), each), "utf8");
      for (const [, wanted = ""] of text.matchAll(/(?:from|import\()\s*"(\.{1,2}\/[^"]+)"/g))
        expect(existsSync(resolve(installed(), each, "..", wanted)), `${each} imports ${wanted}`).toBe(true);
    }
  });

  test("its schema describes both examples", () => {
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(join(installed(), "schema.json"), "utf8")));
    for (const each of ["posthog", "promote"]) {
      const example: unknown = parse(readFileSync(join(installed(), "examples", each, "signalbox.yaml"), "utf8"));
      expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
    }
    expect(validate({ train: "x", nonsense: 1 })).toBe(false);
  });

  test("npm links its bin, which says version and help", async () => {
    const bin = join(folder, "elsewhere/node_modules/.bin/signalbox");
    expect(realpathSync(bin)).toBe(realpathSync(join(installed(), "bin/signalbox.js")));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
    expect(await type(folder, "--version")).toEqual({ code: 0, out: `${version}\n`, error: "" });
    expect((await type(folder, "--help")).out).toBe(helpPage());
    expect(await type(folder, "check", "--config", join(installed(), "examples/posthog/signalbox.yaml"))).toMatchObject({ code: 0 });
  });

  test("in somebody's repository: init, check, calendar, a rehearsal, and a plan of the next release in the world that was kept", async () => {
    const repository = shop(join(folder, "shop")).folder;
    expect(await type(repository, "init")).toMatchObject({ code: 0 });
    expect(await type(repository, "init")).toMatchObject({ code: 2, error: expect.stringContaining("--force") });
    expect(await type(repository, "check")).toMatchObject({ code: 0 });
    expect(await type(repository, "calendar", "--ics")).toMatchObject({ code: 0, out: expect.stringMatching(/^BEGIN:VCALENDAR/) });
    const program = join(installed(), "bin/signalbox.js");
    const kept = startBuilt({ cwd: repository, program, environment: { TMPDIR: folder } }, "rehearse", "--keep");
    const said = await kept.says(/--as NAME\n/);
    const [, world = "", state = ""] = /SIGNALBOX_WORLD=(\S+)[\s\S]* --state (\S+)/.exec(said) ?? [];
    const at = { cwd: repository, program, environment: { SIGNALBOX_WORLD: world } };
    expect(await runBuilt(at, "verify", "1.1.0", "--state", state)).toMatchObject({ code: 0 });
    const planned = await runBuilt(at, "plan", "1.2.0", "--json", "--state", state);
    expect(planned, planned.error).toMatchObject({ code: 0 });
    expect(JSON.parse(planned.out)).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    kept.signal("SIGINT");
    expect(await kept.ended).toMatchObject({ code: 0, out: expect.stringContaining("Finished: shop 1.1.0.") });
    expect(existsSync(join(repository, "report/rehearsal.html"))).toBe(true);
  });

  test("rehearses the example to its end, with a summary", async () => {
    const { code, out, error } = await type(folder, "rehearse");
    expect({ code, error }).toMatchObject({ code: 0 });
    for (let row = 1; row <= 21; row += 1) expect(out).toMatch(new RegExp(`^✓ +${row} `, "m"));
    expect(out).toMatch(/effects applied, none doubled; \d+ commands by people; 3 mishaps; 4 virtual days in [\d.]+ s/);
    expect(out).toContain("old app told of 1.29.1 on");
    expect(out).toContain("Finished: posthog 1.29.1 and 1.30.0. Every release reached its end, and the world agrees with the record.");
    expect(out).not.toContain("\u001b");
  });
});
