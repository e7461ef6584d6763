import { z } from "zod";
import { explain } from "../../domain/errors.ts";
import type { CommitStatus, Statuses } from "../../domain/ports/forge.ts";
import { type GithubApi, part } from "./api.ts";

const Status = z.object({
  context: z.string(),
  state: z.enum(["error", "failure", "pending", "success"]),
  description: z.string().nullable(),
});

const Check = z.object({ context: z.string() });
const Rule = z.object({
  type: z.string(),
  parameters: z.object({ required_status_checks: z.array(Check).optional() }).optional(),
});

const Branch = z.object({
  protection: z.object({ required_status_checks: z.object({ contexts: z.array(z.string()) }).optional() }).optional(),
});

/** GitHub refuses a longer description. */
const mostCharacters = 140;

/** Commit statuses, and what rulesets and the older branch protection require. A list of statuses comes newest first. */
export const githubStatuses = (api: GithubApi): Statuses => ({
  of: async (repository, commit) => {
    const all = await api.list(repository, `commits/${objectId(commit)}/statuses`, z.array(Status));
    const newest = new Map<string, CommitStatus>();
    for (const { context, state, description } of all) {
      if (!newest.has(context)) newest.set(context, { context, state, description: description ?? "" });
    }
    return [...newest.values()];
  },

  set: async (repository, commit, { context, state, description }) => {
    const body = { context, state, description: shortened(description) };
    await api.send(repository, { method: "POST", path: `statuses/${objectId(commit)}`, body }, Status);
  },

  required: async (repository, branch) => {
    const rules = await api.list(repository, `rules/branches/${part(branch)}`, z.array(Rule));
    const fromRules = rules
      .filter(({ type }) => type === "required_status_checks")
      .flatMap(({ parameters }) => parameters?.required_status_checks ?? [])
      .map(({ context }) => context);
    const protection = (await api.get(repository, `branches/${part(branch)}`, Branch))?.protection;
    return [...new Set([...fromRules, ...(protection?.required_status_checks?.contexts ?? [])])].sort();
  },
});

/** A commit's id, which goes into a path as it is. */
export const objectId = (text: string): string => {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text))
    throw explain("BUG", { what: `${JSON.stringify(text.slice(0, 80))} is not a commit id.` });
  return text;
};

const shortened = (text: string): string => {
  const characters = [...text];
  return characters.length <= mostCharacters ? text : `${characters.slice(0, mostCharacters - 1).join("")}…`;
};
