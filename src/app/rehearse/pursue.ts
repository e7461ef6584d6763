import { explain } from "../../domain/errors.ts";
import { addDuration, compareInstants, duration, type Instant } from "../../domain/instant.ts";
import { progressOf } from "../../domain/progress.ts";
import { nextWakeUp } from "../../engine/advance.ts";
import { loadRelease } from "../load-release.ts";
import { type ReleaseNow, whatNow } from "../what-now.ts";
import { workByHand } from "./hand-work.ts";
import { type Script, scene } from "./stage.ts";

/** What a person does about something that waits for people; false when nobody can help. */
export type Helper = (release: ReleaseNow) => Promise<boolean>;

const mostTurns = 200;

/** Ticks, lets people answer and time pass, until `until` holds or the release is over. Resolves with where it stands then. */
export const pursue = async (
  script: Script,
  version: string,
  until: (release: ReleaseNow) => boolean,
  help: Helper,
): Promise<ReleaseNow> => {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    await script.stage.type("signalbox", "tick", version);
    const release = await look(script, version);
    if (until(release) || release.state.finishedAt !== undefined || release.state.aborted !== undefined) return release;
    if (await workByHand(script, release.state.captain, release)) continue;
    if (release.asks.length > 0 && (await help(release))) continue;
    if (!(await letTimePass(script, release))) return release;
  }
  const stuck = (await look(script, version)).steps.filter((each) => each.is !== "done" && each.is !== "blocked" && each.is !== "skipped");
  throw explain("BUG", {
    what: `${version} did not come to an end: ${stuck.map((each) => `${each.step} ${each.is}, ${each.says}`).join("; ")}`,
  });
};

/** Where a release stands, read from its journal. */
export const look = async ({ stage }: Script, version: string): Promise<ReleaseNow> =>
  whatNow(await loadRelease(stage.parts, version), stage.parts.kinds);

/** Lets time pass until something can be new; false when nothing ever will be. */
export const letTimePass = async (script: Script, release: ReleaseNow): Promise<boolean> => {
  const next = soonest(script, release);
  if (next === undefined) return false;
  await script.stage.world.advanceTo(next);
  return true;
};

/** Lets time pass without anybody doing anything, but never past `moment`. */
export const waitUntil = async (script: Script, moment: Instant, why: string): Promise<void> => {
  if (compareInstants(moment, script.stage.world.now()) <= 0) return;
  await script.stage.world.advanceTo(moment);
  scene(script, "time", `passes until ${moment}`, why);
};

/**
 * The next moment at which something can be new: what the world is about to do, or else when the release wants to look again. Looks in
 * between would find nothing.
 */
const soonest = (script: Script, { state }: ReleaseNow): Instant | undefined => {
  const now = script.stage.world.now();
  const later = (each: Instant | undefined): Instant | undefined =>
    each !== undefined && compareInstants(each, now) > 0 ? each : undefined;
  const wanted = nextWakeUp(progressOf(state));
  const found = later(script.stage.world.nextDue()) ?? later(wanted);
  if (found !== undefined) return found;
  return wanted === undefined ? undefined : addDuration(now, duration("1m"));
};
