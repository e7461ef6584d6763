import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transform } from "esbuild";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { helpPage } from "../src/cli/help.ts";
import { bundle } from "./build.ts";

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

test("the help page that the build wrote is shown without loading the program, and any other word loads it", async () => {
  await bundle(write("src/main.ts", "export const main = async (argv) => argv.length;"), join(folder, "dist"), { "help.txt": "how to\n" });
  for (const args of [["--help"], ["-h"], []]) expect(start("bin/signalbox.js", ...args)).toMatchObject({ status: 0, stdout: "how to\n" });
  expect(start("bin/signalbox.js", "--help", "plan")).toMatchObject({ status: 2, stdout: "" });
});

test("the command as it ships: help, a word that was mistyped, a state folder that looking does not make", async () => {
  await bundle(join(root, "src/main.ts"), join(folder, "dist"), { "help.txt": helpPage() });
  expect(start("bin/signalbox.js", "--help")).toMatchObject({ status: 0, stdout: helpPage() });
  expect(start("bin/signalbox.js", "help", "tick").stdout).toContain("Usage: signalbox tick [VERSION] OPTIONS");
  const mistyped = start("bin/signalbox.js", "statsu");
  expect(mistyped).toMatchObject({ status: 2, stdout: "" });
  expect(mistyped.stderr).toContain("Did you mean `signalbox status`?");
  expect(start("bin/signalbox.js", "status")).toMatchObject({ status: 0, stdout: "No release is under way.\n", stderr: "" });
  expect(JSON.parse(start("bin/signalbox.js", "tick", "--json").stdout)).toMatchObject({ error: { code: "CONFIG_MISSING", exit: 8 } });
  expect(readdirSync(folder)).not.toContain(".signalbox");
});
