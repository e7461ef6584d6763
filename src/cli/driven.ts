import { type Driven, drive } from "../app/drive.ts";
import { type AppParts, releaseId } from "../app/parts.ts";
import { explain } from "../domain/errors.ts";
import type { Invocation, Outcome } from "./command.ts";
import { painter } from "./paint.ts";
import { type ReleaseView, readRelease } from "./release-view.ts";
import { statusJson } from "./status-json.ts";
import { summaryText } from "./status-text.ts";

/** Drives one release until nothing is due, and reads where it stands then. Raises INTERRUPTED when it was asked to stop before. */
export const driveAndLook = async (parts: AppParts, version: string): Promise<ReleaseView> => {
  const driven: Driven = await drive(parts, version);
  if (driven.stopped === "stopping") throw explain("INTERRUPTED", { release: driven.state.release });
  return { ...(await readRelease(parts, releaseId(parts.train, version))), next: driven.next };
};

/** One release as the outcome of `start` and of whatever else leaves one to look at. */
export const outcomeOf = (invocation: Invocation, view: ReleaseView): Outcome => ({
  exit: view.exit,
  data: statusJson(view),
  text: summaryText(view, painter(invocation.colour)),
});
