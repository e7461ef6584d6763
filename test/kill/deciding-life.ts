/**
 * A process that decides about a release, as `hold` and `resume` do, until it is killed. Each decision is said on standard output once the product has
 * acknowledged it: the release, the place of its entry, and what was decided.
 */
import { writeSync } from "node:fs";
import { findRelease } from "../../src/app/load-release.ts";
import { hold, resume } from "../../src/app/steer.ts";
import type { ReleaseState } from "../../src/domain/journal/state.ts";
import { pause } from "../../src/host/clock.ts";
import { openSqliteJournal } from "../../src/store/sqlite-journal.ts";
import { openGitStore } from "../../src/testing/git-store.ts";
import { toyApp } from "../../src/testing/toy-app.ts";
import { started, toyPlan } from "../../src/testing/toy-release.ts";
import { openToyWorld } from "../../src/testing/toy-world.ts";

const [folder = "", version = "", life = "", remote] = process.argv.slice(2);
const journal = remote === undefined ? openSqliteJournal(folder, pause) : openGitStore(remote, folder);
const world = openToyWorld();
const parts = toyApp({ journal, world }, "ana");

const acknowledge = ({ release, sequence }: ReleaseState, what: string): void => {
  try {
    writeSync(1, `${release} ${sequence} ${what}\n`);
  } catch (error) {
    // Whoever listened is gone, and with it everybody who could count what is decided from here on.
    if (error instanceof Error && "code" in error && error.code === "EPIPE") process.exit();
    throw error;
  }
};

const resumed = async (): Promise<void> => acknowledge(await resume()(parts, version), "resumed");

const before = await findRelease(parts, version);
if (before === undefined)
  await journal.append(
    `toy/${version}`,
    0,
    started(toyPlan({ tag: { kind: "set" } })).map((event) => ({ at: world.clock.now(), actor: "ana", event })),
  );
if (before?.held !== undefined) await resumed();
for (let made = 1; ; made += 1) {
  const reason = `life ${life}, decision ${made}`;
  const state = await hold(reason)(parts, version);
  // What a life before had under way when it died may arrive now, and hold the release first.
  if (state.held?.reason === reason) acknowledge(state, `held ${reason}`);
  await resumed();
}
