import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transform } from "esbuild";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { helpPage } from "../src/cli/help.ts";
import { bundle, bundleProgram } from "./build.ts";
import { thirdPartyNotices } from "./third-party.ts";

const root = dirname(import.meta.dirname);
const bin = join(root, "bin/signalbox.js");
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-build-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(root, "bin"), join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
});

const write = (path: string, text: string): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const start = (...args: readonly string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });

const program = `
  export const main = async (argv) => {
    if (argv[0] !== "data") return argv.length;
    const { default: data } = await import("./data.json", { with: { type: "json" } });
    console.log(data.greeting);
    return 0;
  };
`;

test("the bin runs the bundle and ends with its code; data arrives as a chunk of its own", async () => {
  write("src/data.json", `{ "greeting": "all aboard" }`);
  await bundle(write("src/main.ts", program), join(folder, "dist"));
  expect(readFileSync(join(folder, "dist/main.js"), "utf8")).not.toContain("all aboard");
  expect(start("bin/signalbox.js", "a", "b", "c")).toMatchObject({ status: 3, stdout: "", stderr: "" });
  expect(start("bin/signalbox.js", "data")).toMatchObject({ status: 0, stdout: "all aboard\n", stderr: "" });
});

test("a second build leaves the chunks that a running command may still load, and removes them an hour later", async () => {
  const data = write("src/data.json", `{ "greeting": "first" }`);
  const main = write("src/main.ts", program);
  const dist = join(folder, "dist");
  const chunks = () => readdirSync(dist).filter((name) => /^data-.*\.js$/.test(name));
  await bundle(main, dist);
  const first = chunks();
  writeFileSync(data, `{ "greeting": "second" }`);
  await bundle(main, dist);
  expect(chunks()).toHaveLength(2);
  for (const name of first) utimesSync(join(dist, name), 0, 0);
  await bundle(main, dist);
  expect(chunks()).toHaveLength(1);
  expect(start("bin/signalbox.js", "data").stdout).toBe("second\n");
});

test("the bin is JavaScript that Node 12 can parse, and says what is wrong with an old Node", async () => {
  const text = readFileSync(bin, "utf8");
  const [old, modern] = await Promise.all(["node12.22", "esnext"].map((target) => transform(text, { target, format: "esm" })));
  expect(old?.code).toBe(modern?.code);

  const pretend = write("pretend.cjs", `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });`);
  const { status, stdout, stderr } = start("--require", pretend, "bin/signalbox.js", "--help");
  expect({ status, stdout }).toEqual({ status: 69, stdout: "" });
  expect(stderr).toMatch(/^Signalbox needs Node 24 or newer.*\nwhy: .*\nnext: .*\n$/);
});

test("Node's own modules are there when they are called, and bring nothing else before", async () => {
  write(
    "src/main.ts",
    `import { execFile } from "node:child_process";
    import { createHash } from "node:crypto";
    import * as everything from "node:path";
    import { request } from "node:http";
    import { promisify } from "node:util";
    import os, { EOL } from "node:os";
    export const main = async () => {
      const loaded = (name) => process.moduleLoadList.some((each) => each.includes(name));
      const before = [loaded("undici"), loaded("internal/crypto/hash")];
      const { stdout } = await promisify(execFile)("echo", ["here"]);
      console.log(JSON.stringify([before, typeof request, stdout.trim(), everything.join("a", "b"), os.EOL === EOL]));
      console.log(createHash("sha256").update("").digest("hex").slice(0, 8), loaded("internal/crypto/hash"));
      return 0;
    };`,
  );
  await bundle(join(folder, "src/main.ts"), join(folder, "dist"));
  expect(start("bin/signalbox.js", "go")).toMatchObject({
    status: 0,
    stderr: "",
    stdout: `[[false,false],"function","here","a/b",true]\ne3b0c442 true\n`,
  });
});

test("the notices name packages that are inside, and nothing that the build made up about them", async () => {
  const input = { bytes: 1, imports: [] };
  const inputs = { "node_modules/zod/index.js": input, "node-imported:node:fs?node_modules/yaml/dist/index.js": input };
  const notices = await thirdPartyNotices(root, { inputs, outputs: {} });
  expect(notices.match(/^== \S+/gm)).toEqual(["== zod"]);
});

test("a group stays in one file, however parts that are loaded later divide it, and what two groups need lies with the first", async () => {
  for (const name of ["one", "two", "three", "four"]) write(`src/${name}.ts`, `export const ${name} = () => "${name}!";`);
  const core = write("src/core.ts", `export * from "./one.ts"; export * from "./two.ts";`);
  const other = write(
    "src/other.ts",
    `import { three } from "./three.ts"; import { four } from "./four.ts"; export const other = () => three() + four();`,
  );
  const third = write("src/third.ts", `export { four } from "./four.ts";`);
  write("src/later.ts", `import { one } from "./one.ts"; export const later = () => one();`);
  write("src/last.ts", `import { two } from "./two.ts"; import { three } from "./three.ts"; export const last = () => two() + three();`);
  write(
    "src/main.ts",
    `export const main = async () => {
      const [{ one }, { later }, { last }] = [await import("./core.ts"), await import("./later.ts"), await import("./last.ts")];
      const [{ other }, { four }] = [await import("./other.ts"), await import("./third.ts")];
      console.log(one(), later(), last(), other(), four());
      return 0;
    };`,
  );
  const places = (dist: string) => {
    const files = readdirSync(join(folder, dist)).filter((name) => name.endsWith(".js"));
    return ["one!", "two!", "four!", "three!"].map((said) =>
      files.find((name) => readFileSync(join(folder, dist, name), "utf8").includes(said)),
    );
  };
  await bundle(join(folder, "src/main.ts"), join(folder, "divided"));
  expect(new Set(places("divided")).size).toBe(4);
  await bundle(join(folder, "src/main.ts"), join(folder, "dist"), { groups: [[core], [other], [third]] });
  const [one, two, four, three] = places("dist");
  expect([two, four]).toEqual([one, one]);
  expect(three).not.toBe(one);
  expect(start("bin/signalbox.js", "go")).toMatchObject({ status: 0, stdout: "one! one! two!three! three!four! four!\n", stderr: "" });
});

test("the help page that the build wrote is shown without loading the program, and any other word loads it", async () => {
  await bundle(write("src/main.ts", "export const main = async (argv) => argv.length;"), join(folder, "dist"), {
    texts: { "help.txt": "how to\n" },
  });
  for (const args of [["--help"], ["-h"], []]) expect(start("bin/signalbox.js", ...args)).toMatchObject({ status: 0, stdout: "how to\n" });
  expect(start("bin/signalbox.js", "--help", "plan")).toMatchObject({ status: 2, stdout: "" });
});

test("the command as it ships: help, a word that was mistyped, a state folder that looking does not make", async () => {
  await bundleProgram(join(folder, "dist"), { "help.txt": helpPage() });
  expect(start("bin/signalbox.js", "--help")).toMatchObject({ status: 0, stdout: helpPage() });
  expect(start("bin/signalbox.js", "help", "tick").stdout).toContain("Usage: signalbox tick [VERSION] OPTIONS");
  const mistyped = start("bin/signalbox.js", "statsu");
  expect(mistyped).toMatchObject({ status: 2, stdout: "" });
  expect(mistyped.stderr).toContain("Did you mean `signalbox status`?");
  rmSync(join(folder, ".cache"), { recursive: true });
  expect(start("bin/signalbox.js", "status")).toMatchObject({ status: 0, stdout: "No release is under way.\n", stderr: "" });
  // Node keeps what it compiled, one file for each that was loaded: each takes time to be found.
  const compiled = readdirSync(join(folder, ".cache"), { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  expect(compiled.length).toBeLessThanOrEqual(6);
  rmSync(join(folder, ".cache"), { recursive: true });
  expect(start("bin/signalbox.js", "changes", "--no-newcomers", "--json").status).toBe(8);
  const forChanges = readdirSync(join(folder, ".cache"), { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  expect(forChanges.length).toBeLessThanOrEqual(9);
  expect(JSON.parse(start("bin/signalbox.js", "tick", "--json").stdout)).toMatchObject({ error: { code: "CONFIG_MISSING", exit: 8 } });
  expect(readdirSync(folder)).not.toContain(".signalbox");
});
