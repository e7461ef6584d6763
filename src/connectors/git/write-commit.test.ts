import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SharedWriting } from "../../domain/ports/shared-ref.ts";
import { openProcesses } from "../../host/processes.ts";
import { plainGit } from "../../testing/git-world.ts";
import { messageOf, signatureLine } from "./commit-object.ts";
import { gitOf } from "./git.ts";
import { data, quoted } from "./import-stream.ts";
import { objectReader } from "./object-reader.ts";
import { writeCommit } from "./write-commit.ts";

const [folder, other] = ["ours", "gits"].map((name) => mkdtempSync(join(tmpdir(), `signalbox-write-${name}-`))) as [string, string];
const processes = openProcesses({ PATH: process.env["PATH"] });
const objects = objectReader(gitOf(processes), `--git-dir=${folder}`);
const git = (...argv: readonly string[]): string => plainGit([`--git-dir=${folder}`, ...argv]);
const at = { folder, objects };

beforeAll(() => {
  for (const each of [folder, other]) plainGit(["init", "--quiet", "--bare", each]);
});

afterAll(() => {
  objects.close();
  processes.close();
  for (const each of [folder, other]) rmSync(each, { recursive: true });
});

const writing = (files: Readonly<Record<string, string>>, parent?: string): SharedWriting => ({
  parent,
  files: Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
  message: "toy/1.0.0 1: alarm\n",
  by: "ana",
  at: "2021-11-15T09:00:00Z",
});

/** What git itself makes of it, elsewhere. */
const byGit = ({ parent, files, message, by, at: moment }: SharedWriting): string => {
  const who = signatureLine({ name: by, email: `${by}@signalbox.invalid`, date: Date.parse(moment) / 1000 });
  const input = Buffer.concat([
    Buffer.from(`commit refs/heads/made\nmark :1\nauthor ${who}\ncommitter ${who}\n`),
    data(messageOf(message)),
    Buffer.from(parent === undefined ? "" : `from ${parent}\n`),
    ...files.flatMap(({ path, bytes }) => [Buffer.from(`M 100644 inline ${quoted(path)}\n`), data(bytes)]),
    Buffer.from("get-mark :1\nreset refs/heads/made\nfrom 0000000000000000000000000000000000000000\n\n"),
  ]);
  return plainGit([`--git-dir=${other}`, "fast-import", "--quiet", "--force", "--date-format=raw"], { input });
};

// Names that stand elsewhere as folders than as files, and one that is not ASCII.
const path = fc
  .array(fc.constantFrom("a", "a.b", "a-", "a0", "A", "größe", "toy"), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join("/"));
const files = fc
  .dictionary(path, fc.string({ unit: "grapheme" }), { minKeys: 1, maxKeys: 6, noNullPrototype: true })
  .filter((chosen) => Object.keys(chosen).every((one) => !Object.keys(chosen).some((two) => two.startsWith(`${one}/`))));

test("a commit on top of another is, to the last bit, the one that git makes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(files, { minLength: 1, maxLength: 3 }), async (steps) => {
      let parent: string | undefined;
      for (const step of steps) {
        const wanted = writing(step, parent);
        const { commit, tree } = await writeCommit(at, wanted);
        expect(commit).toBe(byGit(wanted));
        expect(tree).toBe(git("rev-parse", `${commit}^{tree}`));
        parent = commit;
      }
    }),
    { numRuns: 25 },
  );
  expect(git("fsck", "--strict", "--full", "--no-dangling")).toBe("");
});

test("nothing is left half written beside it, and the same again writes nothing", async () => {
  const wanted = writing({ "toy/1.0.0/000001.json": "one", format: "2" });
  const { commit } = await writeCommit(at, wanted);
  const names = () => readdirSync(join(folder, "objects"), { recursive: true }).toSorted();
  const before = names();
  expect(before.filter((name) => String(name).includes("tmp_obj"))).toEqual([]);
  expect((await writeCommit(at, wanted)).commit).toBe(commit);
  expect(names()).toEqual(before);
});

test("a copy that cannot be written to says so, and which", async () => {
  const full = mkdtempSync(join(tmpdir(), "signalbox-write-full-"));
  writeFileSync(join(full, "objects"), "no folder");
  await expect(writeCommit({ folder: full, objects }, writing({ file: "text" }))).rejects.toMatchObject({
    code: "STORE_UNWRITABLE",
    message: expect.stringContaining(full),
  });
  rmSync(full, { recursive: true });
  expect(existsSync(full)).toBe(false);
});

test("a path that leads elsewhere is refused", async () => {
  for (const hostile of ["../out", "a/../../out", ".git/config", "a//b"])
    await expect(writeCommit(at, writing({ [hostile]: "text" }))).rejects.toMatchObject({ code: expect.stringMatching(/UNSAFE/) });
});
