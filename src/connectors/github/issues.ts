import { z } from "zod";
import type { Issue, Issues } from "../../domain/ports/forge.ts";
import type { GithubApi } from "./api.ts";
import { digits } from "./pull-requests.ts";

const Found = z.object({
  number: z.int().positive(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]),
  user: z.object({ login: z.string() }).nullable(),
  html_url: z.string(),
  pull_request: z.object({}).optional(),
});

/** Issues of a repository. GitHub takes a second one with the same title and text: callers mark and count. */
export const githubIssues = (api: GithubApi): Issues => ({
  changedSince: async (repository, since) => {
    const found = await api.list(repository, "issues", z.array(Found), { state: "all", since });
    // Every pull request is listed as an issue too.
    return found.filter(({ pull_request }) => pull_request === undefined).map(toIssue);
  },

  get: async (repository, number) => {
    const found = await api.get(repository, `issues/${digits(number)}`, Found);
    return found === undefined || found.pull_request !== undefined ? undefined : toIssue(found);
  },

  open: async (repository, { title, body }) =>
    toIssue(await api.send(repository, { method: "POST", path: "issues", body: { title, body } }, Found)),

  update: async (repository, number, { body, state }) => {
    const wanted = { body, ...(state === undefined ? {} : { state }) };
    await api.send(repository, { method: "PATCH", path: `issues/${digits(number)}`, body: wanted }, Found);
  },
});

const toIssue = ({ number, title, body, state, user, html_url }: z.infer<typeof Found>): Issue => ({
  number: String(number),
  title,
  body: body ?? "",
  state,
  author: user?.login ?? "ghost",
  url: html_url,
});
