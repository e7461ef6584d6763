import { describe, expect, test } from "vitest";
import { explain } from "../../domain/errors.ts";
import { addDuration, type Duration, durationBetween, type Instant } from "../../domain/instant.ts";
import type { Commands, Requests } from "../../domain/ports/environments.ts";
import type { Ports } from "../../domain/ports/index.ts";
import { everyBoundary } from "../../testing/crash.ts";
import { openToyRelease, placeOf, questionOf, type ToyRelease, toyPlan } from "../../testing/toy-release.ts";
import { openToyWorld } from "../../testing/toy-world.ts";
import { stepKinds } from "./index.ts";
import { timings } from "./lateness.ts";

type Fate = "answered" | "reply lost" | "lost";

const command = { argv: ["./docs.sh", "1.30.0"], secrets: [] };
const request = { method: "POST", url: "https://status.example.com/", headers: [] };
const look = { is: "answer", url: "https://docs.example.com/v", headers: [], expect: "1.30.0" };

/** A release of one command or request, and a world that counts what was done. */
const openWith = async (
  kind: string,
  fates: readonly Fate[] = [],
  seen: (done: number) => string | undefined = (done) => (done > 0 ? "1.30.0" : undefined),
) => {
  const input = { ...(kind.startsWith("run") ? command : request), ...(kind.endsWith("-once") ? {} : { look }) };
  const release = await openToyRelease(openToyWorld(), toyPlan({ docs: { kind, input } }));
  const sentAt: Instant[] = [];
  const counts = { done: 0 };
  const apply = async () => {
    const fate = fates[sentAt.length] ?? "answered";
    sentAt.push(release.world.clock.now());
    if (fate !== "lost") counts.done += 1;
    if (fate !== "answered") throw explain("NO_ANSWER", { system: "x", request: "x", reason: "it was killed" });
    return { receipt: "it ended well" };
  };
  const ports = {
    commands: { run: apply } satisfies Partial<Commands>,
    requests: { send: apply, read: async () => seen(counts.done) } satisfies Partial<Requests>,
  } as unknown as Ports;
  const parts = { kinds: stepKinds, ports };
  return { release, sentAt, counts, parts, pursue: () => release.pursue(parts) };
};

const answer = async (release: ToyRelease, word: string): Promise<void> =>
  release.say("ana", { is: "answered", ...placeOf("docs", await release.standing("docs")), answer: word, reason: "ana looked" });

const blind = ["run-command-once", "send-request-once"];
const uncounted = ["run-command-looked", "send-request-looked"];
const repeatable = ["run-command-repeatable", "send-request-repeatable"];
const looked = [...uncounted, ...repeatable];

describe("when the answer is lost", () => {
  test.each(blind)("%s asks one question with three answers, and is never repeated unasked", async (kind) => {
    const { release, sentAt, counts, pursue } = await openWith(kind, ["reply lost"]);
    await pursue();
    const question = questionOf(await release.standing("docs"));
    expect(question).toMatchObject({ code: "UNKNOWN_OUTCOME", answers: ["happened", "send", "abandon"] });
    const { deadline, lateness } = kind.startsWith("run") ? timings.command : timings.web;
    expect(question?.what).toContain(
      `it may still happen until ${addDuration(release.world.clock.now(), (deadline + lateness) as Duration)}`,
    );
    await pursue();
    expect([sentAt.length, counts.done]).toEqual([1, 1]);
    await answer(release, "happened");
    expect(await pursue()).toEqual({ is: "finished" });
    expect(sentAt.length).toBe(1);
  });

  test.each(blind)("%s is done again when a person says so", async (kind) => {
    const { release, sentAt, counts, pursue } = await openWith(kind, ["lost"]);
    await pursue();
    await answer(release, "send");
    expect(await pursue()).toEqual({ is: "finished" });
    expect([sentAt.length, counts.done]).toEqual([2, 1]);
  });

  test.each(looked)("%s is settled by its look, and asks nobody", async (kind) => {
    const { release, sentAt, counts, pursue } = await openWith(kind, ["reply lost"]);
    expect(await pursue()).toEqual({ is: "finished" });
    expect([sentAt.length, counts.done]).toEqual([1, 1]);
    expect(await release.events("parked")).toEqual([]);
  });

  test.each(uncounted)("%s that two looks do not find asks one question, and is never repeated unasked", async (kind) => {
    const { release, sentAt, counts, pursue } = await openWith(kind, ["lost"]);
    const from = release.world.clock.now();
    await pursue();
    expect(questionOf(await release.standing("docs"))).toMatchObject({ code: "UNKNOWN_OUTCOME", answers: ["happened", "send", "abandon"] });
    const { deadline, lateness, settle } = kind.startsWith("run") ? timings.command : timings.web;
    expect(durationBetween(from, release.world.clock.now())).toBe(deadline + lateness + settle);
    expect(sentAt.length).toBe(1);
    await answer(release, "send");
    expect(await pursue()).toEqual({ is: "finished" });
    expect([sentAt.length, counts.done]).toEqual([2, 1]);
  });

  test.each(repeatable)("%s is done again after its lateness and two looks that find nothing", async (kind) => {
    const { sentAt, counts, pursue } = await openWith(kind, ["lost"]);
    expect(await pursue()).toEqual({ is: "finished" });
    const { deadline, lateness, settle } = kind.startsWith("run") ? timings.command : timings.web;
    const [first, second] = sentAt;
    expect(first && second && durationBetween(first, second)).toBe(deadline + lateness + settle);
    expect([sentAt.length, counts.done]).toEqual([2, 1]);
  });

  test.each(looked)("%s is not done again while its look cannot tell: a person is asked", async (kind) => {
    let isDown = false;
    const { release, sentAt, pursue } = await openWith(kind, ["reply lost"], () => {
      if (isDown) throw explain("BAD_ANSWER", { system: "x", request: "x", found: "status 503" });
      isDown = true;
      return undefined;
    });
    await pursue();
    expect(sentAt.length).toBe(1);
    expect(questionOf(await release.standing("docs"))).toMatchObject({ code: "CONFLICTING", what: expect.stringContaining("503") });
  });
});

test.each(looked)("%s done before the release looks is not done at all", async (kind) => {
  const { sentAt, pursue } = await openWith(kind, [], () => "it was 1.30.0 all along");
  expect(await pursue()).toEqual({ is: "finished" });
  expect(sentAt).toEqual([]);
});

test.each([...blind, ...looked])(
  "a death at any moment of %s does it at most once, and asks only what is not to be repeated",
  async (kind) => {
    const moments = await everyBoundary({
      open: () => openWith(kind),
      run: async ({ release, parts }, at) => {
        await release.pursue(parts, at);
      },
      check: async ({ release, sentAt, counts }, diedAt) => {
        expect(sentAt.length, diedAt).toBeLessThanOrEqual(1);
        const questions = await release.events("parked");
        expect(questions.length, diedAt).toBeLessThanOrEqual(repeatable.includes(kind) ? 0 : 1);
        if (questions.length === 0) expect(counts.done, diedAt).toBe(1);
      },
    });
    expect(moments).toContain("docs/do b2");
  },
);

test.each(["run-command-once", "send-request-looked"])(
  "with the dial on people %s is never done by us, and a mark is enough",
  async (kind) => {
    const { sentAt, counts, parts } = await openWith(kind);
    const input = { ...(kind.startsWith("run") ? command : request), ...(kind.endsWith("-once") ? {} : { look }) };
    const release = await openToyRelease(openToyWorld(), toyPlan({ docs: { kind, input, by: "people" } }));
    expect(await release.drive(parts)).not.toEqual({ is: "finished" });
    if (kind.endsWith("-once"))
      await release.say("ana", { is: "marked", ...placeOf("docs", await release.standing("docs")), evidence: "ran it" });
    else counts.done = 1;
    expect(await release.pursue(parts)).toEqual({ is: "finished" });
    expect(sentAt).toEqual([]);
  },
);
