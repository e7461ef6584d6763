import { commit, type Person } from "../git/commits.ts";
import { commitTree } from "../git/merge.ts";
import { branchHead } from "../git/names.ts";
import { must } from "../git/run.ts";
import type { Hub, Push } from "../hub.ts";
import type { Run } from "../state.ts";
import { fill, type Work } from "./workflow.ts";

const login = "github-actions[bot]";

/** Bumps the `version:` line of a file on the run's branch and commits it there, as a chart's CI does. Undefined when there is nothing to bump. */
export async function bumpFile(hub: Hub, name: string, run: Run, bump: Extract<Work, { readonly is: "bump" }>): Promise<Push | undefined> {
  const git = hub.git(name);
  const before = branchHead(git, run.ref.replace(/^refs\/heads\//, ""));
  if (before === undefined) return undefined;
  const { code, text } = await git(["cat-file", "blob", `${before}:${bump.file}`]);
  const found = code === 0 ? /^version:[ \t]*["']?(\d+)\.(\d+)\.(\d+)/m.exec(text) : null;
  if (found === null) return undefined;
  const [line, major, minor, patch] = [found[0], Number(found[1]), Number(found[2]), Number(found[3])];
  const version = { major: `${major + 1}.0.0`, minor: `${major}.${minor + 1}.0`, patch: `${major}.${minor}.${patch + 1}` }[bump.part];
  const bumped = text.replace(line, line.replace(/\d+\.\d+\.\d+$/, version));
  const message = fill(bump.message, { ...run.values, version });
  const after = await commitFile(hub, name, before, { path: bump.file, text: bumped, message, index: `${run.id}` });
  const { code: refused } = await git(["update-ref", "--end-of-options", run.ref, after, before]);
  return refused === 0 ? { repository: name, ref: run.ref, before, after, login } : undefined;
}

type Written = { readonly path: string; readonly text: string; readonly message: string; readonly index: string };

async function commitFile(hub: Hub, name: string, base: string, { path, text, message, index }: Written): Promise<string> {
  const git = hub.git(name);
  const environment = { GIT_INDEX_FILE: `${await must(git, ["rev-parse", "--absolute-git-dir"])}/index-of-run-${index}` };
  const blob = await must(git, ["hash-object", "-w", "--stdin"], { input: text });
  await must(git, ["read-tree", base], { environment });
  await must(git, ["update-index", "--add", "--cacheinfo", `100644,${blob},${path}`], { environment });
  const tree = await must(git, ["write-tree"], { environment });
  const { committer } = await commit(git, base);
  const date = hub.now() > committer.date ? hub.now() : committer.date;
  const bot: Person = { name: login, email: "41898282+github-actions[bot]@users.noreply.github.com", date };
  return commitTree(git, { tree, parents: [base], message, author: bot, committer: bot });
}
