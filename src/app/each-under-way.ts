import { ReleaseError } from "../domain/errors.ts";
import { loadUnderWay } from "./load-release.ts";
import type { AppParts } from "./parts.ts";

/** What came of the turn that one release had. */
export type Turn<Result> =
  | { readonly is: "done"; readonly version: string; readonly result: Result }
  | { readonly is: "failed"; readonly version: string; readonly error: ReleaseError };

/**
 * Gives every release under way one turn, in order of start. A turn ends when nothing is due, so none waits for longer than the turns of the others;
 * one that cannot be driven does not keep the others from leaving. `first` are releases that are over and have something to tell. Raises INTERRUPTED when it was asked to stop.
 */
export const eachUnderWay = async <Result>(
  parts: Pick<AppParts, "journal" | "train">,
  drive: (version: string) => Promise<Result>,
  first: readonly string[] = [],
): Promise<readonly Turn<Result>[]> => {
  const turns: Turn<Result>[] = [];
  const underWay = (await loadUnderWay(parts)).map(({ version }) => version);
  for (const version of [...first.filter((each) => !underWay.includes(each)), ...underWay]) {
    try {
      turns.push({ is: "done", version, result: await drive(version) });
    } catch (error) {
      if (!(error instanceof ReleaseError) || error.code === "INTERRUPTED") throw error;
      turns.push({ is: "failed", version, error });
    }
  }
  return turns;
};
