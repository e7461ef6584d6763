import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { answers } from "../app/rehearse/answer.ts";
import { type Cast, castOf } from "../app/rehearse/cast.ts";
import { look, pursue } from "../app/rehearse/pursue.ts";
import type { Script, Typed } from "../app/rehearse/stage.ts";
import type { ReleaseNow, StepNow } from "../app/what-now.ts";
import { type Instant, instant } from "../domain/instant.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { Moment } from "../twins/kernel/faults.ts";
import { buildImage, types } from "../twins/registry/build-image.ts";
import { type OpenStage, openStage } from "../wiring/open-stage.ts";
import type { StageOptions } from "../wiring/stage-options.ts";
import { type Blueprint, credentialsOf, ownAccount } from "../world/blueprint.ts";
import { plainGit } from "./git-world.ts";
import { rawRepository } from "./raw-registry.ts";

/** The example's release that tests stage. */
export const version = "1.30.0";

/** The example's main, site and chart repositories. */
export const repositories = { main: "PostHog/posthog", site: "PostHog/posthog.com", chart: "PostHog/charts-clickhouse" } as const;

export const exampleConfig = resolve(import.meta.dirname, "../../examples/posthog/signalbox.yaml");

/** A release of the example in a world of twins, with people who type and people who press buttons. */
export interface StagedRelease {
  readonly folder: string;
  readonly stage: OpenStage;
  readonly cast: Cast;
  /** A person types a command about the release. */
  readonly types: (who: string, ...argv: readonly string[]) => Promise<Typed>;
  readonly now: () => Promise<ReleaseNow>;
  readonly step: (id: string) => Promise<StepNow>;
  /** Codes of the alarms so far. */
  readonly alarms: () => Promise<readonly string[]>;
  /** Ticks whenever the world does something, until that moment; nobody answers anything. */
  readonly until: (moment: string) => Promise<void>;
  /** Goes on, with people who answer everything, until something holds or nothing moves. */
  readonly goOn: (until?: (release: ReleaseNow) => boolean) => Promise<ReleaseNow>;
  /** What was applied in the world so far, as `twin effect subject`. */
  readonly applied: () => readonly string[];
  /** The world as somebody with an account there sees it. */
  readonly as: (login: string) => Ports;
  /** git in a bare repository of the world, as its host's administrator; gives the trimmed output. */
  readonly bare: (repository: string, ...argv: readonly string[]) => string;
  /** Pushes an image to the world's registry by hand. */
  readonly pushImage: (name: string, tags: readonly string[], of: { readonly revision: string; readonly version: string }) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens the example's world in a folder, or what another stage left there. */
export const stageIn = async (
  folder: string,
  watch: (moment: Moment) => void = () => {},
  more: Partial<Pick<StageOptions, "store" | "config" | "example" | "program">> = {},
): Promise<StagedRelease> => {
  const stage = await openStage({
    folder,
    config: exampleConfig,
    example: exampleConfig,
    onGuess: () => {},
    repository: undefined,
    clones: {},
    environment: { PATH: process.env["PATH"] },
    cwd: folder,
    node: process.execPath,
    program: "",
    onScene: () => {},
    watch,
    ...more,
  });
  const cast = castOf(stage.parts.train);
  if (cast === undefined) throw new Error("the example has people");
  const script: Script = { stage, scenes: [], handed: new Set() };
  const now = (): Promise<ReleaseNow> => look(script, version);
  const bare: StagedRelease["bare"] = (repository, ...argv) => plainGit([`--git-dir=${repositoryOf(folder, repository)}`, ...argv]);
  const tick = (): Promise<Typed> => stage.type("signalbox", "tick", version);
  return {
    folder,
    stage,
    cast,
    types: (who, ...argv) => stage.type(who, ...argv),
    now,
    step: async (id) => {
      const found = (await now()).steps.find((each) => each.step === id);
      if (found === undefined) throw new Error(`no step ${id}`);
      return found;
    },
    alarms: async () => (await now()).state.alarms.map((each) => each.code),
    until: (moment) => letPass(stage, tick, instant(moment)),
    goOn: (until = () => false) =>
      pursue(
        script,
        version,
        until,
        answers(script, cast, version, () => true),
      ),
    applied: () => stage.world.applied().map(({ twin, effect, subject }) => `${twin} ${effect} ${subject}`),
    as: stage.world.as,
    bare,
    pushImage: (name, tags, of) => pushImage(stage, name, tags, of),
    close: stage.close,
  };
};

/** The bare repository of a stage's world. */
export const repositoryOf = (folder: string, repository: string): string => join(folder, "world", "git", `${repository}.git`);

/** Temporary folders and whatever is open in them; `end` leaves nothing. */
export const openShelf = () => {
  const folders: string[] = [];
  const open: { readonly close: () => Promise<void> }[] = [];
  /** Opens a stage and closes it at the end. */
  const stage = async (own: string, watch?: (moment: Moment) => void): Promise<StagedRelease> => {
    const staged = await stageIn(own, watch);
    open.push(staged);
    return staged;
  };
  const folder = (from?: string): string => {
    const made = mkdtempSync(join(tmpdir(), "signalbox-staged-"));
    folders.push(made);
    if (from !== undefined) cpSync(from, made, { recursive: true });
    return made;
  };
  return {
    folder,
    stage,
    /** A stage of one's own that begins as the one kept in `from` was left; `change` makes another world of it, or names another configuration. */
    copy: async (from: string, change: (blueprint: Blueprint) => Blueprint = (same) => same): Promise<StagedRelease> => {
      const own = folder(from);
      const file = join(own, "world", "blueprint.json");
      writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")))));
      return stage(own);
    },
    end: async (): Promise<void> => {
      for (const each of open.splice(0)) await each.close();
      for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
    },
  };
};

const letPass = async (stage: OpenStage, tick: () => Promise<Typed>, end: Instant): Promise<void> => {
  await tick();
  for (let due = stage.world.nextDue(); due !== undefined && due <= end; due = stage.world.nextDue()) {
    await stage.world.advanceTo(due);
    await tick();
  }
  await stage.world.advanceTo(end);
  // What came on the way may let the next thing begin, which the second look shows.
  await tick();
  await tick();
};

const pushImage = async (
  { world, parts }: OpenStage,
  name: string,
  tags: readonly string[],
  of: { readonly revision: string; readonly version: string },
): Promise<void> => {
  const keys = credentialsOf(parts.train, ownAccount);
  const raw = await rawRepository(
    {
      registry: world.origins["https://registry-1.docker.io"] ?? "",
      tokens: `${world.origins["https://auth.docker.io"]}/token`,
      service: "registry.docker.io",
      username: keys["REGISTRY_USERNAME"] ?? "",
      password: keys["REGISTRY_PASSWORD"] ?? "",
    },
    name,
  );
  const image = buildImage({ ...of, platforms: ["linux/amd64", "linux/arm64"], seed: "by hand" });
  for (const { bytes } of image.blobs) await raw.putBlob(bytes);
  for (const { bytes, digest } of image.manifests) await raw.putManifest(digest, { bytes, type: types.manifest });
  for (const tag of tags) await raw.putManifest(tag, { bytes: image.index.bytes, type: types.index });
};
