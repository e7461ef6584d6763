import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { type Printed, typeProduct } from "../testing/product-terminal.ts";

const example = join(import.meta.dirname, "../../examples/posthog");
const environment = { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-workflows-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

const type = (...argv: readonly string[]): Promise<Printed> => typeProduct({ cwd: folder, environment }, ...argv);
const workflow = (name: string, clone = "."): string => join(folder, clone, ".github/workflows", name);

test("with a configuration, only its workflows are written, the chart's into the chart's clone", async () => {
  cpSync(example, folder, { recursive: true });
  const before = readFileSync(join(folder, "signalbox.yaml"), "utf8");
  const first = await type("init", "--workflows");
  expect(first).toMatchObject({ exit: 0, error: "" });
  expect(first.out).toMatch(/not yet {2}PostHog\/charts-clickhouse/);
  expect(readFileSync(workflow("images.yml"), "utf8")).toContain('candidate: "release-{version}-unstable"');
  expect(readFileSync(join(folder, "signalbox.yaml"), "utf8")).toBe(before);
  mkdirSync(join(folder, "charts"));
  const second = await type("init", "--workflows", "--chart", "charts", "--json");
  const { workflows } = JSON.parse(second.out) as { readonly workflows: readonly { readonly path: string; readonly is: string }[] };
  expect(workflows.map(({ path, is }) => [path.split("/").at(-1), is])).toEqual([
    ["images.yml", "there"],
    ["signalbox.yml", "there"],
    ["chart-version.yml", "written"],
  ]);
  expect(readFileSync(workflow("chart-version.yml", "charts"), "utf8")).toContain("bump minor");
});

test("a workflow that somebody changed stays, unless it is to be replaced", async () => {
  cpSync(example, folder, { recursive: true });
  await type("init", "--workflows");
  writeFileSync(workflow("signalbox.yml"), "mine\n");
  expect((await type("init", "--workflows")).out).toContain("left as it is");
  expect(readFileSync(workflow("signalbox.yml"), "utf8")).toBe("mine\n");
});

test("from a page, configuration and workflows are written in one go", async () => {
  writeFileSync(join(folder, "page.md"), "- [ ] `git tag vX.Y.Z`\n- [ ] Tell everybody\n");
  const { exit, out } = await type("init", "--from", "page.md", "--workflows");
  expect(exit).toBe(0);
  expect(out).toContain("2 lines: 1 recognised, 1 kept as items that people do.");
  expect(readFileSync(workflow("signalbox.yml"), "utf8")).toContain('tags: ["v[0-9]+.[0-9]+.[0-9]+"]');
  expect(existsSync(workflow("images.yml"))).toBe(false);
});

test("the handbook of the example is printed whole, and what it prints is read back as the same file of values", async () => {
  cpSync(example, folder, { recursive: true });
  const { exit, out } = await type("handbook");
  expect(exit).toBe(0);
  writeFileSync(join(folder, "printed.md"), out);
  expect((await type("init", "--from", "printed.md", "--force")).exit).toBe(0);
  expect((await type("handbook")).out).toBe(out);
});

test("a configuration that is wrong writes no workflow", async () => {
  writeFileSync(join(folder, "signalbox.yaml"), "train: x\n");
  expect(await type("init", "--workflows")).toMatchObject({ exit: 8 });
  expect(existsSync(join(folder, ".github"))).toBe(false);
});
