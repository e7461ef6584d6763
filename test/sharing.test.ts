import { renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { plainGit } from "../src/testing/git-world.ts";
import { type Printed, typeProduct } from "../src/testing/product-terminal.ts";
import { exampleConfig, openShelf, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const shelf = openShelf();
let staged: StagedRelease;
let store = "";

/** Somebody's own machine: a state folder of its own, and nothing else but the configuration. */
const laptop = (who: string): ((...argv: readonly string[]) => Promise<Printed>) => {
  const cwd = shelf.folder();
  const environment = { PATH: process.env["PATH"], SIGNALBOX_WORLD: join(staged.folder, "world.json") };
  return (...argv) => typeProduct({ cwd, environment }, ...argv, "--config", exampleConfig, "--state", join(cwd, "state"), "--as", who);
};

beforeAll(async () => {
  store = join(shelf.folder(), "store.git");
  plainGit(["init", "--quiet", "--bare", store]);
  staged = await stageIn(shelf.folder(), undefined, { store });
});

afterAll(async () => {
  await staged.close();
  await shelf.end();
}, 60_000);

const authors = (): readonly string[] => [
  ...new Set(plainGit([`--git-dir=${store}`, "log", "--format=%an", "refs/signalbox/posthog"]).split("\n")),
];

describe("one train, two laptops and a job that ticks", () => {
  test("is begun on one, driven by the job, approved on both, and ends as if there were one machine", async () => {
    const [ana, cleo] = [laptop("ana"), laptop("cleo")];
    expect(await ana("status")).toMatchObject({ exit: 0, out: "No release is under way.\n" });
    // It went as far as it could, and waits for the clock.
    expect((await ana("start", version)).exit).toBe(3);
    expect((await cleo("status")).out).toContain(version);

    await staged.goOn((release) => release.asks.some((each) => each.kind === "approve"));
    for (const who of [ana, cleo]) expect((await who("status", version)).out).toContain("approve-launch");
    const approvals = await Promise.all([ana("approve", version, "launch"), cleo("approve", version, "launch")]);
    expect(approvals.map(({ exit }) => exit)).toEqual([0, 0]);
    const once = await ana("log", version);
    const again = await laptop("ana")("approve", version, "launch");
    expect(again.out, "one person on two machines is one person").toContain("said before");
    expect((await cleo("log", version)).out).toBe(once.out);

    const end = await staged.goOn();
    expect(end.state.finishedAt).toBeDefined();
    expect(await cleo("verify", version)).toMatchObject({ exit: 0 });
    expect((await ana("log", version)).out).toBe((await cleo("log", version)).out);
    expect(plainGit([`--git-dir=${store}`, "ls-tree", "-r", "--name-only", "refs/signalbox/posthog", "files_of_releases/"])).not.toContain(
      "runbook",
    );
    expect(authors()).toEqual(expect.arrayContaining(["ana", "cleo", "signalbox"]));
    const announced = staged.applied().filter((each) => /chat\.postMessage community|mailchimp send|refs\/tags/.test(each));
    expect(new Set(announced).size).toBe(announced.length);
    expect(announced.length).toBeGreaterThanOrEqual(3);
  });

  test("a laptop that was offline while others went on is refused clearly, and then sees what they did", async () => {
    const ben = laptop("ben");
    expect((await ben("status", version)).exit).toBe(0);
    renameSync(store, `${store}.gone`);
    for (const argv of [["status"], ["tick", version], ["log", version]]) {
      const refused = await ben(...argv);
      expect(refused.exit).not.toBe(0);
      expect(refused.error).toContain("STORE_UNREACHABLE");
    }
    renameSync(`${store}.gone`, store);
    expect((await ben("status", version)).out).toContain("finished");
  });
});
