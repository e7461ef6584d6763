import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { instant } from "../../domain/instant.ts";
import type { Train, TrainImage } from "../../domain/train.ts";
import { type HeldImage, openRegistry, type RegistryTwin } from "../../twins/registry/open-registry.ts";
import { dockerHub } from "../../twins/registry/seed.ts";
import type { Repository } from "../../twins/registry/storage.ts";
import { type ClosedWorld, changeState, type Fact, filled, need } from "./fact.ts";

/** What the registry holds under the release's tags. */
export const imageFacts = ({ images }: Train): readonly Fact[] => images.flatMap(factsOfImage);

const factsOfImage = ({ name, release, candidate }: TrainImage): readonly Fact[] => {
  const short = name.slice(name.lastIndexOf("/") + 1);
  const own = release.find((each) => each.includes("{version"));
  const moving = release.find((each) => !each.includes("{version"));
  return [
    ...(own === undefined ? [] : factsOfTag({ image: name, tag: own, called: `image-${short}` })),
    ...(moving === undefined
      ? []
      : [
          {
            name: `latest-${short}-back`,
            about: `${moving} of ${name} names an earlier release`,
            flip: (world: ClosedWorld) =>
              publish(world, { image: name, tag: filled(world, moving) }, { version: "0.0.1", revision: otherRevision }),
          },
        ]),
    ...(candidate === undefined
      ? []
      : [
          {
            name: `candidate-${short}-replaced`,
            about: `the tag of the candidate of ${name} names another build of the same commit`,
            flip: (world: ClosedWorld) => publish(world, { image: name, tag: filled(world, candidate) }, { seed: "again" }),
          },
        ]),
  ];
};

const factsOfTag = ({ image, tag, called }: { readonly image: string; readonly tag: string; readonly called: string }): readonly Fact[] => {
  const at = (world: ClosedWorld) => ({ image, tag: filled(world, tag) });
  return [
    {
      name: `${called}-rebuilt`,
      about: `the version's tag of ${image} names another build of the same commit`,
      flip: (world) => publish(world, at(world), { seed: "again" }),
    },
    {
      name: `${called}-revision`,
      about: `the version's tag of ${image} names a build of another commit`,
      flip: (world) => publish(world, at(world), { revision: otherRevision }),
    },
    {
      name: `${called}-platform`,
      about: `the version's tag of ${image} names a build for one platform only`,
      flip: (world) => publish(world, at(world), { platforms: ["linux/amd64"] }),
    },
    {
      name: `${called}-gone`,
      about: `${image} has no tag of this version`,
      flip: (world) =>
        changeState<Readonly<Record<string, Repository>>>(world, ["registry", "repositories"], (all) => {
          const { tags, ...rest } = need(all[image], image);
          return {
            ...all,
            [image]: { ...rest, tags: Object.fromEntries(Object.entries(tags).filter(([each]) => each !== filled(world, tag))) },
          };
        }),
    },
    {
      name: `${called}-bytes`,
      about: `other bytes stand under the digest of ${image}`,
      flip: (world) => {
        const { digest } = held(registryOf(world), at(world));
        writeFileSync(join(world.folder, "registry", "content", digest.replace("sha256:", "")), '{"schemaVersion":2,"manifests":[]}');
      },
    },
  ];
};

const otherRevision = "0123456789abcdef0123456789abcdef01234567";

interface Tagged {
  readonly image: string;
  readonly tag: string;
}

/** Puts an image that differs in this from what the tag names now in its place. */
const publish = (
  world: ClosedWorld,
  { image, tag }: Tagged,
  differing: { readonly revision?: string; readonly version?: string; readonly seed?: string; readonly platforms?: readonly string[] },
): void => {
  const registry = registryOf(world);
  const labels = held(registry, { image, tag }).platforms[0]?.labels ?? {};
  const [revision = "", version = ""] = [labels["org.opencontainers.image.revision"], labels["org.opencontainers.image.version"]];
  registry.publishImage({ image, tags: [tag], revision, version, ...differing });
};

const held = (registry: RegistryTwin, { image, tag }: Tagged): HeldImage => need(registry.look(image, tag), `${image}:${tag}`);

/** The twin without anybody who serves it: tokens and the time play no part in its storage. */
const registryOf = ({ folder }: ClosedWorld): RegistryTwin =>
  openRegistry({ folder: join(folder, "registry"), now: () => instant("1970-01-01T00:00:00Z") }, dockerHub({ username: "", password: "" }));
