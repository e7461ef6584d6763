import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Instant, instantOfMillis, millisOf } from "../../domain/instant.ts";
import { durable } from "../kernel/durable.ts";
import type { TwinGround } from "../kernel/twin.ts";
import { freshState } from "./fresh-state.ts";
import { type Git, gitIn } from "./git/run.ts";
import type { GithubSeed } from "./seed.ts";
import type { Detail } from "./shapes/pull.ts";
import type { Repository, State } from "./state.ts";

/** A ref that moved. `before` and `after` are object ids, forty zeros where the ref did not or does not exist. */
export type Push = {
  /** `OWNER/NAME`. */
  readonly repository: string;
  /** Fully qualified. */
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  /** The account that pushed. */
  readonly login: string;
};

/** What the handlers share: the state, the bare repositories, the world's clock in whole seconds. */
export type Hub = {
  readonly seed: GithubSeed;
  readonly now: () => Instant;
  readonly repositories: () => readonly Repository[];
  /** By `OWNER/NAME` in any case, as GitHub finds it. */
  readonly find: (name: string) => Repository | undefined;
  /** The bare repository of a name in GitHub's spelling. */
  readonly git: (name: string) => Git;
  /** The default branch, without `refs/heads/`: what HEAD of the bare repository names. */
  readonly main: (name: string) => string;
  /** What git said of two commits, kept because it can never change. */
  readonly known: Map<string, Promise<Detail>>;
  /** Replaces a repository's state durably; `id` gives numbers that never come twice. */
  readonly change: (name: string, next: (repository: Repository, id: () => number) => Repository) => Repository;
};

/** Where the git data lies: `folder` holds `OWNER/NAME.git`, `path` is where programs are looked for. */
export type GitPlace = { readonly folder: string; readonly path: string };

/** Opens the state in the twin's folder, or seeds it. */
export function openHub(ground: TwinGround, seed: GithubSeed, place: GitPlace): Hub {
  mkdirSync(ground.folder, { recursive: true });
  const held = durable<State>(ground.folder, "github", freshState(seed, ground.now()));
  const gits = new Map<string, Git>();
  const find = (name: string) => {
    const { repositories } = held.get();
    return repositories[name] ?? Object.values(repositories).find((each) => each.name.toLowerCase() === name.toLowerCase());
  };
  return {
    seed,
    now: () => instantOfMillis(Math.floor(millisOf(ground.now()) / 1000) * 1000),
    repositories: () => Object.values(held.get().repositories),
    find,
    known: new Map(),
    git: (name) => {
      const git = gits.get(name) ?? gitIn(join(place.folder, `${name}.git`), place.path);
      gits.set(name, git);
      return git;
    },
    main: (name) => {
      const head = readFileSync(join(place.folder, `${name}.git`, "HEAD"), "utf8");
      return head.trim().replace(/^ref: refs\/heads\//, "");
    },
    change: (name, next) => {
      const { nextId, repositories } = held.get();
      const known = repositories[name];
      if (known === undefined) throw new Error(`GitHub has no repository ${name}`);
      let id = nextId;
      const changed = next(known, () => id++);
      held.set({ nextId: id, repositories: { ...repositories, [name]: changed } });
      return changed;
    },
  };
}
