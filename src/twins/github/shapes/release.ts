import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import type { GithubSeed } from "../seed.ts";
import type { Release } from "../state.ts";
import { apiRepository, nodeId, page } from "./addresses.ts";
import { simpleUser } from "./user.ts";

/** A release as GitHub shows it; a draft's page is addressed by an untagged name. */
export function releaseShape(name: string, release: Release, seed: GithubSeed): { readonly [key: string]: Json } {
  const url = apiRepository(name, `/releases/${release.id}`);
  const slug = release.draft ? `untagged-${release.id}` : encodeURIComponent(release.tag);
  return filled("release", {
    id: release.id,
    node_id: nodeId("Release", release.id),
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.title,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    author: simpleUser(release.author, seed),
    created_at: release.createdAt,
    published_at: release.publishedAt,
    assets: [],
    url,
    html_url: page(`${name}/releases/tag/${slug}`),
    assets_url: `${url}/assets`,
    upload_url: `https://uploads.github.com/repos/${name}/releases/${release.id}/assets{?name,label}`,
  });
}
