import { expect, test } from "vitest";
import { present } from "../domain/step.ts";
import { openTestTerminal } from "../testing/terminal.ts";
import { toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";

const plan = toyPlan({
  branch: { kind: "keyed" },
  mail: { kind: "blind", after: ["branch"] },
  tag: { kind: "keyed", after: ["mail"], interlock: "Tag once it is ready." },
});

const opened = async (there: readonly string[], conflicts: readonly string[] = [], more: Parameters<typeof openTestTerminal>[1] = {}) => {
  const world = openToyWorld();
  const terminal = openTestTerminal(world, more);
  await terminal.begin(plan);
  for (const what of there) world.looks.set(what, () => present(what));
  for (const what of conflicts) world.looks.set(what, () => ({ is: "conflicting", found: `another\u001b[2J ${what}`, state: "theirs" }));
  return { world, ...terminal };
};

test("adopt says one line for each item, and ends with a code for what must be decided", async () => {
  const { type, world } = await opened(["tag"], ["branch"]);
  const { exit, out } = await type("adopt", "1.30.0", "--as", "ana");
  expect(exit).toBe(4);
  expect(out.split("\n").slice(0, 4)).toEqual([
    "Looked again at 1.30.0; nothing was changed outside.",
    "≠ branch  conflict: another^[[2J branch",
    "? mail  nobody can see: make mail",
    "✓ tag  done: tag is there",
  ]);
  expect(out).toContain("2 to be decided");
  expect(["branch", "mail", "tag"].map(world.requests)).toEqual([0, 0, 0]);
});

test("adopt --yes takes everything over as it is, and --accept one step", async () => {
  const one = await opened(["tag"], ["branch"]);
  expect((await one.type("adopt", "1.30.0", "--as", "ana", "--accept", "branch/do")).out).toContain(
    "✓ branch  done: ana takes it over as it is",
  );
  const all = await opened(["tag"], ["branch"]);
  const { exit, out } = await all.type("adopt", "1.30.0", "--as", "ana", "--yes", "--json");
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ isNew: false, items: [{ is: "done" }, { is: "done" }, { is: "done" }] });
});

test("somebody who sits there is asked once, and what they do not take over stays a question", async () => {
  const questions: string[] = [];
  const answering = (answer: boolean) => ({
    interactive: true,
    confirm: async (question: string) => questions.push(question) > 0 && answer,
  });
  const yes = await opened(["tag"], ["branch"], answering(true));
  expect((await yes.type("adopt", "1.30.0", "--as", "ana")).exit).toBe(0);
  const no = await opened(["tag"], ["branch"], answering(false));
  expect((await no.type("adopt", "1.30.0", "--as", "ana")).exit).toBe(4);
  expect(questions).toEqual(["Take over these 2 as they are?", "Take over these 2 as they are?"]);
});

test("nobody outside the train adopts a release", async () => {
  const { type } = await opened([]);
  const { exit, error } = await type("adopt", "1.30.0", "--as", "mallory");
  expect([exit, error]).toEqual([7, expect.stringContaining("mallory cannot adopt a release")]);
});

test("the runbook is a page, data, or a file", async () => {
  const written: string[] = [];
  const { type } = await opened([], [], { writePage: async (file, text) => void written.push(file, text) });
  const page = (await type("runbook", "1.30.0")).out;
  expect(page).toContain("# Runbook: toy 1.30.0");
  expect(page).toContain("> **Tag once it is ready.**");
  expect(JSON.parse((await type("runbook", "--json")).out)).toMatchObject({
    runbook: { items: [{ id: "branch" }, { id: "mail" }, { id: "tag" }] },
  });
  expect((await type("runbook", "--out", "rest.md")).out).toBe("The rest of 1.30.0 is in rest.md.\n");
  expect(written).toEqual(["rest.md", page]);
});
