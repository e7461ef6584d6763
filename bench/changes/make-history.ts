import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { type Chance, chanceOf } from "./chance.ts";
import { crowd } from "./crowd.ts";
import { bodyOf, subjectOf } from "./messages.ts";

export interface HistorySize {
  /** On the first-parent chain, branches and merges included in about this number. */
  readonly commits: number;
  /** One of so many commits changes a file; the others cost the generator less. */
  readonly changing: number;
  /** Commits between two releases; none where there are to be no tags. */
  readonly release: number | undefined;
}

/** The histories that goals are about. */
export const historySizes = {
  usual: { commits: 100_000, changing: 1, release: 250 },
  million: { commits: 1_000_000, changing: 16, release: 2500 },
} as const satisfies Record<string, HistorySize>;

/**
 * Makes a repository of a project that has gone on for years, the same for the same size: conventional subjects with pull request numbers, and some
 * without; merged branches; releases with candidates, patches on branches of their own; few people who do most and many who came once; bots.
 */
export const makeHistory = async (path: string, size: HistorySize): Promise<void> => {
  mkdirSync(path, { recursive: true });
  await git(path, ["init", "--quiet", "--initial-branch=main"]);
  await git(path, ["remote", "add", "origin", "https://github.com/acme/shop.git"]);
  await git(path, ["fast-import", "--quiet", "--date-format=raw", "--force"], streamOf(size));
  await git(path, ["pack-refs", "--all"]);
  // As a clone comes: packed, what is newest first. The million is left as it was imported, which takes its time as it is.
  if (size.commits <= 200_000) await git(path, ["-c", "gc.writeCommitGraph=false", "repack", "-a", "-d", "-q"]);
  await git(path, ["reset", "--quiet", "--hard"]);
};

const git = async (path: string, argv: readonly string[], input: Iterable<string> = []): Promise<void> => {
  const child = spawn("git", ["-C", path, ...argv], { stdio: ["pipe", "ignore", "inherit"] });
  const ended = once(child, "close");
  for (const piece of input) if (!child.stdin.write(piece)) await Promise.race([once(child.stdin, "drain"), ended]);
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`git ${argv[0]} ended with ${code}`);
};

interface Drawn {
  readonly text: string;
  readonly mark: number;
}

/** What `git fast-import` reads, in pieces of some hundred commits. */
function* streamOf({ commits, changing, release }: HistorySize): Generator<string> {
  const chance = chanceOf(20_261_127);
  const draw = drawer(chance, crowd(chance, commits), changing);
  let pieces: string[] = [draw.first()];
  let version = { minor: 0, patch: 0 };
  for (let next = release ?? Number.POSITIVE_INFINITY; draw.made() < commits; ) {
    pieces.push(chance.one(12) ? draw.merged() : draw.plain());
    if (draw.made() >= next && draw.made() + (release ?? 0) / 2 < commits) {
      next += release ?? 0;
      version = { minor: version.minor + 1, patch: 0 };
      const name = `v${1 + Math.floor(version.minor / 50)}.${version.minor % 50}`;
      if (chance.one(3)) pieces.push(draw.tag(`${name}.0-rc.1`), draw.plain());
      pieces.push(draw.tag(`${name}.0`));
      if (chance.one(4)) pieces.push(draw.patched(`${name}.1`));
    }
    if (pieces.length < 400) continue;
    yield pieces.join("");
    pieces = [];
  }
  yield `${pieces.join("")}reset refs/heads/main\nfrom :${draw.head()}\n\ndone\n`;
}

/** Draws commits one after another and knows where the branch is. */
const drawer = (chance: Chance, someone: (at: number) => string, changing: number) => {
  let [head, marks, pull, seconds] = [0, 0, 1, 1_262_300_400];
  const commit = (message: string, parents: readonly number[], who = someone(marks)): Drawn => {
    marks += 1;
    seconds += 300 + chance.below(3000);
    const [from, ...merged] = parents;
    const file = chance.one(changing)
      ? `M 100644 inline src/part-${chance.below(20)}/file-${chance.below(30)}.ts\n${data(`${marks}\n`)}`
      : "";
    const text = `commit refs/heads/main\nmark :${marks}\nauthor ${who} ${seconds - chance.below(5000)} +0100\ncommitter GitHub <noreply@github.com> ${seconds} +0000\n${data(message)}${
      from === undefined ? "" : `from :${from}\n`
    }${merged.map((each) => `merge :${each}\n`).join("")}${file}`;
    return { text, mark: marks };
  };
  const onto = (drawn: Drawn): string => {
    head = drawn.mark;
    return drawn.text;
  };
  const message = (): string => {
    pull += 1 + chance.below(3);
    return `${subjectOf(chance, pull)}${bodyOf(chance, pull, someone(marks))}`;
  };
  return {
    made: () => marks,
    head: () => head,
    first: (): string => `${onto(commit("chore: begin\n", []))}M 100644 inline package.json\n${data(manifest)}`,
    plain: (): string => onto(commit(message(), [head])),
    merged: (): string => {
      const branch: Drawn[] = [];
      for (let at = 0; at <= chance.below(3); at += 1) branch.push(commit(subjectOf(chance, undefined), [branch.at(-1)?.mark ?? head]));
      const under = onto(commit(message(), [head]));
      pull += 1;
      const merge = commit(`Merge pull request #${pull} from ben/topic-${pull}\n\n${subjectOf(chance, undefined)}\n`, [
        head,
        branch.at(-1)?.mark ?? head,
      ]);
      return `${branch.map(({ text }) => text).join("")}${under}${onto(merge)}`;
    },
    tag: (name: string, mark = head): string =>
      `tag ${name}\nfrom :${mark}\ntagger ana <ana@acme.example> ${seconds} +0000\n${data(`${name}\n`)}`,
    /** A patch on a branch of its own, which goes nowhere else. */
    patched(name: string): string {
      pull += 1;
      const fix = commit(subjectOf(chance, pull), [head]);
      return `${fix.text}${this.tag(name, fix.mark)}`;
    },
  };
};

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

/** For peers that only work where there is one. */
const manifest = `${JSON.stringify({ name: "shop", version: "0.0.0", repository: { type: "git", url: "https://github.com/acme/shop.git" } })}\n`;
