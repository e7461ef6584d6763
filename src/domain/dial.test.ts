import { expect, test } from "vitest";
import { stepKinds } from "../checklist/steps/index.ts";
import { isByPeople } from "./dial.ts";

const byPeople = (by: "people" | "prepare" | "signalbox"): readonly string[] =>
  [...stepKinds.values()]
    .filter((kind) => isByPeople(by, kind))
    .map((kind) => kind.name)
    .sort();

test("on prepare, people merge, tag, publish, post, send and do what is the team's own; all else is prepared for them", () => {
  expect(byPeople("prepare")).toEqual([
    "merge-pull-request",
    "move-tag-back",
    "post-message",
    "promote-image",
    "publish-release-page",
    "push-tag",
    "run-command-looked",
    "run-command-repeatable",
    "send-campaign",
    "send-request-looked",
    "send-request-repeatable",
  ]);
});

test("on people every change of the world is theirs, on signalbox none; looking is never anybody's work", () => {
  const effects = [...stepKinds.values()].filter((kind) => kind.is === "effect").map((kind) => kind.name);
  expect(byPeople("people")).toEqual(effects.sort());
  expect(byPeople("signalbox")).toEqual([]);
});
