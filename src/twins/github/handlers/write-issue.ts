import type { Json } from "../../../domain/known.ts";
import { invalid, notFound, type RepositoryCall, type RepositoryHandler, text } from "../call.ts";
import { isObject } from "../description.ts";
import { nextNumber, pullOf } from "../pulls.ts";
import { issueShape } from "../shapes/issue.ts";
import type { Issue, Pull } from "../state.ts";
import { issueOf } from "./issues.ts";
import { replacePull } from "./pulls.ts";

/** GitHub refuses a longer text. */
const mostCharacters = 65_536;

/** GitHub takes a second issue with the same title and text as gladly as the first. */
const create: RepositoryHandler = (call) => {
  const { hub, name, body, user } = call;
  const wanted = text(body, "body") ?? null;
  if (isTooLong(wanted)) return tooLong;
  const now = hub.now();
  const [title, labels] = [titleIn(body) ?? "", labelsIn(body) ?? []];
  if (title.trim() === "") return invalid("Issue", "title", "missing_field", "title is missing");
  const changed = hub.change(name, (known) => {
    const made: Issue = {
      number: nextNumber(known),
      title,
      body: wanted,
      author: user.login,
      state: "open",
      reason: null,
      labels,
      createdAt: now,
      updatedAt: now,
      closedAt: null,
    };
    return { ...known, issues: [...known.issues, made] };
  });
  const made = changed.issues.at(-1);
  if (made === undefined) return notFound();
  call.applied("open-issue", `${name} ${title}`);
  return { status: 201, body: issueShape(call, made) };
};

/** Of an issue, or of a pull request, which every pull request is too. */
const update: RepositoryHandler = (call) => {
  const { hub, name, body } = call;
  const [issue, pull] = [issueOf(call), pullOf(call)];
  const known = issue ?? pull;
  if (known === undefined) return notFound();
  if (isTooLong(text(body, "body"))) return tooLong;
  if (pull?.merged != null && text(body, "state") === "open")
    return invalid("Issue", "state", "invalid", "state cannot be changed. The pull request is merged.");
  const told = changes(call, known);
  hub.change(name, (all) =>
    issue === undefined
      ? replacePull(all, { ...(pull as Pull), ...told })
      : {
          ...all,
          issues: all.issues.map((each) => (each.number === issue.number ? { ...issue, ...told, reason: reasonOf(call, issue) } : each)),
        },
  );
  call.applied("update-issue", `${name}#${known.number}`);
  const now = issueOf(call) ?? pullOf(call);
  return now === undefined ? notFound() : { status: 200, body: issueShape(call, now) };
};

/** By GitHub's operation id. */
export const writeIssueHandlers: Readonly<Record<string, RepositoryHandler>> = { "issues/create": create, "issues/update": update };

type Fields = { readonly [key: string]: Json };

const changes = ({ body, hub }: RepositoryCall, known: Issue | Pull) => {
  const state = (text(body, "state") ?? known.state) as "open" | "closed";
  return {
    title: titleIn(body) ?? known.title,
    body: "body" in body ? (text(body, "body") ?? null) : known.body,
    labels: labelsIn(body) ?? known.labels,
    state,
    updatedAt: hub.now(),
    closedAt: state === "closed" ? (known.closedAt ?? hub.now()) : null,
  };
};

const reasonOf = ({ body }: RepositoryCall, issue: Issue): Issue["reason"] => {
  const state = text(body, "state") ?? issue.state;
  if (state === issue.state) return issue.reason;
  return state === "open" ? "reopened" : ((text(body, "state_reason") ?? "completed") as Issue["reason"]);
};

const titleIn = ({ title }: Fields): string | undefined =>
  typeof title === "string" || typeof title === "number" ? String(title) : undefined;

const labelsIn = ({ labels }: Fields): readonly string[] | undefined => {
  if (!Array.isArray(labels)) return undefined;
  return labels.flatMap((each) => (typeof each === "string" ? [each] : isObject(each) ? (text(each, "name") ?? []) : []));
};

const isTooLong = (body: string | null | undefined): boolean => [...(body ?? "")].length > mostCharacters;

const tooLong = invalid("Issue", "body", "custom", `body is too long (maximum is ${mostCharacters} characters)`);
