import { z } from "zod";
import type { IssueEdit } from "../app/checklist-issue/count-ticks.ts";

/** GitHub's own limit of a text is 65,536 characters, each at most four bytes. */
const text = z.string().max(300_000);

/** What we read of an `issues` event (docs.github.com/webhooks/webhook-events-and-payloads#issues). */
const Edited = z.object({
  action: z.literal("edited"),
  issue: z.object({
    number: z.int().positive(),
    body: text.nullable(),
    updated_at: z.iso.datetime(),
    pull_request: z.unknown().optional(),
  }),
  changes: z.object({ body: z.object({ from: text.nullish() }).optional() }),
  repository: z.object({ full_name: z.string().max(200) }),
  sender: z.object({ login: z.string().max(100), type: z.string().max(40) }),
});

export type IssueEvent = { readonly is: "edit"; readonly edit: IssueEdit } | { readonly is: "refused"; readonly why: string };

/** Reads an event's file. What is not exactly the edit of an issue is refused, with the reason. */
export const issueEvent = (file: string): IssueEvent => {
  const parsed = jsonOf(file);
  if (parsed === undefined) return { is: "refused", why: "it is no JSON" };
  const { success, data, error } = Edited.safeParse(parsed);
  if (!success) {
    const [issue] = error.issues;
    return { is: "refused", why: `it is no edit of an issue as GitHub tells of it, at ${issue?.path.join(".") || "its root"}` };
  }
  const { issue, changes, repository, sender } = data;
  if (issue.pull_request !== undefined) return { is: "refused", why: "it is about a pull request" };
  return {
    is: "edit",
    edit: {
      repository: repository.full_name,
      number: String(issue.number),
      editor: { login: sender.login, isPerson: sender.type === "User" && !sender.login.endsWith("[bot]") },
      before: changes.body === undefined ? undefined : (changes.body.from ?? ""),
      after: issue.body ?? "",
      at: issue.updated_at,
    },
  };
};

const jsonOf = (file: string): unknown => {
  try {
    return JSON.parse(file);
  } catch {
    return undefined;
  }
};
