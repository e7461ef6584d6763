import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { sha256 } from "../../domain/canonical.ts";
import type { History } from "../../domain/ports/git.ts";
import { openArtifacts } from "../../host/artifacts.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { keepArtifact } from "./keep-artifact.ts";

const folders: string[] = [];
const open = async () => {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-artifacts-"));
  folders.push(folder);
  return folder;
};
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const text = "fix: sign-in ana@example.com\nfix: sign-in ana@example.com";
const history = only<History>({ logTxt: async (_repository, _range, take) => take(Buffer.from(text)) });
const input = { version: "1.30.0", name: "log.txt", repository: "acme/shop", to: "c", without: ["b"], sha256: sha256(text) };

describe("keeping log.txt", () => {
  test("is written once, byte for byte", async () => {
    const folder = await open();
    const need = { history, artifacts: openArtifacts(folder) };
    expect(await once(keepArtifact, need, input)).toMatchObject({ sent: true, verified: { is: "holds" } });
    expect(await once(keepArtifact, need, input)).toMatchObject({ sent: false });
    expect(await readFile(join(folder, "releases", "1.30.0", "log.txt"), "utf8")).toBe(text);
    expect(await readdir(join(folder, "releases", "1.30.0"))).toEqual(["log.txt"]);
  });

  test("the list of an older candidate is replaced", async () => {
    const artifacts = openArtifacts(await open());
    await artifacts.write("1.30.0", "log.txt", Buffer.from("older"));
    expect(await once(keepArtifact, { history, artifacts }, input)).toMatchObject({ sent: true, verified: { is: "holds" } });
  });

  test("another list than the plan was made from is noticed", async () => {
    const need = { history, artifacts: openArtifacts(await open()) };
    expect(await once(keepArtifact, need, { ...input, sha256: sha256("another") })).toMatchObject({ verified: { is: "broken" } });
  });

  test("no name leads out of the folder, and a folder that cannot be used is named", async () => {
    const folder = await open();
    const artifacts = openArtifacts(folder);
    for (const name of ["../log.txt", "a/b", ".hidden", ""]) {
      await expect(artifacts.write("1.30.0", name, Buffer.from(""))).rejects.toMatchObject({ code: "BUG" });
    }
    await artifacts.write("1.30.0", "log.txt", Buffer.from(""));
    const inFile = openArtifacts(join(folder, "releases", "1.30.0", "log.txt"));
    await expect(inFile.write("1.30.0", "x", Buffer.from(""))).rejects.toMatchObject({ code: "STORE_UNUSABLE" });
    expect((await keepArtifact.observe({ artifacts: openArtifacts(await open()), history }, input, looking())).is).toBe("absent");
  });
});
