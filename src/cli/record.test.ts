import { expect, test } from "vitest";
import { decisionKinds } from "../checklist/steps/decisions.ts";
import { explain } from "../domain/errors.ts";
import type { Journal } from "../domain/ports/journal.ts";
import { openMemoryJournal } from "../testing/memory-journal.ts";
import { openTestTerminal } from "../testing/terminal.ts";
import { started, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";

/** What was seen last knows 1.30.0; the journal itself has another release, and whoever read it is told of. */
const statusWhere = async (holds: () => Promise<boolean>, seen?: Partial<Journal>) => {
  const [early, now] = [openMemoryJournal(), openMemoryJournal()];
  const plan = toyPlan({ look: { kind: "look" } });
  const say = (journal: Journal, release: string) =>
    journal.append(
      release,
      0,
      started(plan).map((event) => ({ at: "2021-11-15T09:00:00Z", actor: "ana", event })),
    );
  await say(early, "toy/1.30.0");
  await say(now, "other/1.30.0");
  const read: string[] = [];
  const journal = {
    read: (release: string) => {
      read.push(release);
      return now.read(release);
    },
    releases: now.releases,
  };
  const closed: string[] = [];
  const terminal = openTestTerminal(openToyWorld(), {
    openRecord: async () => ({
      journal,
      lately: async () => ({ ...early, ...seen, holds: holds() }),
      kinds: decisionKinds,
      close: async () => void closed.push("once"),
    }),
  });
  const { exit, out } = await terminal.type("status", "--json");
  expect(closed).toEqual(["once"]);
  return { exit, read, said: JSON.parse(out) as { readonly error?: { readonly code: string } } };
};

test("status shows what was seen last when it still holds, and reads nothing again", async () => {
  expect(await statusWhere(async () => true)).toMatchObject({ exit: 0, read: [] });
});

test("status shows what stands there now when it is not what was seen last", async () => {
  expect(await statusWhere(async () => false)).toMatchObject({ exit: 0, read: ["other/1.30.0"] });
});

test("status is done again where something was wrong with what was seen last", async () => {
  const broken = async (): Promise<never> => {
    throw explain("COPY_DAMAGED", { place: "here", reason: "it is gone" });
  };
  expect(await statusWhere(async () => true, { releases: broken })).toMatchObject({ exit: 0, read: ["other/1.30.0"] });
});

test("status shows nothing while nobody can say whether it still holds", async () => {
  const unreachable = async (): Promise<never> => {
    throw explain("STORE_UNREACHABLE", { place: "there", reason: "nobody answers" });
  };
  expect(await statusWhere(unreachable)).toMatchObject({ read: [], said: { error: { code: "STORE_UNREACHABLE" } } });
});
