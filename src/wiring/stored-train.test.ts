import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { type KeptFolder, keptIn } from "../connectors/git/kept-folder.ts";
import { storedTrain } from "./stored-train.ts";

let folder = "";
let kept: KeptFolder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stored-train-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(import.meta.dirname, "../../examples/posthog"), folder, { recursive: true });
  writeFileSync(file(), `store: ../store.git\n${readFileSync(file(), "utf8")}`);
  kept = keptIn(join(folder, "cache"));
});

const file = (): string => join(folder, "signalbox.yaml");
const read = (build: string | undefined = "one") => storedTrain({ file: file(), kept, name: "train.json", build });
const change = (path: string, from: RegExp, to: string): void => {
  const text = readFileSync(join(folder, path), "utf8");
  expect(text).toMatch(from);
  writeFileSync(join(folder, path), text.replace(from, to));
};

/** Whoever is shown this has not read the configuration. */
const mark = (): void => change("cache/train.json", /"store":"[^"]*"/, '"store":"kept"');

test("a configuration that is as it was is not read again, and says the same", async () => {
  const first = await read();
  expect(first).toMatchObject({ name: "posthog", store: "../store.git" });
  expect(await read()).toEqual(first);
  mark();
  expect(await read()).toEqual({ ...first, store: "kept" });
});

test.each<readonly [string, () => void]>([
  ["one letter of it is another", () => change("signalbox.yaml", /\n$/, "\n# seen\n")],
  ["a template is another", () => change("templates/slack.md", /$/, "\nsoon")],
  ["what was kept is cut off", () => change("cache/train.json", /.$/, "")],
])("it is read again when %s", async (_, act) => {
  const first = await read();
  mark();
  act();
  expect(await read()).toEqual(first);
});

test("it is refused as ever when a template is gone, or a letter makes it wrong", async () => {
  await read();
  rmSync(join(folder, "templates/slack.md"));
  await expect(read()).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  rmSync(file());
  await expect(read()).rejects.toMatchObject({ code: "CONFIG_MISSING" });
});

test("what another program understood counts for nothing, and one that does not know which it is keeps nothing", async () => {
  const first = await read();
  mark();
  expect(await read("two")).toEqual(first);
  mark();
  expect(await storedTrain({ file: file(), kept, name: "train.json", build: undefined })).toEqual(first);
  expect(kept.read("train.json")).toContain('"store":"kept"');
  await storedTrain({ file: file(), kept, name: "other.json", build: undefined });
  expect(kept.read("other.json")).toBeUndefined();
});

test("every person whose entries have to be signed is kept with the key", async () => {
  change("signalbox.yaml", /ana: {2}\{/, `ana: { signing-key: "ssh-ed25519 ${"A".repeat(68)}",`);
  const { people } = await read();
  expect(people).toContainEqual({ name: "ana", signingKey: expect.stringContaining("ssh-ed25519") });
  expect((await read()).people).toEqual(people);
});
