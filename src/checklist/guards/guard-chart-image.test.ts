import fc from "fast-check";
import { expect, test } from "vitest";
import { explain } from "../../domain/errors.ts";
import type { Images } from "../../domain/ports/images.ts";
import { candidate, filesAt, guarding } from "../../testing/guard-bench.ts";
import { only } from "../../testing/step-bench.ts";
import { guardChartImage } from "./guard-chart-image.ts";

const digest = `sha256:${"d".repeat(64)}`;

const input = (published: "yes" | "no" = "no") => ({
  version: "1.30.0",
  candidate,
  repository: "acme/charts",
  commit: "head",
  edits: [
    { file: "chart/Chart.yaml", at: "appVersion" },
    { file: "chart/values.yaml", at: "image.default" },
  ],
  images: [
    { name: "acme/shop", tags: ["release-1.30.0", "latest-release"], candidate: "release-1.30.0-unstable" },
    { name: "acme/foss", tags: ["release-1.30.0"], candidate: "" },
  ],
  published,
});

const values = (reference: string, repository: string | undefined = "acme/shop"): string =>
  `image:\n${repository === undefined ? "" : `  repository: ${repository}\n`}  default: "${reference}"\n`;

const world = (text: string, ...there: readonly string[]) => ({
  objects: filesAt({ "head chart/values.yaml": text, "head chart/Chart.yaml": "appVersion: 1.30.0\nversion: 3.1.0\n" }),
  images: only<Images>({ digest: async (image, tag) => (there.includes(`${image}:${tag}`) ? digest : undefined) }),
});

test("a tag that this release publishes is not known before it does, and must be there before the chart is merged", async () => {
  const text = values(":release-1.30.0");
  expect(await guarding(guardChartImage, world(text), input())).toEqual({
    holds:
      "not known before publish-images: image.default of chart/values.yaml names acme/shop:release-1.30.0, which this release publishes",
  });
  expect(await guarding(guardChartImage, world(text, "acme/shop:release-1.30.0"), input("yes"))).toEqual({
    holds: "image.default of chart/values.yaml names acme/shop:release-1.30.0, which is there",
  });
});

test("a tag of which only the -unstable build exists is told before the launch", async () => {
  expect(await guarding(guardChartImage, world(values(":1.30.0"), "acme/shop:1.30.0-unstable"), input())).toEqual({
    asks: "IMAGE_UNPUBLISHED: image.default of chart/values.yaml names acme/shop:1.30.0, which is not there; only 1.30.0-unstable is, and no image of the train is published under that tag",
    answers: ["retry"],
  });
  expect(await guarding(guardChartImage, world(values(":release-1.30.0"), "acme/shop:release-1.30.0-unstable"), input("yes"))).toEqual({
    asks: "IMAGE_UNPUBLISHED: image.default of chart/values.yaml names acme/shop:release-1.30.0, which is not there; only release-1.30.0-unstable is",
    answers: ["retry"],
  });
});

test("the candidate itself is no release, though it is there", async () => {
  expect(
    await guarding(guardChartImage, world(values(":release-1.30.0-unstable"), "acme/shop:release-1.30.0-unstable"), input()),
  ).toMatchObject({
    asks: expect.stringContaining("which is a candidate and no release"),
  });
});

test.each([
  ["a digest that is there", values(`@${digest}`), [`acme/shop:${digest}`], "which is there"],
  [
    "a tag without a name, which one of the images is published under",
    values(":release-1.30.0", undefined),
    [],
    "which this release publishes",
  ],
  ["an image of somebody else, who has published it", values("v7", "other/thing"), ["other/thing:v7"], "which is there"],
  ["an image of somebody else, who has not yet", values("v7", "other/thing"), [], "which somebody else publishes"],
  ["no image at all", "image: {}\n", [], "name no image of this release"],
  [
    "a pinned image of another release beside it",
    `${values(":release-1.30.0")}old: { repository: acme/shop, tag: release-1.20.0 }\n`,
    [],
    "publish-images",
  ],
])("%s holds nothing", async (_, text, there, says) => {
  expect(await guarding(guardChartImage, world(text, ...there), input())).toEqual({ holds: expect.stringContaining(says) });
});

test("an image of somebody else in a registry that is closed to us is not known, and holds nothing", async () => {
  const { objects } = world(values("v7", "registry.example/other/thing"));
  const images = only<Images>({
    digest: async (image) => {
      throw explain("TOKEN_REFUSED", { system: "the registry", request: `GET ${image}` });
    },
  });
  for (const published of ["no", "yes"] as const)
    expect(await guarding(guardChartImage, { objects, images }, input(published))).toMatchObject({
      holds: expect.stringMatching(/^not known before the chart is installed: .* refused the credential/),
    });
  await expect(guarding(guardChartImage, { ...world(values(":release-1.30.0")), images }, input())).rejects.toMatchObject({
    code: "TOKEN_REFUSED",
  });
});

test.each([
  ["a digest that is nowhere", values(`@${digest}`)],
  [
    "a second place that names this release under a tag nobody publishes",
    `${values(":release-1.30.0")}worker: { image: "acme/foss:v1.30.0" }\n`,
  ],
  ["a tag without a name, under which nothing is published", values(":v1.30.0", undefined)],
  ["an image of somebody else, missing when the chart is to be merged", values("v7", "other/thing"), "yes"],
])("%s holds the launch", async (_, text, published = "no") => {
  expect(await guarding(guardChartImage, world(text), input(published === "yes" ? "yes" : "no"))).toMatchObject({
    asks: expect.stringMatching(/^IMAGE_UNPUBLISHED/),
  });
});

test("an image that is there is never held against the chart unless it is a candidate, and one that is not there never passes a merge", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("acme/shop", "acme/foss", "other/thing", undefined),
      fc.constantFrom("release-1.30.0", "v1.30.0", "latest-release"),
      fc.boolean(),
      (image, reference, isThere) => {
        const named = {
          image,
          reference,
          at: "image.tag",
          file: "values.yaml",
          thereAs: isThere ? [image ?? "acme/shop"] : [],
          unstable: undefined,
        };
        const [before, after] = (["no", "yes"] as const).map((published) => guardChartImage.judge(input(published), [named]).is);
        expect(after).toBe(isThere ? "ok" : "violated");
        if (isThere) expect(before).toBe("ok");
      },
    ),
  );
});
