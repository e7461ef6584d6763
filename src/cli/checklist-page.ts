import { makeChecklist } from "../app/checklist-issue/make-checklist.ts";
import type { AppParts } from "../app/parts.ts";
import { renderChecklist } from "../texts/render-checklist.ts";
import type { ReleaseView } from "./release-view.ts";

/** Releases as a page of Markdown, one checklist after another. */
export const checklistPage = (views: readonly ReleaseView[], kinds: AppParts["kinds"]): string =>
  views.length === 0 ? "No release is under way.\n" : views.map((each) => renderChecklist(makeChecklist(each, kinds))).join("\n");
