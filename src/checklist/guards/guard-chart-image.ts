import { ReleaseError } from "../../domain/errors.ts";
import { type Judged, ok, unknownUntil, violated } from "../../domain/guard.ts";
import { factOf, type Known } from "../../domain/known.ts";
import type { Images } from "../../domain/ports/images.ts";
import { type ImageReference, imageReferences } from "../../edits/image-references.ts";
import type { Arranging } from "../item.ts";
import { candidateCommit } from "../release-edits.ts";
import type { Guard, Guarded } from "./guard.ts";

type Input = Guarded & {
  /** The chart's repository, and the commit that is to be merged. */
  readonly repository: string;
  readonly commit: string;
  /** The files that the pull request edits, and where; empty for a place that is no path. */
  readonly edits: readonly { readonly file: string; readonly at: string }[];
  /** The train's images, with the tags that this release publishes and that of the candidate. */
  readonly images: readonly { readonly name: string; readonly tags: readonly string[]; readonly candidate: string }[];
  /** Whether the release has published its images by now. */
  readonly published: "yes" | "no";
};

/** An image that the chart names, and what the registry has. */
type Named = ImageReference & {
  readonly file: string;
  /** Names of the images under which it is there. */
  readonly thereAs: readonly string[];
  /** A tag of an unfinished build that is there instead. */
  readonly unstable: string | undefined;
  /** Why somebody else's registry cannot be looked at from here. */
  readonly hidden?: string;
};

/** Which image the chart tells everybody to run. A tag that no build publishes is told of long before the chart is merged. */
export const guardChartImage: Guard<"objects" | "images", Input, readonly Named[]> = {
  name: "guard-chart-image",
  needs: ["objects", "images"],
  looksAt: "every image of this release that the chart's edited files name, in the registry",
  input: (at) => chartImage(at, factOf("edit-chart/push-commits", "commit"), "no"),
  describe: ({ repository, version }) => `the images of ${version} that ${repository} names are there`,
  look: async ({ objects, images }, input) => {
    const files = [...new Set(input.edits.map((each) => each.file))].filter((file) => /\.ya?ml$/i.test(file));
    const named = files.map(async (file) => {
      const text = (await objects.file(input.repository, input.commit, file)) ?? "";
      const edited = input.edits.filter((each) => each.file === file).map((each) => each.at);
      const ofRelease = imageReferences(text, edited).filter((each) => edited.includes(each.at) || namesRelease(each, input));
      return Promise.all(ofRelease.map((each) => (isForeign(each, input) ? inForeignRegistry : inRegistry)(images, each, file, input)));
    });
    return (await Promise.all(named)).flat();
  },
  judge: (input, named) => {
    const judged = named.map((each) => judgeOne(each, input));
    const wrong = judged.flatMap((each) => (each.is === "violated" ? [each.found] : []));
    if (wrong.length > 0) return violated(wrong.join("; "));
    const open = judged.find((each) => each.is === "unknown");
    if (open !== undefined) return open;
    return ok(
      judged.length === 0
        ? "the chart's edited values name no image of this release"
        : judged.flatMap((each) => (each.is === "ok" ? [each.evidence] : [])).join("; "),
    );
  },
};

/** The same look before the chart is merged, when every image must be there. */
export const chartImage = (at: Arranging, commit: Known<string>, published: Input["published"]) => {
  const { chart, images } = at.train;
  if (chart === undefined || !at.has("edit-chart")) return undefined;
  return {
    version: at.release.version,
    candidate: candidateCommit(at),
    repository: chart.repository,
    commit,
    edits: chart.edits.map(({ file, place }) => ({ file, at: place.is === "at" ? place.path : "" })),
    images: images.map(({ name, release, candidate }) => ({
      name,
      tags: release.map((each) => at.fill(each)),
      candidate: candidate === undefined ? "" : at.fill(candidate),
    })),
    published,
  };
};

/** Pinned images of other releases and of other projects are not this release's matter. */
const namesRelease = ({ image, reference }: ImageReference, { version, images }: Input): boolean =>
  images.some(
    (each) => each.name === image && (reference.includes(version) || each.tags.includes(reference) || each.candidate === reference),
  );

const inRegistry = async (registry: Images, reference: ImageReference, file: string, input: Input): Promise<Named> => {
  const names = reference.image === undefined ? input.images.map((each) => each.name) : [reference.image];
  const isThere = async (name: string, tag: string): Promise<boolean> => (await registry.digest(name, tag)) !== undefined;
  const there = await Promise.all(names.map((name) => isThere(name, reference.reference)));
  const thereAs = names.filter((_, at) => there[at] === true);
  const builds = names.flatMap((name) => unfinishedTags(name, reference.reference, input).map((tag) => ({ name, tag })));
  const unfinished = thereAs.length > 0 ? [] : await Promise.all(builds.map(({ name, tag }) => isThere(name, tag)));
  return { ...reference, file, thereAs, unstable: builds.find((_, at) => unfinished[at] === true)?.tag };
};

const isForeign = ({ image }: ImageReference, { images }: Input): boolean =>
  image !== undefined && !images.some((each) => each.name === image);

/** Where images of other projects are may be closed to us, which says nothing against them. */
const inForeignRegistry = async (...look: Parameters<typeof inRegistry>): Promise<Named> => {
  try {
    return await inRegistry(...look);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    const [, reference, file] = look;
    return { ...reference, file, thereAs: [], unstable: undefined, hidden: error.explanation.what };
  }
};

/** Under which a build may stand that was never finished: the candidate's own, and the name with `-unstable` behind it. */
const unfinishedTags = (name: string, tag: string, { images }: Input): readonly string[] => {
  const candidate = images.find((each) => each.name === name)?.candidate ?? "";
  return tag.startsWith("sha256:")
    ? []
    : [...new Set([`${tag}-unstable`, ...(candidate === "" ? [] : [candidate])])].filter((each) => each !== tag);
};

const judgeOne = (named: Named, { images, published }: Input): Judged => {
  const own = images.filter((each) => named.image === undefined || each.name === named.image);
  const name = `${named.image ?? own.map((each) => each.name).join(" or ")}${named.reference.startsWith("sha256:") ? "@" : ":"}${named.reference}`;
  const where = `${named.at} of ${named.file} names ${name}`;
  if (/-unstable$/.test(named.reference) || own.some((each) => each.candidate === named.reference))
    return violated(`${where}, which is a candidate and no release`);
  if (named.thereAs.length > 0) return ok(`${where}, which is there`);
  if (named.hidden !== undefined) return unknownUntil("the chart is installed", `${where}: ${named.hidden}`);
  const promised = published === "no" && (own.length === 0 || own.some((each) => each.tags.includes(named.reference)));
  if (promised)
    return unknownUntil(
      own.length === 0 ? "merge-chart" : "publish-images",
      `${where}, which ${own.length === 0 ? "somebody else publishes" : "this release publishes"}`,
    );
  const instead = named.unstable === undefined ? "" : `; only ${named.unstable} is`;
  return violated(
    `${where}, which is not there${instead}${published === "no" ? ", and no image of the train is published under that tag" : ""}`,
  );
};
