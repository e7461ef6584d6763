import { addDuration, type Duration, millisOf } from "../../../domain/instant.ts";
import { invalid, notFound, page, type RepositoryCall, type RepositoryHandler, text } from "../call.ts";
import { committish } from "../git/names.ts";
import { resolve } from "../git/run.ts";
import { releaseShape } from "../shapes/release.ts";
import type { Release, Repository } from "../state.ts";

/** The list lags behind: what has just been made is missing from it for a while. Drafts are shown to those who may write only. */
const list: RepositoryHandler = (call) => {
  const { hub, name, repository, user } = call;
  const lag = ((hub.seed.releaseListLag ?? 20) * 1000) as Duration;
  const settled = (release: Release) => millisOf(addDuration(release.createdAt, lag)) <= millisOf(hub.now());
  const shown = repository().releases.filter((release) => settled(release) && (!release.draft || user.may === "write"));
  const { items, headers } = page(call, [...shown].reverse());
  return { status: 200, headers, body: items.map((release) => releaseShape(name, release, hub.seed)) };
};

const get: RepositoryHandler = (call) => {
  const found = releaseOf(call);
  return found === undefined ? notFound() : { status: 200, body: releaseShape(call.name, found, call.hub.seed) };
};

/** Never finds a draft, as at GitHub. */
const getByTag: RepositoryHandler = ({ hub, name, params, repository }) => {
  const found = repository().releases.find((release) => release.tag === params["tag"] && !release.draft);
  return found === undefined ? notFound() : { status: 200, body: releaseShape(name, found, hub.seed) };
};

/** Looks whether the tag is taken and writes some time later, as GitHub does: two at once may both get through, and drafts always do. */
const create: RepositoryHandler = async (call) => {
  const { body, hub, name, repository, user } = call;
  const tag = text(body, "tag_name") ?? "";
  const draft = body["draft"] === true;
  if (!draft && published(repository(), tag)) return invalid("Release", "tag_name", "already_exists", "tag_name already exists");
  const target = text(body, "target_commitish") ?? hub.main(name);
  if (!draft && !(await tagged(call, tag, target))) return invalid("Release", "target_commitish", "invalid", "target_commitish is invalid");
  const now = hub.now();
  const made = {
    tag,
    target,
    draft,
    prerelease: body["prerelease"] === true,
    title: text(body, "name") ?? null,
    body: text(body, "body") ?? null,
    author: user.login,
  };
  const times = { createdAt: now, publishedAt: draft ? null : now };
  const changed = hub.change(name, (known, id) => ({ ...known, releases: [...known.releases, { id: id(), ...made, ...times }] }));
  call.applied(draft ? "draft-release" : "publish-release", `${name} ${tag}`);
  const release = changed.releases.at(-1);
  return release === undefined ? notFound() : { status: 201, body: releaseShape(name, release, hub.seed) };
};

const update: RepositoryHandler = async (call) => {
  const { body, hub, name, repository } = call;
  const found = releaseOf(call);
  if (found === undefined) return notFound();
  const draft = typeof body["draft"] === "boolean" ? body["draft"] : found.draft;
  const changed: Release = {
    ...found,
    draft,
    tag: text(body, "tag_name") ?? found.tag,
    target: text(body, "target_commitish") ?? found.target,
    title: text(body, "name") ?? found.title,
    body: text(body, "body") ?? found.body,
    prerelease: typeof body["prerelease"] === "boolean" ? body["prerelease"] : found.prerelease,
    publishedAt: draft ? null : (found.publishedAt ?? hub.now()),
  };
  const publishes = found.draft && !draft;
  if (publishes && published(repository(), changed.tag)) return invalid("Release", "tag_name", "already_exists", "tag_name already exists");
  if (publishes && !(await tagged(call, changed.tag, changed.target)))
    return invalid("Release", "target_commitish", "invalid", "target_commitish is invalid");
  hub.change(name, (known) => ({ ...known, releases: known.releases.map((each) => (each.id === found.id ? changed : each)) }));
  call.applied(publishes ? "publish-release" : "update-release", `${name} ${changed.tag}`);
  return { status: 200, body: releaseShape(name, changed, hub.seed) };
};

const remove: RepositoryHandler = (call) => {
  const found = releaseOf(call);
  if (found === undefined) return notFound();
  call.hub.change(call.name, (known) => ({ ...known, releases: known.releases.filter(({ id }) => id !== found.id) }));
  call.applied("delete-release", `${call.name} ${found.tag}`);
  return { status: 204 };
};

/** By GitHub's operation id. */
export const releaseHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "repos/list-releases": list,
  "repos/get-release": get,
  "repos/get-release-by-tag": getByTag,
  "repos/create-release": create,
  "repos/update-release": update,
  "repos/delete-release": remove,
};

const releaseOf = ({ params, repository }: RepositoryCall): Release | undefined =>
  repository().releases.find(({ id }) => id === Number(params["release_id"]));

const published = ({ releases }: Repository, tag: string): boolean => releases.some((release) => release.tag === tag && !release.draft);

/** Publishing makes the tag where it does not exist: a plain one, on the target. False when the target is nothing. */
async function tagged(call: RepositoryCall, tag: string, target: string): Promise<boolean> {
  const { git, name, user } = call;
  if ((await resolve(git, `refs/tags/${tag}`, "object")) !== undefined) return true;
  const sha = await committish(git, target);
  if (sha === undefined) return false;
  const { code } = await git(["update-ref", "--end-of-options", `refs/tags/${tag}`, sha, "0".repeat(40)]);
  if (code === 0) await call.pushed({ repository: name, ref: `refs/tags/${tag}`, before: "0".repeat(40), after: sha, login: user.login });
  return code === 0 || (await resolve(git, `refs/tags/${tag}`, "object")) !== undefined;
}
