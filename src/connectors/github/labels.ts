import { z } from "zod";
import type { Labels } from "../../domain/ports/forge.ts";
import type { GithubApi } from "./api.ts";
import { digits } from "./pull-requests.ts";

const LabelList = z.array(z.object({ name: z.string() })).readonly();

const IssueList = z.array(z.object({ number: z.int().positive(), pull_request: z.object({}).optional(), labels: LabelList }));

/** What is older than this many pull requests of one label is not looked for. */
const mostCarrying = 1000;

/** Labels of pull requests. Adding is idempotent; a label that the repository does not have is made by adding it, so `known` is how a misspelling shows. */
export const githubLabels = (api: GithubApi): Labels => ({
  of: async (repository, number) => namesOf(await api.list(repository, `issues/${digits(number)}/labels`, LabelList)),
  known: async (repository) => namesOf(await api.list(repository, "labels", LabelList)),
  carrying: async (repository, label) => {
    const found = await api.list(repository, "issues", IssueList, { labels: label, state: "all" }, mostCarrying);
    // A comma in a label would ask for two labels, and issues are listed among the pull requests.
    const pulls = found.filter(({ labels, pull_request }) => pull_request !== undefined && labels.some(({ name }) => name === label));
    return pulls.map(({ number }) => String(number));
  },
  add: async (repository, number, label) => {
    await api.send(repository, { method: "POST", path: `issues/${digits(number)}/labels`, body: { labels: [label] } }, LabelList);
  },
});

const namesOf = (labels: z.infer<typeof LabelList>): readonly string[] => labels.map(({ name }) => name);
