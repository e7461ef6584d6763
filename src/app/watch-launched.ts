import { ReleaseError } from "../domain/errors.ts";
import { addDuration, compareInstants, type Duration, duration, type Instant, instant, parseInstant } from "../domain/instant.ts";
import type { Event } from "../domain/journal/event.ts";
import { fold } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { KeptRelease, ReleaseId } from "../domain/ports/journal.ts";
import { standingAlarms } from "../domain/standing-alarms.ts";
import { launchedAt } from "./launched-since.ts";
import { say } from "./load-release.ts";
import { watchFile } from "./own-files.ts";
import { type AppParts, releaseId } from "./parts.ts";
import { tellAlarms, withMessages } from "./tell-alarms.ts";
import { type Difference, type Done, differencesAt, doneIn } from "./verify-release.ts";

/** A launched release: whether an alarm about it stands, where nobody could look this time, and which alarms the team has not been told of yet. */
export interface Watched {
  readonly version: string;
  readonly isChanged: boolean;
  readonly unseen: readonly string[];
  readonly untold: readonly string[];
}

/** How long after its launch what users get of a release is looked at again. */
export const watchedFor = duration("14d");

/** How often. */
const watchedEvery = duration("1h");

/** So many releases that are over are watched, those that began last. */
const mostWatched = 20;

const code = "CHANGED_SINCE_LAUNCH";

/**
 * Looks again at what users get of every launched release, over or not: the tag, the images, the feed at the edge, the chart. A difference raises one
 * alarm, and holds a release that is under way, so that nothing more is told of it; when it is gone, that is said as well. Quiet looks leave no entry.
 */
export const watchLaunched = async (parts: AppParts, named?: string): Promise<readonly Watched[]> => {
  const watched: Watched[] = [];
  for (const { release } of candidatesAmong(await parts.journal.releases(), parts, named)) {
    try {
      watched.push(...(await watchOne(parts, release)));
    } catch (error) {
      // What is wrong with one record keeps no other release from leaving.
      if (!(error instanceof ReleaseError)) throw error;
      watched.push({ version: release.slice(parts.train.name.length + 1), isChanged: false, unseen: [error.explanation.what], untold: [] });
    }
  }
  return watched;
};

const watchOne = async (parts: AppParts, release: ReleaseId): Promise<readonly Watched[]> => {
  const state = fold(await parts.journal.read(release));
  const since = state === undefined ? undefined : launchedAt(state);
  if (state === undefined || since === undefined) return [];
  const until = addDuration(since, watchedFor);
  const looked = await lookOrClose(parts, state, { since, until });
  const untold = await tellAlarms(parts, looked.state);
  return [{ version: state.version, isChanged: standingAlarms(looked.state).length > 0, unseen: looked.unseen, untold }];
};

interface Looked {
  readonly state: ReleaseState;
  readonly unseen: readonly string[];
}

const lookOrClose = async (
  parts: AppParts,
  state: ReleaseState,
  { since, until }: { readonly since: Instant; readonly until: Instant },
): Promise<Looked> => {
  if (compareInstants(parts.clock.now(), until) > 0)
    return { state: await tell(parts, state.version, (now) => closing(now, until)), unseen: [] };
  return (await isDue(parts, state.version, since)) ? look(parts, state) : { state, unseen: [] };
};

const candidatesAmong = (kept: readonly KeptRelease[], { train }: AppParts, named: string | undefined): readonly KeptRelease[] => {
  const ours = kept.filter(({ release }) => release.startsWith(`${train.name}/`));
  if (named !== undefined) return ours.filter(({ release }) => release === releaseId(train, named));
  const over = new Set(ours.filter((each) => each.over !== undefined).slice(-mostWatched));
  return ours.filter((each) => each.over === undefined || over.has(each));
};

/** A first look comes an hour after the launch; a moment that lies ahead was written by a clock that was wrong. */
const isDue = async ({ ports, clock }: AppParts, version: string, since: Instant): Promise<boolean> => {
  const kept = await ports.artifacts.read(version, watchFile);
  const last = (kept === undefined ? undefined : parseInstant(new TextDecoder().decode(kept).trim())) ?? since;
  const now = clock.now();
  return compareInstants(last, now) > 0 || compareInstants(addDuration(last, watchedEvery), now) <= 0;
};

const look = async (parts: AppParts, state: ReleaseState): Promise<Looked> => {
  const places = publishedIn(parts, state);
  const differences = places.length === 0 ? [] : await differencesAt(parts, state, places);
  const told = await tell(parts, state.version, (now) => alarmsOf(now, places, differences));
  await parts.ports.artifacts.write(state.version, watchFile, new TextEncoder().encode(`${parts.clock.now()}\n`));
  return { state: told, unseen: differences.flatMap(({ found, unseen }) => (unseen === true ? [found] : [])) };
};

/** What was recorded within the last hour was seen within the last hour, and may lag behind itself. */
const publishedIn = (parts: AppParts, state: ReleaseState): readonly Done[] => {
  const before = addDuration(parts.clock.now(), -watchedEvery as Duration);
  return doneIn(parts, state).flatMap((each) => {
    const { published } = each.kind;
    const at = each.standing.record.done?.at;
    if (published === undefined || at === undefined || compareInstants(instant(at), before) > 0) return [];
    return [{ ...each, moves: published.moves }];
  });
};

/** One alarm for each difference, again only when it is another one; and one that says that it is over. What nobody could see proves neither. */
const alarmsOf = (state: ReleaseState, places: readonly Done[], differences: readonly Difference[]): readonly Event[] => {
  const standing = standingAlarms(state);
  return places.flatMap(({ step: { id: step } }): readonly Event[] => {
    const [before, now] = [standing.find((each) => each.step === step), differences.find((each) => each.step === step)];
    if (now === undefined)
      return before === undefined ? [] : [{ is: "alarm", code, step, what: `${step} is again as recorded`, over: true }];
    const what = `${step}: ${now.found}`;
    if (now.unseen === true || before?.what === what) return [];
    const isOver = state.finishedAt !== undefined || state.aborted !== undefined;
    const held: readonly Event[] = isOver || state.held !== undefined ? [] : [{ is: "held", reason: `${code}: ${what}` }];
    return [{ is: "alarm", code, step, what }, ...held];
  });
};

/** Nobody looks any more, so nobody could say that it is over. */
const closing = (state: ReleaseState, until: Instant): readonly Event[] =>
  standingAlarms(state).map(({ step, what }) => ({
    is: "alarm",
    code,
    ...(step === undefined ? {} : { step }),
    what: `the watch ended ${until}, and this was not put back: ${what}`,
    over: true,
  }));

/** Whoever drives the release or speaks about it meanwhile is first; then it is decided again from what they wrote. */
const tell = async (parts: AppParts, version: string, decide: (state: ReleaseState) => readonly Event[]): Promise<ReleaseState> => {
  let told: readonly Event[] = [];
  const state = await say({ ...parts, actor: "signalbox" }, version, (now) => {
    told = withMessages(parts.train, now, decide(now));
    return told;
  });
  for (const event of told) parts.onEvent(event, state);
  return state;
};
