import { countTicks, type Ticks } from "../app/checklist-issue/count-ticks.ts";
import { type IssueKept, keepIssue } from "../app/checklist-issue/keep-issue.ts";
import { loadLastOver } from "../app/load-release.ts";
import type { AppParts } from "../app/parts.ts";
import { ReleaseError } from "../domain/errors.ts";
import { type Invocation, optionValue } from "./command.ts";
import { issueEvent } from "./issue-event.ts";
import { brief, type Paint } from "./paint.ts";

/** Takes the ticks of an event, where one was named. A strange event is no reason not to drive: it is said, and nothing of it counts. */
export const ticksOf = async (invocation: Invocation, parts: AppParts): Promise<Ticks | undefined> => {
  const file = optionValue(invocation, "event");
  if (file === undefined) return undefined;
  const event = issueEvent(await invocation.surroundings.readText(file));
  if (event.is === "refused") return event;
  try {
    return await countTicks(parts, event.edit);
  } catch (error) {
    if (!(error instanceof ReleaseError) || error.code === "INTERRUPTED") throw error;
    return { is: "refused", why: `${error.code}: ${error.explanation.what}` };
  }
};

/** Keeps the issue of each release, and of those that were over when somebody was killed before the last word was written. */
export const keepIssues = async (parts: AppParts, versions: readonly string[], isNamed: boolean): Promise<readonly IssueKept[]> => {
  const last = isNamed ? [] : await loadLastOver(parts, 3);
  const over = last.filter(({ checklistIssue }) => checklistIssue?.stands.is === "opened").map(({ version }) => version);
  const kept: IssueKept[] = [];
  for (const version of new Set([...versions, ...over])) kept.push(await keepIssue(parts, version));
  return kept;
};

export const ticksText = (ticks: Ticks, paint: Paint): string => {
  switch (ticks.is) {
    case "none":
      return `${paint("dim", `no tick to count: ${brief(ticks.why, 300)}`)}\n`;
    case "refused":
      return `${paint("yellow", "no tick was counted:")} ${brief(ticks.why, 300)}\n`;
    case "counted":
      return ticks.items.length === 0
        ? `${brief(ticks.by)} ticked what has changed or was said already; nothing is recorded.\n`
        : `${brief(ticks.by)} marks ${ticks.items.map((each) => brief(each)).join(", ")} of ${brief(ticks.version)} as done.\n`;
  }
};

export const issuesText = (kept: readonly IssueKept[], paint: Paint): string =>
  kept
    .map(({ version, is, url, says }) => {
      const where = url === undefined ? "" : ` ${brief(url, 300)}`;
      const why = says === undefined ? "" : `: ${brief(says, 400)}`;
      return `${paint(is === "failed" ? "yellow" : "dim", `issue of ${brief(version)} ${words[is]}${where}${why}`)}\n`;
    })
    .join("");

const words: Readonly<Record<IssueKept["is"], string>> = {
  opened: "opened",
  rewritten: "rewritten",
  same: "as it was",
  waiting: "not opened yet",
  failed: "is not up to date",
};
