import { isByPeople } from "../domain/dial.ts";
import { explain } from "../domain/errors.ts";
import { fieldAt, type Json, textAt } from "../domain/known.ts";
import { secretsIn } from "../domain/named-secrets.ts";
import type { Plan, PlannedStep } from "../domain/plan.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { AppParts } from "./parts.ts";

/** Credentials that an effect through a port needs, by the names under which they are read. */
type Credentials = { readonly system: string; readonly variables: readonly string[] };

const github: Credentials = { system: "GitHub", variables: ["GITHUB_TOKEN"] };

const credentialsOf: Partial<Record<keyof Ports, (step: PlannedStep) => Credentials>> = {
  refs: () => github,
  pulls: () => github,
  labels: () => github,
  statuses: () => github,
  forgeReleases: () => github,
  images: () => ({ system: "the registry", variables: ["REGISTRY_USERNAME", "REGISTRY_PASSWORD"] }),
  builds: () => ({ system: "Heroku", variables: ["HEROKU_API_KEY"] }),
  messages: ({ input }) => ({ system: "Slack", variables: [slackToken(textAt(input, "workspace") ?? "")] }),
  campaigns: () => ({ system: "Mailchimp", variables: ["MAILCHIMP_API_KEY"] }),
  commands: ({ input }) => ({
    system: "a command",
    variables: [input, fieldAt(input, "look")].flatMap((each) => textsAt(each, "secrets")),
  }),
  requests: ({ input }) => ({ system: "a request", variables: secretsIn([input, fieldAt(input, "look")].flatMap(addressed)) }),
  cdn: () => ({ system: "CloudFront", variables: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] }),
};

/** What of a request is sent with credentials in it. */
const addressed = (request: Json | undefined): readonly string[] => [...textsOf(fieldAt(request, "url")), ...textsAt(request, "headers")];

const textsAt = (input: Json | undefined, name: string): readonly string[] => textsOf(fieldAt(input, name));

const textsOf = (value: Json | undefined): readonly string[] => {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.flatMap(textsOf) : [];
};

export const slackToken = (workspace: string): string => `SLACK_TOKEN_${workspace.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;

/** What the plan's effects need and this machine does not have. What people do themselves needs nothing of ours. */
export const missingCredentials = ({ kinds, lacks }: Pick<AppParts, "kinds" | "lacks">, plan: Plan): readonly Credentials[] => {
  const missing = new Map<string, Set<string>>();
  for (const { step, by } of plan.items.flatMap((each) => each.steps.map((step) => ({ step, by: each.by })))) {
    const kind = kinds.get(step.kind);
    for (const port of kind?.is === "effect" && !isByPeople(by, kind) ? kind.needs : []) {
      const wanted = credentialsOf[port]?.(step);
      for (const variable of wanted?.variables.filter(lacks) ?? [])
        missing.set(wanted?.system ?? "", (missing.get(wanted?.system ?? "") ?? new Set()).add(variable));
    }
  }
  return [...missing].map(([system, variables]) => ({ system, variables: [...variables] }));
};

/** Raises TOKEN_MISSING with every name: a release that would stop at its launch for want of one is better not begun. */
export const requireCredentials = (parts: Pick<AppParts, "kinds" | "lacks">, plan: Plan): void => {
  const missing = missingCredentials(parts, plan);
  if (missing.length === 0) return;
  throw explain("TOKEN_MISSING", {
    system: missing.map((each) => each.system).join(", "),
    variable: missing.flatMap((each) => each.variables).join(", "),
  });
};
