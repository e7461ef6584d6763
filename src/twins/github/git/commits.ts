import { type Git, must } from "./run.ts";

/** Who and when, as a commit records it; `date` is ISO 8601 in UTC. */
export type Person = { readonly name: string; readonly email: string; readonly date: string };

/** One commit as git has it; `message` is whole, without the last line break. */
export type Commit = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
};

/** Which commits: reachable from `to`, not from `without`, optionally touching a path. */
export type Range = { readonly to: string; readonly without?: readonly string[]; readonly path?: string };

/** Commits newest first, a slice of them. Ids must be full commit ids. */
export async function log(git: Git, range: Range, slice: { readonly skip: number; readonly count: number }): Promise<readonly Commit[]> {
  const argv = ["log", "-z", format, `--skip=${slice.skip}`, `--max-count=${slice.count}`, ...selection(range)];
  const text = await must(git, argv);
  return text
    .split("\0")
    .filter((record) => record !== "")
    .map(parse);
}

/** One commit by its full id. */
export async function commit(git: Git, sha: string): Promise<Commit> {
  return parse((await must(git, ["log", "-z", format, "--max-count=1", "--end-of-options", sha])).replace(/\0$/, ""));
}

const format = "--format=%H%x01%T%x01%P%x01%an%x01%ae%x01%at%x01%cn%x01%ce%x01%ct%x01%B";

function selection({ to, without = [], path }: Range): readonly string[] {
  const excluded = without.map((sha) => `^${sha}`);
  return ["--end-of-options", to, ...excluded, ...(path === undefined ? [] : ["--", `:(literal)${path}`])];
}

function parse(record: string): Commit {
  const [sha = "", tree = "", parents = "", name = "", email = "", at = "", cname = "", cemail = "", cat = "", ...rest] =
    record.split("\x01");
  return {
    sha,
    tree,
    parents: parents === "" ? [] : parents.split(" "),
    author: { name, email, date: isoOf(at) },
    committer: { name: cname, email: cemail, date: isoOf(cat) },
    message: rest.join("\x01").trimEnd(),
  };
}

function isoOf(seconds: string): string {
  return new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
}
