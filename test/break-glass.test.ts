import { afterAll, expect, test, vi } from "vitest";
import type { ReleaseNow } from "../src/app/what-now.ts";
import { viewOf } from "../src/cli/release-view.ts";
import { statusText } from "../src/cli/status-text.ts";
import { openShelf, version } from "../src/testing/staged-release.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const shelf = openShelf();
afterAll(() => shelf.end());

const asks = (kind: string) => (release: ReleaseNow) => release.asks.some((each) => each.kind === kind);

test("one captain launches a whole release alone; everything else is done, and it is finished when somebody else has reviewed it", async () => {
  const staged = await shelf.stage(shelf.folder());
  await staged.types("ana", "start", version);
  await staged.goOn(asks("approve"));
  expect(await staged.types("cleo", "break-glass", version, "--reason", "nobody else is awake")).toMatchObject({ exit: 7 });
  expect(await staged.types("ana", "break-glass", version, "--reason", "nobody else is awake")).toMatchObject({ exit: 0 });
  expect(await staged.types("ana", "approve", version, "review")).toMatchObject({ exit: 7 });

  await staged.until("2021-11-29T12:00:00Z");
  expect(staged.applied().filter((each) => each.includes(`refs/tags/${version} `))).toHaveLength(1);
  expect(await staged.alarms()).toEqual(["GLASS_BROKEN"]);

  // Everything else goes on to its end, and the release with it only so far.
  await staged.until("2021-11-29T16:00:00Z");
  expect(await staged.types("cleo", "approve", version, "send-newsletter")).toMatchObject({ exit: 0 });
  await staged.until("2021-11-30T12:00:00Z");
  const open = await staged.now();
  expect(open.state.finishedAt).toBeUndefined();
  expect(open.steps.filter((each) => each.is !== "done" && each.is !== "skipped").map((each) => each.step)).toEqual(["review/confirm"]);
  const shown = statusText(viewOf(open.state, [], staged.stage.parts.kinds), (_, text) => text, 100);
  expect(shown).toContain(`alarm GLASS_BROKEN`);
  expect(shown).toContain("ana opens the launch of 1.30.0 alone: nobody else is awake");
  expect(shown).toContain(`signalbox approve ${version} review`);

  expect(await staged.types("ben", "approve", version, "review")).toMatchObject({ exit: 0 });
  expect(await staged.types("signalbox", "tick", version)).toMatchObject({ exit: 0 });
  expect((await staged.now()).state.finishedAt).toBeDefined();
});
