import { basename, dirname } from "node:path";
import type { RawCommit } from "../../domain/commit.ts";
import { ReleaseError } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { CloneHistory, CloneLook, CloneRange, CloneRefs, LocalClone } from "../../domain/ports/local-clone.ts";
import { LOG_FORMAT, logReader, SIDES_FORMAT } from "../../domain/read-log.ts";
import { gitVersion } from "../../host/git-version.ts";
import type { Processes } from "../../host/processes.ts";
import { authorsUpTo, mailmapAt } from "./authors.ts";
import { type BegunClone, beginClone } from "./begin-clone.ts";
import { authorsOf, mappedPeople, patchIds } from "./cherry.ts";
import { cloneFiles } from "./clone-files.ts";
import { readEverything, taggedCommits } from "./everything.ts";
import { branchesOn, branchPoint, nearestKept } from "./first-parents.ts";
import { type Git, type GitCall, gitFailed, gitOf } from "./git.ts";
import type { KeptFolder } from "./kept-folder.ts";
import { authorsLately } from "./lately.ts";
import type { LocalRepository } from "./local.ts";
import { type ObjectReader, objectReader } from "./object-reader.ts";
import { isAncestor, mailmap } from "./revisions.ts";

export interface LocalCloneNeeds {
  readonly processes: Processes;
  readonly path: string;
  /** The path as a person named it. */
  readonly place: string;
  /** What somebody has asked already. */
  readonly begun?: BegunClone | undefined;
  /** Where what was found out is kept, by the folder that the clone's work trees share: never in the clone itself. */
  readonly keptFor: (shared: string) => KeptFolder;
}

/** Reads somebody's own clone by git's command line, in its own folder, and writes nothing there. Nothing runs before the first question. */
export const openLocalClone = ({ processes, path, place, begun, keptFor }: LocalCloneNeeds): LocalClone => {
  const git = gitOf(processes);
  let opened: Promise<Opened> | undefined;
  const open = (): Promise<Opened> => (opened ??= openedAt(git, path, begun ?? beginClone(processes, path, "changes")));
  const asked = async <T>(ask: (at: Opened) => Promise<T>): Promise<T> => {
    try {
      return await ask(await open());
    } catch (error) {
      // An old git fails at words that it does not know: then its age is what to tell.
      if (error instanceof ReleaseError && ["GIT_FAILED", "NOT_A_REPOSITORY"].includes(error.code)) await gitVersion(processes);
      throw error;
    }
  };
  const mailmaps = new Map<ObjectId, Promise<ObjectId>>();
  const mailmapOf = (at: Opened, commit: ObjectId): Promise<ObjectId> => {
    const found = mailmaps.get(commit) ?? mailmapAt(at, commit);
    mailmaps.set(commit, found);
    return found;
  };
  return {
    refs: {
      look: () => asked(async ({ local }) => lookOf(local, place)),
      taggedCommits: () => begun?.history?.tags ?? taggedCommits(git, path),
      ...refsOf(git, asked),
    },
    lines: {
      branchPoint: (one, other) => asked(({ here }) => branchPoint(git, here, one, other)),
      nearest: (to, commits) => asked(({ here, local }) => nearestKept(git, here, keptFor(local.shared), { to, commits })),
      branchesOn: (commit) => asked(({ here }) => branchesOn(git, here, commit)),
      related: (one, other) => asked(async ({ here }) => (await git.run(here({ argv: ["merge-base", one, other] }))).code === 0),
      isAncestor: (older, newer) => asked((at) => isAncestor(git, at, older, newer)),
    },
    history: {
      // Whoever reads a range nearly always asks afterwards how people are mapped at its end.
      ...streamsOf(git, asked, (opened, to) => void mailmapOf(opened, to).catch(() => undefined)),
      everything: (order, head) => {
        const ready = order === "date" && head === undefined ? begun?.history?.everything : undefined;
        return ready ?? readEverything(git, path, order, head);
      },
      authors: (upTo) => asked((at) => authorsUpTo(git, at, keptFor(at.local.shared), upTo)),
      lately: (upTo) => asked(({ here, local }) => authorsLately(git, here, keptFor(local.shared), upTo)),
    },
    comparison: {
      patches: (commits) => asked(({ here }) => patchIds(git, here, commits)),
      authorsOf: (commits, at) => asked(({ here }) => authorsOf(git, here, commits, at)),
      mapped: (people, at) =>
        asked(async (opened) => ((await mailmapOf(opened, at)) === "" ? people : mappedPeople(git, opened.here, people, at))),
    },
    files: {
      read: (commit, path) => asked((at) => cloneFiles(git, at).read(commit, path)),
      contents: (id) => asked((at) => cloneFiles(git, at).contents(id)),
      list: (commit, prefix) => asked((at) => cloneFiles(git, at).list(commit, prefix)),
      changed: (upTo, files, most) => asked((at) => cloneFiles(git, at).changed(upTo, files, most)),
      changedBy: (commit) => asked((at) => cloneFiles(git, at).changedBy(commit)),
    },
    close: () => void opened?.then(({ objects }) => objects.close()).catch(() => undefined),
  };
};

interface Opened {
  readonly local: LocalRepository;
  readonly here: (call: GitCall) => GitCall;
  readonly objects: ObjectReader;
}

type Asked = <T>(ask: (at: Opened) => Promise<T>) => Promise<T>;

const openedAt = async (git: Git, path: string, begun: BegunClone): Promise<Opened> => {
  const objects = begun.objects ?? objectReader(git, "-C", path);
  try {
    const local = await begun.local;
    // In git's own folder, so that no file of the folder we were called from is taken for the repository's.
    const here = (call: GitCall): GitCall => ({ ...call, folder: local.folder, argv: [`--git-dir=${local.folder}`, ...call.argv] });
    return { local, here, objects };
  } catch (error) {
    objects.close();
    throw error;
  }
};

const lookOf = (local: LocalRepository, place: string): CloneLook => {
  const { folder, bare, repository, head, headCommit, main, branches, fetched, tags, altered } = local;
  const name = basename(bare ? folder.replace(/\.git$/, "") : dirname(local.shared));
  return { place, folder: name, origin: repository, head, headCommit, main, branches, fetched, tags, altered };
};

const refsOf = (git: Git, asked: Asked): Omit<CloneRefs, "look" | "taggedCommits"> => ({
  commitOf: (name) => asked(async ({ objects }) => (isAskable(name) ? (await objects.info(`${name}^{commit}`))?.id : undefined)),
  madeAt: (tag) =>
    asked(async ({ objects }) => {
      if (!isAskable(tag) || (await objects.info(tag)) === undefined) return undefined;
      const text = (await objects.read(tag)).toString("latin1");
      const seconds = /^(?:tagger|committer) .*> (-?\d{1,15}) [+-]\d{4}$/m.exec(text.slice(0, 65_536))?.[1];
      return seconds === undefined ? undefined : Number(seconds);
    }),
  containing: (commit, tags) =>
    asked(async ({ here }) => {
      const argv = ["for-each-ref", `--contains=${commit}`, "--format=%(refname)", "refs/tags/"];
      const found = new Set((await git.must(here({ argv, deadline: 300_000 }))).toString("utf8").split("\n"));
      return new Set(tags.filter((tag) => found.has(tag)));
    }),
});

/** An id or a fully qualified ref, perhaps with `~2`: names that are one line of a protocol and no expression of another kind. */
const isAskable = (name: string): boolean =>
  /^(?:[0-9a-f]{4,64}|refs\/[^\s~^:?*[\\]{1,500})(?:[~^]\d{0,6}){0,20}$/.test(name) && !/\.\.|@\{/.test(name);

const streamsOf = (git: Git, asked: Asked, begun: (at: Opened, to: ObjectId) => void): Pick<CloneHistory, "log" | "logTxt"> => ({
  log: (range, take) =>
    asked(async (opened) => {
      const { here } = opened;
      begun(opened, range.to);
      const [from, format] = [range.from, range.from === undefined ? LOG_FORMAT : SIDES_FORMAT];
      const reader = logReader();
      const each = (bytes: Buffer): void => {
        const commits: readonly RawCommit[] = reader.push(bytes.toString("latin1"));
        if (commits.length > 0) take(commits);
      };
      await streamed(
        git,
        here({
          argv: ["log", "-z", `--format=${format}`, "--end-of-options", from === undefined ? range.to : `${from}...${range.to}`],
          config: mailmap(range.to),
          each,
        }),
      );
      reader.end();
    }),
  logTxt: (range, take) =>
    asked(({ here }) => streamed(git, here({ argv: ["log", "--pretty=format:%s %ae", ...words(range)], each: take }))),
});

const words = ({ to, from }: CloneRange): readonly string[] => ["--end-of-options", to, ...(from === undefined ? [] : [`^${from}`])];

/** A history may take as long as it is. */
const streamed = async (git: Git, call: GitCall): Promise<void> => {
  const result = await git.run({ ...call, deadline: 3_600_000 });
  if (result.code !== 0) throw gitFailed(call, result);
};
