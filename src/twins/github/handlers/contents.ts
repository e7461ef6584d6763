import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import { notFound, type RepositoryCall, type RepositoryHandler, refused } from "../call.ts";
import { committish } from "../git/names.ts";
import { must } from "../git/run.ts";
import { apiRepository, page as html } from "../shapes/addresses.ts";

type Entry = { readonly mode: string; readonly type: string; readonly sha: string; readonly size: number; readonly path: string };

/** A file with its bytes, or a folder as a list; GitHub sends no content above a megabyte. */
const getContent: RepositoryHandler = async (call) => {
  const { git, hub, name, params, query } = call;
  const ref = query.get("ref") ?? hub.main(name);
  const sha = await committish(git, ref);
  if (sha === undefined) return refused(404, `No commit found for the ref ${ref}`);
  const path = (params["path"] ?? "").replace(/^\/+|\/+$/g, "");
  const [own] = await entries(call, sha, path);
  if (own === undefined) return notFound();
  if (own.type !== "tree") return { status: 200, body: await fileShape(call, own, ref) };
  const inside = await entries(call, sha, `${path}/`);
  return { status: 200, body: inside.map((entry) => entryShape(call, entry, ref)) };
};

/** By GitHub's operation id. */
export const contentHandlers: Readonly<Record<string, RepositoryHandler>> = { "repos/get-content": getContent };

async function entries({ git }: RepositoryCall, sha: string, path: string): Promise<readonly Entry[]> {
  const lines = await must(git, ["ls-tree", "-z", "-l", sha, "--", path]);
  return lines.split("\0").flatMap((line) => {
    const [, mode, type, object, size, name] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(line) ?? [];
    return name === undefined || mode === undefined || type === undefined || object === undefined
      ? []
      : [{ mode, type, sha: object, size: Number(size) || 0, path: name }];
  });
}

async function fileShape(call: RepositoryCall, entry: Entry, ref: string): Promise<Json> {
  const facts = entryShape(call, entry, ref);
  if (entry.mode === "120000")
    return filled("content-symlink", { ...facts, type: "symlink", target: await must(call.git, ["cat-file", "blob", entry.sha]) });
  if (entry.mode === "160000") return filled("content-submodule", { ...facts, type: "submodule", submodule_git_url: "" });
  const small = entry.size <= 1_000_000;
  const { bytes } = small ? await call.git(["cat-file", "blob", entry.sha]) : { bytes: Buffer.alloc(0) };
  const content = bytes.toString("base64").replace(/.{60}/g, "$&\n");
  return filled("content-file", { ...facts, type: "file", encoding: small ? "base64" : "none", content });
}

function entryShape({ name }: RepositoryCall, entry: Entry, ref: string): { readonly [key: string]: Json } {
  const path = entry.path.split("/").map(encodeURIComponent).join("/");
  const url = apiRepository(name, `/contents/${path}?ref=${encodeURIComponent(ref)}`);
  const page = html(`${name}/${entry.type}/${ref}/${path}`);
  const git = apiRepository(name, `/git/${entry.type}s/${entry.sha}`);
  return {
    name: entry.path.slice(entry.path.lastIndexOf("/") + 1),
    path: entry.path,
    sha: entry.sha,
    size: entry.size,
    type: entry.type === "tree" ? "dir" : "file",
    url,
    html_url: page,
    git_url: git,
    download_url: entry.type === "blob" ? html(`${name}/raw/${ref}/${path}`) : null,
    _links: { self: url, git, html: page },
  };
}
