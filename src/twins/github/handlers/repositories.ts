import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import { notFound, page, type RepositoryCall, type RepositoryHandler, refused } from "../call.ts";
import { commit } from "../git/commits.ts";
import { branchHead } from "../git/names.ts";
import { type Git, must } from "../git/run.ts";
import { rulesFor } from "../rules.ts";
import type { RepositorySeed } from "../seed.ts";
import { apiRepository, page as html, nodeId } from "../shapes/addresses.ts";
import { commitShape } from "../shapes/commit.ts";
import { repositoryShape } from "../shapes/repository.ts";

/** The repository with its default branch, and with what the asking account may do. */
const get: RepositoryHandler = ({ hub, name, repository, user }) => {
  const main = hub.main(name);
  const permissions = { admin: false, push: user.may === "write", pull: true };
  const { archived = false } = seedOf(hub, name);
  return { status: 200, body: { ...repositoryShape("full-repository", repository(), hub.seed, main), permissions, archived } };
};

/** GitHub answers 404 where it is not enabled. */
const immutableReleases: RepositoryHandler = ({ hub, name }) =>
  seedOf(hub, name).immutableReleases === true ? { status: 200, body: { enabled: true, enforced_by_owner: false } } : { status: 404 };

const seedOf = (hub: RepositoryCall["hub"], name: string): Partial<RepositorySeed> =>
  hub.seed.repositories.find((each) => each.name === name) ?? {};

const getBranch: RepositoryHandler = async ({ git, hub, name, params, repository }) => {
  const branch = params["branch"] ?? "";
  const sha = branchHead(git, branch);
  if (sha === undefined) return refused(404, "Branch not found");
  const self = apiRepository(name, `/branches/${branch}`);
  const links = { self, html: html(`${name}/tree/${branch}`) };
  const rules = rulesFor(repository(), `refs/heads/${branch}`, hub.main(name));
  const facts = { name: branch, commit: commitShape(name, await commit(git, sha)), _links: links, protected: rules.length > 0 };
  return { status: 200, body: filled("branch-with-protection", { ...facts, protection_url: `${self}/protection` }) };
};

const getRef: RepositoryHandler = async (call) => {
  const [found] = (await refs(call.git, `refs/${call.params["ref"]}`)).filter(({ ref }) => ref === `refs/${call.params["ref"]}`);
  return found === undefined ? notFound() : { status: 200, body: refShape(call, found) };
};

const listMatchingRefs: RepositoryHandler = async (call) => {
  const prefix = `refs/${call.params["ref"]}`;
  const matching = (await refs(call.git, prefix.slice(0, prefix.lastIndexOf("/") + 1))).filter(({ ref }) => ref.startsWith(prefix));
  const { items, headers } = page(call, matching);
  return { status: 200, headers, body: items.map((found) => refShape(call, found)) };
};

const getTag: RepositoryHandler = async ({ git, name, params }) => {
  const sha = params["tag_sha"] ?? "";
  const { code, text } = await git(["cat-file", "tag", sha]);
  if (!/^[0-9a-f]{40,64}$/.test(sha) || code !== 0) return notFound();
  const head = new Map(
    text
      .slice(0, text.indexOf("\n\n"))
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
  );
  const object = head.get("object") ?? "";
  const type = head.get("type") ?? "commit";
  const facts = { sha, node_id: nodeId("Tag", sha), url: apiRepository(name, `/git/tags/${sha}`), tag: head.get("tag") ?? "" };
  const target = { sha: object, type, url: apiRepository(name, `/git/${type}s/${object}`) };
  return {
    status: 200,
    body: filled("git-tag", {
      ...facts,
      object: target,
      tagger: tagger(head.get("tagger") ?? ""),
      message: text.slice(text.indexOf("\n\n") + 2),
    }),
  };
};

/** By GitHub's operation id. */
export const repositoryHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "repos/get": get,
  "repos/check-immutable-releases": immutableReleases,
  "repos/get-branch": getBranch,
  "git/get-ref": getRef,
  "git/list-matching-refs": listMatchingRefs,
  "git/get-tag": getTag,
};

type Ref = { readonly ref: string; readonly sha: string; readonly type: string };

async function refs(git: Git, prefix: string): Promise<readonly Ref[]> {
  const lines = await must(git, ["for-each-ref", "--format=%(refname) %(objectname) %(objecttype)", "--", prefix]);
  return lines.split("\n").flatMap((line) => {
    const [ref = "", sha = "", type = ""] = line.split(" ");
    return ref === "" ? [] : [{ ref, sha, type }];
  });
}

function refShape({ name }: RepositoryCall, { ref, sha, type }: Ref): Json {
  const url = apiRepository(name, `/git/${ref}`);
  return filled("git-ref", {
    ref,
    node_id: nodeId("Ref", ref),
    url,
    object: { type, sha, url: apiRepository(name, `/git/${type}s/${sha}`) },
  });
}

function tagger(line: string): Json {
  const [, name = "", email = "", seconds = "0"] = /^(.*) <(.*)> (\d+) /.exec(line) ?? [];
  return { name, email, date: new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z") };
}
