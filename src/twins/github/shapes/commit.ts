import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import type { FileChange } from "../git/changes.ts";
import type { Commit } from "../git/commits.ts";
import { apiRepository, nodeId, page } from "./addresses.ts";

type Fields = { readonly [key: string]: Json };

/** A commit as GitHub lists it. Accounts are not guessed from e-mail addresses, so `author` stays null. */
export function commitShape(name: string, commit: Commit): Fields {
  const url = apiRepository(name, `/commits/${commit.sha}`);
  return filled("commit", {
    sha: commit.sha,
    node_id: nodeId("Commit", commit.sha),
    url,
    html_url: page(`${name}/commit/${commit.sha}`),
    comments_url: `${url}/comments`,
    author: null,
    committer: null,
    commit: {
      url: apiRepository(name, `/git/commits/${commit.sha}`),
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: apiRepository(name, `/git/trees/${commit.tree}`) },
    },
    parents: commit.parents.map((sha) => ({ sha, url: apiRepository(name, `/commits/${sha}`), html_url: page(`${name}/commit/${sha}`) })),
  });
}

/** One changed file; the patch only where one was asked for. */
export function fileShape(name: string, at: string, change: FileChange, patch: string): Fields {
  const path = change.path.split("/").map(encodeURIComponent).join("/");
  return filled("diff-entry", {
    sha: change.blob,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: page(`${name}/blob/${at}/${path}`),
    raw_url: page(`${name}/raw/${at}/${path}`),
    contents_url: apiRepository(name, `/contents/${path}?ref=${at}`),
    ...(patch === "" ? {} : { patch }),
  });
}
