import { timings } from "../../checklist/steps/lateness.ts";
import { hashOf } from "../../domain/canonical.ts";
import { isLostRace, ReleaseError } from "../../domain/errors.ts";
import { addDuration, compareInstants, type Duration, type Instant, instant } from "../../domain/instant.ts";
import type { Entry, IssueStands } from "../../domain/journal/event.ts";
import { fold } from "../../domain/journal/fold.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import type { Issue } from "../../domain/ports/forge.ts";
import { readsTheSame, renderIssue } from "../../texts/render-checklist.ts";
import { type AppParts, releaseId } from "../parts.ts";
import { whatNow } from "../what-now.ts";
import { isOver, makeChecklist, type Told } from "./make-checklist.ts";

/** What became of the issue in one look. Nothing of it is an error of the release. */
export interface IssueKept {
  readonly version: string;
  readonly is: "opened" | "rewritten" | "same" | "waiting" | "failed";
  readonly url?: string;
  /** Why it is not up to date. */
  readonly says?: string;
}

/**
 * Keeps one issue that mirrors the checklist of a release, in the train's repository. It is opened like a marked effect: intended first, counted by a
 * mark that is written with it, and sent again only when nothing can arrive late and two looks found none. The release waits for none of this.
 */
export const keepIssue = async (parts: AppParts, version: string): Promise<IssueKept> => {
  try {
    const release = await read(parts, version);
    if (release === undefined) return { version, is: "failed", says: `there is no release ${version}` };
    const known = release.now.state.checklistIssue?.stands;
    if (known?.is === "opened") return await rewrite(parts, release, known);
    return isOver(release) ? { version, is: "same" } : await open(parts, release);
  } catch (error) {
    if (!(error instanceof ReleaseError) || error.code === "INTERRUPTED") throw error;
    return { version, is: "failed", says: `${error.code}: ${error.explanation.what}` };
  }
};

/** As it is in the record now. When it looks again is left out: a text that changed at every look would be in the way of who ticks. */
const read = async ({ journal, train, kinds }: AppParts, version: string): Promise<Told | undefined> => {
  const entries = await journal.read(releaseId(train, version));
  const state = fold(entries);
  return state === undefined ? undefined : { now: whatNow(state, kinds), entries, next: undefined };
};

/** Made of the release's first entry: nobody can write it into an issue of their own before ours is there. */
export const issueMark = (entries: readonly Entry[]): string =>
  `<!-- signalbox:checklist ${hashOf(["checklist-issue", entries[0]?.hash ?? ""]).slice(0, 32)} -->`;

const rewrite = async (
  { ports, train, kinds }: AppParts,
  told: Told,
  { number, url }: Extract<IssueStands, { readonly is: "opened" }>,
): Promise<IssueKept> => {
  const { version } = told.now.state;
  const repository = train.repository.name;
  const there = await ports.issues.get(repository, number);
  if (there === undefined) return { version, is: "failed", url, says: `#${number} is gone; no other one is opened for this release` };
  const body = renderIssue(makeChecklist(told, kinds), issueMark(told.entries), there.body);
  if (readsTheSame(body, there.body)) return { version, is: "same", url };
  await ports.issues.update(repository, number, { body, ...(isOver(told) ? { state: "closed" as const } : {}) });
  return { version, is: "rewritten", url };
};

const open = async (parts: AppParts, told: Told): Promise<IssueKept> => {
  const { state } = told.now;
  const { version } = state;
  const mark = issueMark(told.entries);
  const repository = parts.train.repository.name;
  const ours = (await parts.ports.issues.changedSince(repository, instant(state.startedAt))).filter(({ body }) => body.includes(mark));
  const [own, second] = ours;
  if (own !== undefined && second !== undefined)
    return {
      version,
      is: "failed",
      says: `${ours.map(({ number }) => `#${number}`).join(" and ")} carry this release's mark: take it out of all but one`,
    };
  if (own !== undefined) return found(parts, told, own);
  const turn = turnOf(state, parts.clock.now());
  if (turn.is === "wait") return { version, is: "waiting", says: `it may have been opened already; looked for again at ${turn.until}` };
  // Whoever else writes to the record meanwhile has the say: then nothing is sent, and the next look decides anew.
  if (!(await noted(parts, state, { is: turn.is === "look" ? "missing" : "intended" })))
    return { version, is: "waiting", says: "somebody else wrote to the record meanwhile" };
  if (turn.is === "look") return { version, is: "waiting", says: "it may have been opened already, and is looked for once more" };
  const opened = await parts.ports.issues.open(repository, {
    title: `Release ${version}`,
    body: renderIssue(makeChecklist(told, parts.kinds), mark, ""),
  });
  await remember(parts, version, opened);
  return { version, is: "opened", url: opened.url };
};

const found = async (parts: AppParts, told: Told, own: Issue): Promise<IssueKept> => {
  await remember(parts, told.now.state.version, own);
  return rewrite(parts, told, { is: "opened", number: own.number, url: own.url });
};

type Turn = { readonly is: "send" } | { readonly is: "look" } | { readonly is: "wait"; readonly until: Instant };

/** What may be done when a look found none. A record that was put back does not know what was sent after it. */
const turnOf = ({ checklistIssue, restoredAt }: ReleaseState, now: Instant): Turn => {
  const { deadline, lateness, settle } = timings.github;
  const last = checklistIssue ?? (restoredAt === undefined ? undefined : { at: restoredAt, stands: { is: "intended" as const } });
  if (last === undefined) return { is: "send" };
  const isSecond = last.stands.is === "missing";
  const until = addDuration(instant(last.at), isSecond ? settle : ((deadline + lateness) as Duration));
  if (compareInstants(now, until) < 0) return { is: "wait", until };
  return { is: isSecond ? "send" : "look" };
};

const byUs = "signalbox";

/** Writes what is about to be done only if the record is still as it was read. */
const noted = async ({ journal, clock }: AppParts, { release, sequence }: ReleaseState, stands: IssueStands): Promise<boolean> => {
  try {
    await journal.append(release, sequence, [{ at: clock.now(), actor: byUs, event: { is: "checklist-issue", stands } }]);
    return true;
  } catch (error) {
    if (isLostRace(error)) return false;
    throw error;
  }
};

/** What was opened must be written down whoever else writes: tried until it is, unless it is known already or the release is over. */
const remember = async (parts: AppParts, version: string, { number, url }: Issue): Promise<void> => {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const release = await read(parts, version);
    if (release === undefined || isOver(release) || release.now.state.checklistIssue?.stands.is === "opened") return;
    if (await noted(parts, release.now.state, { is: "opened", number, url })) return;
  }
};
