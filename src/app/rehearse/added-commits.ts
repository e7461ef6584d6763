import { unifiedDiff } from "../../domain/diff.ts";
import { fieldAt, textAt } from "../../domain/known.ts";
import { progressOf } from "../../domain/progress.ts";
import type { AppParts } from "../parts.ts";
import type { AddedCommit, RehearsedRelease } from "./rehearsal.ts";

const longestDiff = 20_000;

/** The commits that the releases pushed, each as a diff against its first parent. */
export const addedCommits = async (parts: AppParts, releases: readonly RehearsedRelease[]): Promise<readonly AddedCommit[]> => {
  const pushes = releases.flatMap(({ state }) =>
    progressOf(state).flatMap(({ step, standing }) => (step.kind === "push-commits" && standing.is === "done" ? [standing] : [])),
  );
  const found: AddedCommit[] = [];
  for (const { input, record } of pushes) {
    const [repository, base, tip] = [textAt(input, "repository"), textAt(input, "base"), record.done?.facts["commit"]];
    if (repository === undefined || base === undefined || tip === undefined || tip === base) continue;
    for (const commit of [...(await parts.ports.history.log(repository, { to: tip, without: [base] }))].reverse()) {
      const parent = commit.parents[0] ?? "";
      found.push({
        repository,
        ref: textAt(input, "branch") ?? "",
        commit: commit.id,
        author: commit.author.name,
        subject: commit.subject,
        diff: await diffOf(parts, repository, parent, commit.id, filesOf(input)),
      });
    }
  }
  return found;
};

const filesOf = (input: Parameters<typeof fieldAt>[0]): readonly string[] => {
  const commits = fieldAt(input, "commits");
  if (!Array.isArray(commits)) return [];
  const edits = commits.flatMap((each) => fieldAt(each, "edits") ?? []);
  return [...new Set(edits.flatMap((each) => textAt(each, "file") ?? []))];
};

const diffOf = async (
  { ports }: AppParts,
  repository: string,
  before: string,
  after: string,
  files: readonly string[],
): Promise<string> => {
  const diffs = await Promise.all(
    files.map(async (file) => {
      const [old, now] = await Promise.all([ports.objects.file(repository, before, file), ports.objects.file(repository, after, file)]);
      return old === now ? "" : unifiedDiff(old, now, file);
    }),
  );
  return diffs.join("").slice(0, longestDiff);
};
