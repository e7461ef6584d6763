import { expect, test } from "vitest";
import type { CommitStatus, Statuses } from "../../domain/ports/forge.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { setStatus } from "./set-status.ts";

const input = {
  repository: "acme/shop",
  commit: "c",
  context: "signalbox/freeze",
  state: "failure",
  description: "é".repeat(150),
} as const;

const world = (...there: CommitStatus[]) => ({
  there,
  statuses: only<Statuses>({
    of: async () => there,
    set: async (_, __, status) => {
      there.unshift(status);
    },
  }),
});

test("sets a status once, its description as long as GitHub takes it", async () => {
  const at = world();
  expect(await once(setStatus, at, input)).toMatchObject({ sent: true, found: { is: "present" } });
  expect(await once(setStatus, at, input)).toMatchObject({ sent: false });
  expect(at.there).toEqual([{ context: "signalbox/freeze", state: "failure", description: "é".repeat(140) }]);
});

test("sets it again over another word of the same context, and leaves other contexts alone", async () => {
  const description = "é".repeat(140);
  const other = world({ context: "ci", state: "failure", description }, { context: "signalbox/freeze", state: "success", description });
  expect(await setStatus.observe(other, input, looking())).toEqual({ is: "absent" });
});
