import { loadReleases } from "../../app/load-release.ts";
import type { AppParts } from "../../app/parts.ts";
import { type Action, type Invocation, isSet, type Outcome } from "../command.ts";
import { worstExit } from "../exit-codes.ts";
import { brief, painter } from "../paint.ts";
import { type ReleaseView, readRelease } from "../release-view.ts";
import { statusJson } from "../status-json.ts";
import { statusText } from "../status-text.ts";
import { isUnderWay, withApp } from "../with-app.ts";

/** Shows where a release stands, or every release under way. Reads only the journal. */
export const status: Action = (invocation) =>
  withApp(invocation, "journal", async (parts) => {
    const named = invocation.words["version"];
    if (named !== undefined) return shown(invocation, [await readRelease(parts, named)]);
    const all = await loadReleases(parts);
    const underWay = all.filter(isUnderWay).map((each) => each.version);
    if (underWay.length === 0)
      return noneUnderWay(all.map((each) => `${each.version} ${each.aborted === undefined ? "finished" : "aborted"}`));
    return shown(invocation, await viewsOf(parts, underWay));
  });

const viewsOf = (parts: AppParts, versions: readonly string[]): Promise<readonly ReleaseView[]> =>
  Promise.all(versions.map((each) => readRelease(parts, each)));

const shown = (invocation: Invocation, views: readonly ReleaseView[]): Outcome => {
  const text = views.map((each) => statusText(each, painter(invocation.colour), invocation.surroundings.width)).join("\n");
  return {
    exit: isSet(invocation, "exit-code") ? worstExit(views.map((each) => each.exit)) : "done",
    data: { releases: views.map(statusJson) },
    text,
  };
};

const noneUnderWay = (past: readonly string[]): Outcome => ({
  exit: "done",
  data: { releases: [], past },
  text: `No release is under way.${past.length === 0 ? "" : ` Past: ${past.map((each) => brief(each)).join(", ")}.`}\n`,
});
