import type { RehearsedRelease } from "../app/rehearse/rehearsal.ts";
import { whatNow } from "../app/what-now.ts";
import { planHash, planRelease } from "../checklist/index.ts";
import { sha256 } from "../domain/canonical.ts";
import { addDuration, duration, type Instant, instant } from "../domain/instant.ts";
import { chain } from "../domain/journal/chain.ts";
import type { Entry, Event } from "../domain/journal/event.ts";
import { foldOne } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { factsIn } from "../domain/known.ts";
import type { Plan, PlannedItem } from "../domain/plan.ts";
import { progressOf } from "../domain/progress.ts";
import type { Story } from "../domain/survey.ts";
import { sampleSurvey, sampleTrain } from "./sample-train.ts";

/** A sample release: its version, the instant at which each phase begins, and what people said on the way. */
export interface SampleOrder {
  readonly version: string;
  readonly kind: "release" | "patch";
  readonly begins: Readonly<Record<Exclude<PlannedItem["phase"], "rollback">, string>>;
  /** Events that stand in the journal just before the first step of an item. */
  readonly before: Readonly<Record<string, readonly { readonly actor: string; readonly event: Event }[]>>;
}

/** A release that ran to its end: the real planner's plan, a journal that fits it, and the state that folds from it. */
export const sampleRelease = (order: SampleOrder): RehearsedRelease => {
  const plan = samplePlan(order);
  const journal: Entry[] = [];
  let state: ReleaseState | undefined;
  let time = instant(order.begins.freeze);
  const say = (actor: string, event: Event): void => {
    for (const entry of chain(`posthog/${order.version}`, journal.at(-1), [{ at: time, actor, event }])) {
      journal.push(entry);
      state = foldOne(state, entry);
    }
  };
  say("ana", started(order, plan));
  say("signalbox", { is: "plan-revised", plan, because: "the release starts" });
  say("signalbox", { is: "owner-claimed", epoch: 1, owner: "driver-1", until: addDuration(time, duration("5m")) });
  const facts = factsOf(plan);
  for (const item of plan.items) {
    time = later(time, instant(order.begins[item.phase === "rollback" ? "announce" : item.phase]));
    for (const { actor, event } of order.before[item.id] ?? []) say(actor, event);
    for (const step of item.steps) {
      const standing = state === undefined ? undefined : progressOf(state).find((each) => each.step.id === step.id)?.standing;
      if (standing?.is !== "ready") throw new Error(`The sample cannot run ${step.id}: ${standing?.is ?? "absent"}`);
      const at = { step: step.id, key: standing.key, epoch: 1 };
      say("signalbox", { is: "intent", ...at, describes: `${step.kind.replaceAll("-", " ")} for ${order.version}` });
      time = addDuration(time, duration("20s"));
      say("signalbox", { is: "done", ...at, facts: facts[step.id] ?? {}, evidence: evidenceOf(step.kind, facts[step.id] ?? {}) });
    }
  }
  say("signalbox", { is: "finished" });
  if (state === undefined) throw new Error("A journal that was begun has a state");
  return {
    state,
    planHash: planHash(plan),
    runbook: `# Runbook: ${plan.train} ${plan.version}\n`,
    steps: whatNow(state, new Map()).steps,
    journal,
  };
};

const samplePlan = ({ version, kind }: SampleOrder): Plan =>
  planRelease(
    {
      train: sampleTrain,
      survey: sampleSurvey,
      story: sampleStory(version),
      fill: (template) => template.replaceAll("{version}", version).replaceAll("{version-dashed}", version.replaceAll(".", "-")),
      release: {
        version,
        kind,
        branch: `release-${version}`,
        tag: version,
        from: "cut",
        cutAt: sampleSurvey.base,
        picks: kind === "patch" ? [sampleSurvey.mainHead] : [],
        days: { freeze: "2021-10-22", planned: "2021-10-25", heading: "2021-10-25" },
      },
    },
    1,
  );

const started = ({ version, kind }: SampleOrder, plan: Plan): Event => ({
  is: "release-started",
  format: 1,
  train: sampleTrain.name,
  version,
  kind,
  captain: "ana",
  configuration: sha256("configuration"),
  order: { version, day: plan.days.planned, freezeDay: plan.days.freeze, picks: [] },
});

const sampleStory = (version: string): Story => ({
  takes: [],
  aside: [],
  section: `### ${version} - Monday 25 October 2021\n\n- Session recordings in the dashboard (#6120)\n- **Breaking:** plugins need Node 14 (#6133)\n- Correlation analysis knows people’s groups, by \`dora\` (#6141)\n`,
  post: {
    title: `The PostHog Array ${version}`,
    text: `# The PostHog Array ${version}\n\n${"Correlation analysis finds what makes people succeed. ".repeat(8)}\n\nThanks to Dora Example, Émile Exemple and 山田太郎.\n`,
    told: [],
  },
  messages: [
    {
      workspace: "community",
      channel: "C0000000000",
      at: "announce",
      text: `:rocket: PostHog ${version} is out!\nRead all about it: https://posthog.com/blog`,
    },
    { workspace: "team", channel: "C0000000001", at: "freeze", text: `release-${version} is frozen: only fixes board from now on.` },
  ],
  newsletter: { subject: `PostHog ${version}`, html: `<!doctype html>\n<html><body><h1>PostHog ${version}</h1></body></html>\n` },
  releasePage: `Session recordings in the dashboard\n`,
  open: [],
});

/** For every fact that some step wants, a value that looks like what its name says. */
const factsOf = (plan: Plan): Readonly<Record<string, Readonly<Record<string, string>>>> => {
  const found: Record<string, Record<string, string>> = {};
  for (const { after, fact } of plan.items.flatMap((item) => item.steps.flatMap(({ input }) => factsIn(input))))
    found[after] = { ...found[after], [fact]: factValue(fact, after) };
  return found;
};

const factValue = (fact: string, step: string): string => {
  if (fact === "commit" || fact === "candidate" || fact === "merge") return sha256(step.split("/")[0] ?? "").slice(0, 40);
  if (fact === "digest") return `sha256:${sha256(step)}`;
  if (fact === "day") return "2021-10-26";
  if (fact === "accepted") return "";
  return fact === "number" ? String(Number.parseInt(sha256(step).slice(0, 3), 16)) : sha256(`${step} ${fact}`).slice(0, 12);
};

const evidenceOf = (kind: string, facts: Readonly<Record<string, string>>): string => {
  const [name, value] = Object.entries(facts)[0] ?? [];
  return value === undefined ? `${kind.replaceAll("-", " ")}: looked, and it holds` : `${name} ${value.slice(0, 19)} is there`;
};

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
