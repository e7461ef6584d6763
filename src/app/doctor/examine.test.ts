import { expect, test } from "vitest";
import { addDuration, type Duration, instant } from "../../domain/instant.ts";
import { judgeClock } from "./examine-clock.ts";
import { judgeImage } from "./examine-workflows.ts";

const noon = instant("2021-11-26T12:00:00Z");
const later = (seconds: number) => addDuration(noon, (seconds * 1000) as Duration);

test.each([
  [0, "ok"],
  [-1, "ok"],
  [-30.5, "ok"],
  [20, "ok"],
  [45, "warning"],
  [-45, "warning"],
  [400, "failure"],
  [-400, "failure"],
] as const)("a clock from which GitHub's is %i s away: %s", (seconds, is) => {
  const judged = judgeClock({ before: noon, theirs: later(seconds), after: noon });
  expect(judged.is).toBe(is);
  if (is !== "ok") expect(judged.says).toContain(seconds > 0 ? "behind GitHub's" : "ahead of GitHub's");
});

test("an answer that took a minute says nothing against the clock, and one without a date says nothing", () => {
  expect(judgeClock({ before: noon, theirs: later(40), after: later(60) }).is).toBe("ok");
  expect(judgeClock({ before: noon, theirs: undefined, after: noon }).is).toBe("unknown");
});

const image = { name: "acme/app", by: "ci", candidate: "release-{version}-unstable", release: ["{version}", "latest"] } as const;
const pushes = (file: string, ...tags: readonly (string | undefined)[]) =>
  tags.map((tag) => ({ name: "acme/app", tag, when: "tag" as const, file: `.github/workflows/${file}` }));

test("which workflow pushes which tag is told, and one that none is seen to push is not called right", () => {
  const all = [...pushes("candidate.yml", "release-{version}-unstable"), ...pushes("release.yml", "{version}", "latest")];
  expect(judgeImage(image, all, "acme/app")).toEqual({
    is: "ok",
    says: "candidate.yml pushes release-{version}-unstable; release.yml pushes {version}; release.yml pushes latest",
  });
  expect(judgeImage(image, pushes("release.yml", "{version}", "latest"), "acme/app")).toMatchObject({
    is: "warning",
    says: "no workflow is seen to push release-{version}-unstable; release.yml pushes {version}; release.yml pushes latest",
  });
  expect(judgeImage(image, pushes("release.yml", undefined), "acme/app").is).toBe("unknown");
  expect(judgeImage(image, [], "acme/app").is).toBe("unknown");
});

test("a workflow that pushes what Signalbox promotes would be a race", () => {
  const ours = { ...image, by: "signalbox" } as const;
  expect(judgeImage(ours, [...pushes("candidate.yml", image.candidate), ...pushes("release.yml", "latest")], "acme/app")).toMatchObject({
    is: "failure",
    says: "release.yml pushes acme/app:latest too",
  });
  expect(judgeImage(ours, pushes("candidate.yml", image.candidate), "acme/app").is).toBe("ok");
});
