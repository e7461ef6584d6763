import { type Act, act, type Hand } from "../domain/by-hand.ts";
import { recordOf } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { type FactOf, factsIn, type Json, resolve, textAt } from "../domain/known.ts";
import type { PlannedStep } from "../domain/plan.ts";
import { effectKey, factOfRelease, isOver, progressOf, type StepProgress } from "../domain/progress.ts";
import type { Runbook, RunbookItem, RunbookStep } from "../domain/runbook.ts";
import { variable, withoutVariables } from "../domain/shell-word.ts";
import type { AnyStep, ByHand } from "../domain/step.ts";

/** What the runbook is made of besides the release's state. */
export interface RunbookFrom {
  readonly kinds: ReadonlyMap<string, AnyStep>;
  readonly pointOfNoReturn: string;
  /** A file as it stands where a step's commits are made. */
  readonly file: (step: string, path: string) => string | undefined;
  /** Steps as they were told before, where the page is made again and again. */
  readonly told?: Map<string, RunbookStep>;
}

/** The steps of a release that are not done, as people do them by hand. What nobody knows yet is a shell variable that an earlier command sets. Pure. */
export const runbookOf = (state: ReleaseState, from: RunbookFrom): Runbook => {
  const progress = progressOf(state);
  const open = progress.filter(({ standing }) => !isOver(standing));
  const names = variableNames(open);
  const titles = new Map((state.plan?.items ?? []).map((each) => [each.id, each.title]));
  const isOpen = (item: string): boolean => open.some((each) => each.item?.id === item);
  const steps = open.map((each) => ({ ...each, told: stepOf(state, from, progress, names, each) }));
  const items = [...new Set(open.map(({ item, step }) => item?.id ?? idOf(step)))].map((id): RunbookItem => {
    const ours = steps.filter(({ item, step }) => (item?.id ?? idOf(step)) === id);
    const item = ours[0]?.item;
    return {
      id,
      title: item?.title ?? id,
      phase: item?.phase,
      owner: item?.owner ?? ["captain"],
      access: item?.access ?? [],
      by: item?.by ?? "signalbox",
      waitsFor: (item?.after ?? []).filter(isOpen).map((each) => titles.get(each) ?? each),
      ...(item?.interlock === undefined ? {} : { warning: item.interlock }),
      pointOfNoReturn: id === from.pointOfNoReturn,
      steps: ours.map(({ told }) => told),
    };
  });
  const commands = steps.flatMap(({ told }) => told.acts).flatMap((each) => ("commands" in each ? each.commands : []));
  return {
    train: state.train,
    version: state.version,
    captain: state.captain,
    entry: state.sequence,
    launched: titles.has(from.pointOfNoReturn) && !isOpen(from.pointOfNoReturn),
    repositories: [...new Set(open.flatMap(({ step }) => textAt(step.input, "repository") ?? []))],
    programs: ["git", "curl", "jq", "skopeo", "aws"].filter((each) => commands.some((command) => new RegExp(`\\b${each} `).test(command))),
    credentials: [...new Set(commands.flatMap((each) => [...each.matchAll(/\$\{?([A-Z][A-Z0-9_]{3,60})/g)].map(([, name = ""]) => name)))],
    items,
  };
};

const idOf = ({ id }: PlannedStep): string => id.slice(0, id.indexOf("/"));

const stepOf = (
  state: ReleaseState,
  { kinds, file, told }: RunbookFrom,
  progress: readonly StepProgress[],
  names: ReadonlyMap<string, string>,
  { step, standing }: StepProgress,
): RunbookStep => {
  const kind = kinds.get(step.kind);
  const lookUp = (wanted: FactOf): string | undefined => factOfRelease(progress, wanted);
  const known = resolve(step.input, lookUp);
  const key = known.is === "known" ? effectKey(state.train, state.version, step.id, known.value) : undefined;
  const shown = resolve(cleaned(step.input), (wanted) => lookUp(wanted) ?? variable(names.get(nameOf(wanted)) ?? ""));
  const input = shown.is === "known" ? shown.value : step.input;
  const record = standing.is === "ready" ? standing.record : key === undefined ? undefined : recordOf(state, { step: step.id, key });
  const name = JSON.stringify([
    step.id,
    shown,
    key,
    record?.intent !== undefined,
    record?.parked?.what,
    [...names].filter(([each]) => each.startsWith(`${step.id} `)),
  ]);
  const before = told?.get(name);
  if (before !== undefined) return before;
  const hand: Hand = {
    key,
    keeps: (fact) => names.get(nameOf({ after: step.id, fact })),
    file: (_, path) => clean(file(step.id, path)),
  };
  const now: RunbookStep = {
    id: step.id,
    does: kind === undefined ? step.kind : wordsOf(kind, input),
    ...(kind?.is === "effect" && record?.intent !== undefined ? { lookFirst: kind.looksAt } : {}),
    ...(record?.parked === undefined ? {} : { question: record.parked.what }),
    acts: kind === undefined ? [act(`This runbook does not know how ${step.kind} is done.`)] : actsByHand(kind, input, hand),
  };
  told?.set(name, now);
  return now;
};

/** Input and function are of the same kind: their own types ended where kinds are listed. */
const wordsOf = (kind: AnyStep, input: Json): string => (kind.describe as (input: Json) => string)(input);

export const actsByHand = (kind: AnyStep | undefined, input: Json, hand: Hand): readonly Act[] =>
  kind === undefined
    ? []
    : (kind.byHand as unknown as ByHand<Json>)(input, hand).filter((each) => !("commands" in each) || each.commands.length > 0);

/** One shell variable for each fact that some open step waits for. */
const variableNames = (open: readonly StepProgress[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  for (const wanted of open.flatMap(({ step }) => factsIn(step.input))) {
    if (names.has(nameOf(wanted))) continue;
    const plain = `fact_${nameOf(wanted)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "_")}`;
    const taken = [...names.values()].filter((each) => each === plain || each.startsWith(`${plain}__`)).length;
    names.set(nameOf(wanted), taken === 0 ? plain : `${plain}__${taken + 1}`);
  }
  return names;
};

const nameOf = ({ after, fact }: FactOf): string => `${after} ${fact}`;

const clean = (text: string | undefined): string | undefined => (text === undefined ? undefined : withoutVariables(text));

const cleaned = (value: Json): Json => {
  if (typeof value === "string") return withoutVariables(value);
  if (Array.isArray(value)) return value.map((each: Json) => cleaned(each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleaned(each as Json)]));
};
