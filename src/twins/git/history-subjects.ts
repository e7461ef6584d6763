import type { SeededNumbers } from "./seeded-numbers.ts";

/** Subjects that try to harm whoever prints, renders or executes them; each appears once after 1.29.0. */
export const hostileSubjects: readonly string[] = [
  "fix(exports): quote the path $(touch pwned) before it is used",
  "fix: escape `touch pwned`; touch pwned && echo '\"",
  'feat(dashboards): show <script>alert("pwned")</script> as text',
  "fix(terminal): strip \u001b]0;pwned\u0007 titles and \u001b[2J from names",
  "docs: explain why \u202etxt.egdab\u202c is not a badge",
  `chore: never run \${{ github.token }} ::set-output name=x::pwned`,
  "feat: mention <!channel> and @everyone in *|MC:SUBJECT|* and {{name}}",
  "fix: [click here](javascript:alert(1)) ![x](https://example.com/beacon.png) closes #1",
];

export const areas = [
  "insights",
  "funnels",
  "paths",
  "cohorts",
  "flags",
  "persons",
  "plugins",
  "billing",
  "toolbar",
  "exports",
  "actions",
  "retention",
] as const;

const verbs: Readonly<Record<string, readonly [string, ...string[]]>> = {
  feat: ["add", "support", "allow", "show"],
  fix: ["correct", "stop losing", "handle missing", "refresh"],
  perf: ["speed up", "cache", "batch"],
  refactor: ["simplify", "split", "rename"],
  docs: ["describe", "explain"],
  test: ["cover", "check"],
  chore: ["tidy", "upgrade", "move"],
};

const things = [
  "legends",
  "time zones",
  "filters",
  "breakdowns",
  "empty states",
  "date ranges",
  "tooltips",
  "permissions",
  "imports",
  "queries",
  "labels",
  "webhooks",
] as const;
const kinds = ["feat", "fix", "fix", "feat", "fix", "perf", "refactor", "docs", "test", "chore"] as const;

/** A subject as people of a 2021 product wrote them: two in three conventional, the others plain sentences. */
export const subjectFor = (numbers: SeededNumbers, area: string): string => {
  const kind = numbers.pick(kinds);
  const sentence = `${numbers.pick(verbs[kind] ?? ["change"])} ${numbers.pick(things)}`;
  const style = numbers.below(3);
  if (style === 0) return `${sentence[0]?.toUpperCase()}${sentence.slice(1)} in ${area}`;
  return style === 1 ? `${kind}(${area}): ${sentence}` : `${kind}: ${sentence} in ${area}`;
};
