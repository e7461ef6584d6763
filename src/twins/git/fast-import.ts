import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** A commit's number inside one import. */
export type Mark = number;

export interface Writer {
  readonly name: string;
  readonly email: string;
}

/** A commit to write; `files` are path → whole text, laid over the first parent's tree. Times are seconds since 1970, written as UTC. */
export interface NewCommit {
  readonly branch: string;
  readonly parents: readonly Mark[];
  readonly author: Writer;
  readonly committer?: Writer;
  readonly date: number;
  readonly message: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface NewTag {
  readonly name: string;
  readonly commit: Mark;
  readonly tagger: Writer;
  readonly date: number;
  readonly message: string;
}

/** One running `git fast-import` into a new bare repository. */
export interface Import {
  readonly commit: (commit: NewCommit) => Mark;
  readonly tag: (tag: NewTag) => void;
  /** Lets a branch that has no commit of its own begin at a commit. */
  readonly branch: (name: string, at: Mark) => void;
  readonly idOf: (mark: Mark) => Promise<string>;
  readonly idsOf: (marks: readonly Mark[]) => Promise<readonly string[]>;
  /** Waits until git has taken what was written; call it now and then, so that a long history is not held in memory. */
  readonly written: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** Where git is looked for when the caller does not say; the environment is left out so that nobody's settings change a byte. */
export const usualPath = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin";

/** Makes an empty bare repository, without hooks or templates, and starts an import into it. */
export const startImport = async (folder: string, mainBranch: string, path = usualPath): Promise<Import> => {
  const env = { PATH: path, GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
  await promisify(execFile)("git", ["init", "--quiet", "--bare", "--template=", `--initial-branch=${mainBranch}`, "--", folder], { env });
  const git = spawn("git", ["-C", folder, "fast-import", "--quiet", "--done"], { env, stdio: ["pipe", "pipe", "pipe"] });
  const answers = createInterface({ input: git.stdout })[Symbol.asyncIterator]();
  const heads = new Map<string, Mark>();
  let complaint = "";
  let pending: string[] = [];
  let lastMark = 0;
  git.stderr.on("data", (piece) => {
    complaint += String(piece);
  });
  // A dead git is reported by `end`, with what it said, and not as a broken pipe.
  git.stdin.on("error", () => undefined);
  const closed = once(git, "close");

  const written = async (): Promise<void> => {
    const taken = git.stdin.write(pending.join(""));
    pending = [];
    if (!taken) await Promise.race([once(git.stdin, "drain"), closed]);
  };

  const idsOf = async (marks: readonly Mark[]): Promise<readonly string[]> => {
    const ids: string[] = [];
    // Few enough at a time for the answers to fit into the pipe: git stops reading while nobody takes what it says.
    for (let at = 0; at < marks.length; at += 500) {
      const some = marks.slice(at, at + 500);
      pending.push(...some.map((mark) => `get-mark :${mark}\n`));
      await written();
      for (const _ of some) {
        const answer = await answers.next();
        if (answer.done === true) throw new Error(`git fast-import stopped: ${complaint}`);
        ids.push(answer.value);
      }
    }
    return ids;
  };

  return {
    written,
    commit: ({ branch, parents, author, committer = author, date, message, files }) => {
      lastMark += 1;
      pending.push(
        `commit refs/heads/${branch}\nmark :${lastMark}\n`,
        signed("author", author, date),
        signed("committer", committer, date),
        data(message),
      );
      const [first, ...others] = parents;
      if (first !== undefined && heads.get(branch) !== first) pending.push(`from :${first}\n`);
      pending.push(...others.map((parent) => `merge :${parent}\n`));
      pending.push(...Object.entries(files).map(([file, text]) => `M 100644 inline ${file}\n${data(text)}`));
      heads.set(branch, lastMark);
      return lastMark;
    },
    tag: ({ name, commit, tagger, date, message }) => {
      pending.push(`tag ${name}\nfrom :${commit}\n`, signed("tagger", tagger, date), data(message));
    },
    branch: (name, at) => {
      pending.push(`reset refs/heads/${name}\nfrom :${at}\n\n`);
      heads.set(name, at);
    },
    idsOf,
    idOf: async (mark) => (await idsOf([mark]))[0] ?? "",
    end: async () => {
      pending.push("done\n");
      await written();
      git.stdin.end();
      const [code] = await closed;
      if (code !== 0) throw new Error(`git fast-import failed: ${complaint}`);
    },
  };
};

const signed = (kind: string, { name, email }: Writer, date: number): string => `${kind} ${name} <${email}> ${date} +0000\n`;

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
