import { createHash } from "node:crypto";
import { addDuration, compareInstants, duration, type Instant, instant } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import type { Durable } from "../kernel/durable.ts";
import type { HerokuSeed } from "./seed.ts";

/** One build as the twin keeps it. */
export interface HeldBuild {
  readonly id: string;
  readonly app: string;
  readonly url: string;
  readonly version: string | null;
  readonly status: "pending" | "succeeded" | "failed";
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** The build as an answer. */
export const buildBody = (held: HeldBuild, seed: HerokuSeed): Json => ({
  app: { id: uuidOf("app", held.app) },
  buildpacks: null,
  created_at: held.createdAt,
  generation: "cedar",
  id: held.id,
  output_stream_url: `https://build-output.heroku.com/streams/${held.id}`,
  source_blob: { checksum: null, url: held.url, version: held.version, version_description: null },
  release: held.status === "succeeded" ? { id: releaseOf(held) } : null,
  slug: held.status === "succeeded" ? { id: uuidOf("slug", held.id) } : null,
  stack: "heroku-24",
  status: held.status,
  updated_at: held.updatedAt,
  user: { id: uuidOf("user", seed.user), email: seed.user },
});

/** When a build that is pending ends. */
export const endOf = (held: HeldBuild, seed: HerokuSeed): Instant => addDuration(held.createdAt, duration(`${seed.buildMinutes}m`));

/** Ends builds whose time has come; `works` tells whether the source could be built. */
export const endBuilds = async (
  builds: Durable<readonly HeldBuild[]>,
  seed: HerokuSeed,
  { now, works }: { readonly now: Instant; readonly works: (held: HeldBuild) => boolean | Promise<boolean> },
): Promise<void> => {
  for (const held of builds.get()) {
    if (held.status !== "pending" || compareInstants(endOf(held, seed), now) > 0) continue;
    const ended: HeldBuild = { ...held, status: (await works(held)) ? "succeeded" : "failed", updatedAt: endOf(held, seed) };
    builds.set(builds.get().map((each) => (each.id === held.id ? ended : each)));
  }
};

/** The release that a build which succeeded has made. */
export const releaseOf = (held: HeldBuild): string => uuidOf("release", held.id);

/** A UUID that depends on nothing but what it names, so that two worlds can be compared. */
export const uuidOf = (...names: readonly string[]): string => {
  const hex = createHash("sha256").update(names.join("\0")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Newest first; of two at the same moment, the later one. */
export const newestFirst = (builds: readonly HeldBuild[]): readonly HeldBuild[] =>
  builds.toReversed().sort((a, b) => compareInstants(instant(b.createdAt), instant(a.createdAt)));
