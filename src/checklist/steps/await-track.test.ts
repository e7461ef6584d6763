import { expect, test } from "vitest";
import type { Tracks } from "../../domain/ports/tracks.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitTrack } from "./await-track.ts";

test("only one release of a train launches at a time", async () => {
  const input = { train: "shop", version: "1.30.0" };
  const verdict = async (others: readonly string[]) => {
    const found = await awaitTrack.observe({ tracks: only<Tracks>({ launching: async () => others }) }, input, looking());
    return found.is === "present" && awaitTrack.verify(input, found.state);
  };
  expect(await verdict([])).toMatchObject({ is: "holds" });
  expect(await verdict(["1.29.1"])).toEqual({ is: "pending", why: "launching now: 1.29.1" });
});
