import { z } from "zod";
import type { ForgeRelease, ForgeReleases } from "../../domain/ports/forge.ts";
import { type GithubApi, part } from "./api.ts";
import { digits } from "./pull-requests.ts";

const Release = z.object({
  id: z.int().positive(),
  tag_name: z.string(),
  name: z.string().nullable(),
  body: z.string().nullish(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  html_url: z.string(),
});

/** Release pages. A draft is not found by its tag and the list lags behind, so both are asked; making one checks the tag without a lock. */
export const githubReleases = (api: GithubApi): ForgeReleases => ({
  find: async (repository, tag) => {
    const listed = await api.list(repository, "releases", z.array(Release));
    const published = await api.get(repository, `releases/tags/${part(tag)}`, Release);
    const all = [...listed, ...(published === undefined ? [] : [published])].filter(({ tag_name }) => tag_name === tag);
    return [...new Map(all.map((release) => [release.id, toRelease(release)])).values()];
  },

  draft: async (repository, { tag, commit, title, body }) => {
    const sent = { tag_name: tag, target_commitish: commit, name: title, body, draft: true };
    const { id } = await api.send(repository, { method: "POST", path: "releases", body: sent }, Release);
    return { id: String(id) };
  },

  publish: async (repository, id) => {
    await api.send(repository, { method: "PATCH", path: `releases/${digits(id)}`, body: { draft: false } }, Release);
  },

  withdraw: async (repository, { id, body }) => {
    const sent = { body, prerelease: true, make_latest: "false" };
    await api.send(repository, { method: "PATCH", path: `releases/${digits(id)}`, body: sent }, Release);
  },
});

const toRelease = (release: z.infer<typeof Release>): ForgeRelease => ({
  id: String(release.id),
  tag: release.tag_name,
  title: release.name ?? "",
  body: release.body ?? "",
  draft: release.draft,
  prerelease: release.prerelease,
  url: release.html_url,
});
