import { type Action, type Invocation, isSet, type Outcome } from "../command.ts";
import { worstExit } from "../exit-codes.ts";
import { brief, painter } from "../paint.ts";
import { releasesMeant, versionOf, withRecord } from "../record.ts";
import { type ReleaseView, readRelease } from "../release-view.ts";
import { statusJson, summaryOf } from "../status-json.ts";
import { statusText } from "../status-text.ts";

/** Shows where a release stands, or every release under way. Reads only the journal. */
export const status: Action = (invocation) =>
  withRecord(invocation, async (record) => {
    const kept = await record.journal.releases();
    const meant = releasesMeant(kept, invocation.words["version"]);
    if (meant.length === 0) return noneUnderWay(kept.map(({ release, over }) => `${versionOf(release)} ${over}`));
    return shown(invocation, await Promise.all(meant.map((each) => readRelease(record, each.release))));
  });

const shown = (invocation: Invocation, views: readonly ReleaseView[]): Outcome => {
  const text = views.map((each) => statusText(each, painter(invocation.colour), invocation.surroundings.width)).join("\n");
  return {
    exit: isSet(invocation, "exit-code") ? worstExit(views.map((each) => each.exit)) : "done",
    data: { releases: views.map(statusJson), summary: views.map(summaryOf).join("; ") },
    text,
  };
};

const noneUnderWay = (past: readonly string[]): Outcome => ({
  exit: "done",
  data: { releases: [], past, summary: "no release is under way" },
  text: `No release is under way.${past.length === 0 ? "" : ` Past: ${past.map((each) => brief(each)).join(", ")}.`}\n`,
});
