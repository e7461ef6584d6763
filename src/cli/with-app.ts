import { onlyRelease } from "../app/load-release.ts";
import type { AppParts } from "../app/parts.ts";
import type { Invocation } from "./command.ts";
import { progressOn } from "./progress.ts";
import type { Need } from "./surroundings.ts";

/** Opens the product for one command and closes it however the command ends. */
export const withApp = async <T>(invocation: Invocation, need: Need, work: (parts: AppParts) => Promise<T>): Promise<T> => {
  const { surroundings, global, colour } = invocation;
  const progress = progressOn(surroundings, colour);
  const { parts, close } = await surroundings.openApp({ ...global, need, onEvent: progress.onEvent, onReading: progress.onReading });
  try {
    return await work(parts);
  } finally {
    progress.end();
    await close();
  }
};

/** The version a command means: the one named, or the only one under way. Raises USAGE when that leaves a choice. */
export const versionMeant = async (invocation: Invocation, parts: AppParts): Promise<string> => {
  const named = invocation.words["version"];
  if (named !== undefined) return named;
  return (await onlyRelease(parts)).version;
};
