import { fold } from "../../domain/journal/fold.ts";
import type { KeptRelease } from "../../domain/ports/journal.ts";
import { standingAlarms } from "../../domain/standing-alarms.ts";
import { type Action, type Invocation, isSet, type Outcome } from "../command.ts";
import { worstExit } from "../exit-codes.ts";
import { brief, painter } from "../paint.ts";
import { type Kept, releasesMeant, versionOf, withRecordAhead } from "../record.ts";
import { type ReleaseView, readRelease } from "../release-view.ts";
import { statusJson, summaryOf } from "../status-json.ts";
import { statusText } from "../status-text.ts";

/** Shows where a release stands, or every release under way. Reads only the journal. */
export const status: Action = (invocation) =>
  withRecordAhead(invocation, async (record) => {
    const kept = await record.journal.releases();
    const meant = releasesMeant(kept, invocation.words["version"]);
    const changed = invocation.words["version"] === undefined ? await changedSince(record, kept) : [];
    if (meant.length + changed.length === 0) return noneUnderWay(kept.map(({ release, over }) => `${versionOf(release)} ${over}`));
    return shown(invocation, [...changed, ...(await Promise.all(meant.map((each) => readRelease(record, each.release))))], record.kinds);
  });

/** Releases that are over, and about which an alarm stands. */
const changedSince = async (record: Kept, kept: readonly KeptRelease[]): Promise<readonly ReleaseView[]> => {
  const over = kept.filter((each) => each.over !== undefined).slice(-mostLookedAt);
  const views = await Promise.all(
    over.map(async ({ release }) => {
      const state = fold(await record.journal.read(release));
      return state !== undefined && standingAlarms(state).length > 0 ? [await readRelease(record, release)] : [];
    }),
  );
  return views.flat();
};

/** As many as leave within the days of the watch; a tick looks at more of them, and tells of what it finds. */
const mostLookedAt = 4;

const shown = async (invocation: Invocation, views: readonly ReleaseView[], kinds: Kept["kinds"]): Promise<Outcome> => {
  const text = isSet(invocation, "markdown")
    ? await pageOf(views, kinds)
    : views.map((each) => statusText(each, painter(invocation.colour), invocation.surroundings.width)).join("\n");
  return {
    exit: isSet(invocation, "exit-code") ? worstExit(views.map((each) => each.exit)) : "done",
    data: { releases: views.map(statusJson), summary: views.map(summaryOf).join("; ") },
    text,
  };
};

/** Loaded only when it is asked for: status must be quick. */
const pageOf = async (views: readonly ReleaseView[], kinds: Kept["kinds"]): Promise<string> => {
  const { checklistPage } = await import("../checklist-page.ts");
  return checklistPage(views, kinds);
};

const noneUnderWay = (past: readonly string[]): Outcome => ({
  exit: "done",
  data: { releases: [], past, summary: "no release is under way" },
  text: `No release is under way.${past.length === 0 ? "" : ` Past: ${past.map((each) => brief(each)).join(", ")}.`}\n`,
});
