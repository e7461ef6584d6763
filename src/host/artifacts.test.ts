import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openArtifacts } from "./artifacts.ts";

const place = mkdtempSync(join(tmpdir(), "signalbox-artifacts-"));

afterAll(() => rmSync(place, { recursive: true, force: true }));

const stateIn = (name: string): string => join(place, name);

test.runIf(existsSync("/dev/full"))(
  "on a full disk nobody is told to take another state folder, and the next run has the artifact whole",
  async () => {
    const state = stateIn("full");
    const folder = join(state, "releases", "1.30.0");
    mkdirSync(folder, { recursive: true });
    symlinkSync("/dev/full", join(folder, "notes.md.new"));
    const artifacts = openArtifacts(state);

    await expect(artifacts.write("1.30.0", "notes.md", Buffer.from("new"))).rejects.toMatchObject({
      code: "STORE_UNWRITABLE",
      explanation: {
        what: expect.stringMatching(/full could not be written: ENOSPC/),
        next: expect.stringMatching(/Make room.*Do not go on with another state folder/),
        retry: "later",
      },
    });

    expect(await artifacts.read("1.30.0", "notes.md")).toBeUndefined();
    rmSync(join(folder, "notes.md.new"));
    await artifacts.write("1.30.0", "notes.md", Buffer.from("new"));
    expect(await artifacts.read("1.30.0", "notes.md")).toEqual(Buffer.from("new"));
  },
);

test("a file in the place of the state folder is no full disk", async () => {
  const state = stateIn("file");
  writeFileSync(state, "mine");
  await expect(openArtifacts(state).write("1.30.0", "notes.md", Buffer.from("new"))).rejects.toMatchObject({ code: "STORE_UNUSABLE" });
});
