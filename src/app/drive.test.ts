import { expect, test } from "vitest";
import type { Event } from "../domain/journal/event.ts";
import type { Journal } from "../domain/ports/journal.ts";
import { toyApp } from "../testing/toy-app.ts";
import { openToyRelease, releaseName, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { drive } from "./drive.ts";

const open = () => openToyRelease(openToyWorld(), toyPlan({ first: { kind: "marked" }, second: { kind: "blind", after: ["first"] } }));

const finding: Event = { is: "finding-raised", id: "F1", severity: "minor", text: "odd", owner: "ana", candidate: "c" };

/** Somebody else writes just before every append for which `when` holds. */
const talkative = (inner: Journal, when: (nth: number) => boolean): Journal => {
  let seen = 0;
  return {
    ...inner,
    append: async (id, after, said) => {
      if (when(seen++)) await inner.append(id, (await inner.read(id)).length, [{ at: said[0]?.at ?? "", actor: "ben", event: finding }]);
      return inner.append(id, after, said);
    },
  };
};

test("whatever people write during a drive, from the claim to the end of it, the drive goes on and sends once", async () => {
  const undisturbed = await open();
  const before = (await undisturbed.journal.read(releaseName)).length;
  await drive(toyApp(undisturbed, "ana"), "1.30.0");
  const appends = (await undisturbed.journal.read(releaseName)).length - before;
  for (let at = 0; at < appends; at += 1) {
    const release = await open();
    const driven = await drive(toyApp(release, "ana", { journal: talkative(release.journal, (nth) => nth === at) }), "1.30.0");
    expect(driven.stopped, `entry ${at}`).toBe("finished");
    expect([release.world.requests("first"), release.world.requests("second")], `entry ${at}`).toEqual([1, 1]);
    expect((await release.state()).owner, `entry ${at}`).toBeUndefined();
  }
});

test("a drive that never gets a word in gives up, with nothing sent and nothing lost", async () => {
  const release = await open();
  await expect(drive(toyApp(release, "ana", { journal: talkative(release.journal, () => true) }), "1.30.0")).rejects.toMatchObject({
    code: "LOST_RACE",
  });
  expect(release.world.requests("first")).toBe(0);
  expect((await drive(toyApp(release, "ana"), "1.30.0")).stopped).toBe("finished");
});

test("another driver that comes and goes before our first entry is let pass, and the drive goes on from where it left", async () => {
  const release = await open();
  let others = 0;
  const crowded: Journal = {
    ...release.journal,
    append: async (id, after, said) => {
      const { epoch, sequence } = await release.state();
      if (others++ < 3)
        await release.journal.append(id, sequence, [
          {
            at: said[0]?.at ?? "",
            actor: "signalbox",
            event: { is: "owner-claimed", epoch: epoch + 1, owner: "there:7", until: "2021-11-15T09:10:00Z" },
          },
          { at: said[0]?.at ?? "", actor: "signalbox", event: { is: "owner-released", epoch: epoch + 1 } },
        ]);
      return release.journal.append(id, after, said);
    },
  };
  expect((await drive(toyApp(release, "ana", { journal: crowded }), "1.30.0")).stopped).toBe("finished");
  expect([release.world.requests("first"), release.world.requests("second")]).toEqual([1, 1]);
});

test.each([
  [{ is: "held", reason: "r" }, "held"],
  [{ is: "aborted", reason: "r" }, "aborted"],
  [{ is: "finished" }, "finished"],
] as const)("a release that is %j is not driven, nor written to", async (event, stopped) => {
  const release = await open();
  await release.say("ana", event);
  const before = await release.journal.read(releaseName);
  expect(await drive(toyApp(release, "ana"), "1.30.0")).toMatchObject({ stopped, next: undefined });
  expect(await release.journal.read(releaseName)).toEqual(before);
});

test("a store that fails in the middle ends the drive with its own error, and the next drive settles what is in doubt", async () => {
  const release = await open();
  const broken: Journal = {
    ...release.journal,
    append: async (id, after, said) => {
      if (said.some(({ event }) => event.is === "receipt" && event.step === "first/do")) throw new Error("the disk is full");
      return release.journal.append(id, after, said);
    },
  };
  await expect(drive(toyApp(release, "ana", { journal: broken }), "1.30.0")).rejects.toThrow("the disk is full");
  expect((await drive(toyApp(release, "ana"), "1.30.0")).stopped).toBe("finished");
  expect(release.world.requests("first")).toBe(1);
});
