import { explain } from "../../domain/errors.ts";
import { addDuration, duration, type Instant } from "../../domain/instant.ts";
import { addDays, plainDate } from "../../domain/plain-date.ts";
import { parsePlainTime } from "../../domain/ports/zones.ts";
import { dialOf } from "../../domain/train.ts";
import { formatVersion, nextVersion, parseVersion } from "../../domain/version.ts";
import { fillAll } from "../fill-all.ts";
import { namesOf } from "../template-names.ts";
import { zoneOf } from "../today.ts";
import type { ReleaseNow } from "../what-now.ts";
import { answers } from "./answer.ts";
import { closeBlocker, findBlocker } from "./blocker.ts";
import type { Cast } from "./cast.ts";
import { workByHand } from "./hand-work.ts";
import { knock } from "./knock.ts";
import { letTimePass, look, pursue, waitUntil } from "./pursue.ts";
import { type Script, scene, types } from "./stage.ts";

/** Versions that were released, in the order in which users were told. */
export interface Told {
  readonly versions: readonly string[];
}

/** One release from freeze to newsletter, not a smooth one; a patch overtakes it where there is a blocker that it mends. */
export const play = async (script: Script, cast: Cast, wanted: string | undefined): Promise<Told> => {
  const { failed } = await types(script, cast.captain, "start", ...(wanted === undefined ? [] : [wanted]));
  if (failed !== undefined) throw failed;
  const version = wanted ?? (await newestVersion(script));
  const { train } = script.stage.parts;
  const branch = fillAll(train.repository.branch, namesOf(version, ""));
  if (!isCut(await look(script, version))) await pursue(script, version, isCut, nobody);
  if (train.freeze !== undefined) await knock(script, cast, version, branch);
  const patch = await testAndMend(script, cast, version, branch);
  const slipped = await slip(script, cast, version);
  await launch(script, cast, version, slipped);
  await pursue(
    script,
    version,
    () => false,
    answers(script, cast, version, () => true),
  );
  return { versions: [...(patch === undefined ? [] : [patch]), version] };
};

const newestVersion = async ({ stage }: Script): Promise<string> => {
  const ids = await stage.parts.journal.releases();
  return ids.at(-1)?.release.split("/").at(-1) ?? "";
};

const isCut = ({ steps }: ReleaseNow): boolean => steps.every((each) => each.item !== "cut-branch" || each.is === "done");

const nobody = async (): Promise<boolean> => false;

const asksFor = (kind: string) => (release: ReleaseNow) => release.asks.some((each) => each.kind === kind);

const testAndMend = async (script: Script, cast: Cast, version: string, branch: string): Promise<string | undefined> => {
  const ready = await pursue(script, version, (release) => asksFor("test-session")(release) || asksFor("approve")(release), nobody);
  if (!asksFor("test-session")(ready)) return undefined;
  const mended = await findBlocker(script, cast, version, branch);
  await types(script, cast.captain, "tick", version);
  await pursue(script, version, asksFor("test-session"), nobody);
  await closeBlocker(script, cast, version);
  return overtake(script, cast, ready.state.plan?.previous ?? "", mended);
};

/** The released version has the bug as well: a patch with the same fix overtakes the release that is under way. */
const overtake = async (script: Script, cast: Cast, previous: string, fix: string): Promise<string | undefined> => {
  const before = parseVersion(previous);
  if (before === undefined) return undefined;
  const patch = formatVersion(nextVersion(before, "patch"));
  scene(script, cast.captain, `decides that ${previous} must be mended at once`, `${patch} overtakes the release under way`);
  await types(script, cast.captain, "start", patch, "--pick", fix);
  await pursue(
    script,
    patch,
    () => false,
    answers(script, cast, patch, () => true),
  );
  return patch;
};

/** On the planned day only one person approves, where two are needed; the launch slips to the day after. */
const slip = async (script: Script, cast: Cast, version: string): Promise<boolean> => {
  const { state } = await look(script, version);
  const planned = state.plan?.days.planned;
  if (planned === undefined) return false;
  await waitUntil(script, at(script, planned, "09:30"), "the planned day");
  await pursue(script, version, asksFor("approve"), nobody);
  if (script.stage.parts.train.launchGate.approvals < 2) return false;
  let approved = 0;
  await answers(script, cast, version, () => approved++ === 0)(await look(script, version));
  await types(script, cast.captain, "tick", version);
  scene(script, "time", "passes, and the second approver stays away", "the launch slips a day", true);
  await waitUntil(script, at(script, addDays(plainDate(planned), 1), "09:30"), "the day after");
  return true;
};

const at = ({ stage }: Script, day: string, time: string): Instant => {
  const { parts } = stage;
  const clock = parsePlainTime(time);
  if (clock === undefined) return addDuration(stage.world.now(), duration("0s"));
  return parts.ports.zones.instantOf(plainDate(day), clock, zoneOf(parts)).instant;
};

/** The point of no return, with the worst that can happen there: the process is killed, and later a reply is lost. */
const launch = async (script: Script, cast: Cast, version: string, slipped: boolean): Promise<void> => {
  const help = answers(script, cast, version, () => true);
  await help(await look(script, version));
  if (dialOf(script.stage.parts.train, tag.item) !== "signalbox") return loseReply(script);
  // A slipped launch stops at the question about its day, so that this tick cannot reach the tag.
  if (slipped) {
    await types(script, cast.captain, "tick", version);
    await help(await look(script, version));
  }
  let ended = "it never came so far";
  for (let turn = 0; turn < 20; turn += 1) {
    const { killed, says } = await script.stage.typeUntilKilled(cast.captain, ["tick", version], tag.at);
    if (killed) {
      scene(script, cast.captain, `signalbox tick ${version}`, "SIGKILL: the tag was pushed, and nobody wrote down that it was", true);
      return loseReply(script);
    }
    ended = says;
    const now = await look(script, version);
    if (!(await workByHand(script, cast.captain, now)) && !(await help(now)) && !(await letTimePass(script, now))) break;
  }
  throw explain("BUG", { what: `The process was to be killed at ${tag.at.step}, but it ended otherwise: ${ended}` });
};

/** The point of no return. */
const tag = { item: "tag-release", at: { step: "tag-release/push-tag", boundary: "b2" } } as const;

const loseReply = (script: Script): void => {
  const { train } = script.stage.parts;
  if (train.slack.some((each) => each.at === "announce") && dialOf(train, "post-to-slack") === "signalbox") {
    script.stage.loseReply("slack", "chat.postMessage");
    scene(script, "the wire", "loses the reply to the next message on Slack", "posted, but we are not told", true);
  } else if (train.sync !== undefined && dialOf(train, "sync-main") !== "people") {
    script.stage.loseReply("github", "pulls/create");
    scene(script, "the wire", "loses the reply to the next pull request", "opened, but we are not told", true);
  }
};
