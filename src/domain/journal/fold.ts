import type { Entry, StepAt, StepEvent } from "./event.ts";
import { foldCorrections } from "./fold-corrections.ts";
import { foldPeople } from "./fold-people.ts";
import { foldRollback } from "./fold-rollback.ts";
import type { Alarm, ReleaseState, StepRecord } from "./state.ts";

/** Rebuilds the state of a release from its journal; undefined when there is no entry. What follows entries that were folded before goes on from there. */
export const fold = (entries: readonly Entry[]): ReleaseState | undefined => {
  const [first] = entries;
  if (first === undefined) return undefined;
  const before = folded.get(first);
  const known = before?.entries.every((entry, at) => entry === entries[at]) === true ? before : undefined;
  let state = known?.state;
  for (const entry of entries.slice(known?.entries.length ?? 0)) state = foldOne(state, entry);
  folded.set(first, { entries, state });
  return state;
};

/** Entries never change: the same ones in the same order are the same state. Kept with the first one, as long as somebody has it. */
const folded = new WeakMap<Entry, { readonly entries: readonly Entry[]; readonly state: ReleaseState | undefined }>();

/** The state after one more entry. */
export const foldOne = (state: ReleaseState | undefined, entry: Entry): ReleaseState | undefined => {
  const before = state ?? begun(entry);
  if (before === undefined) return undefined;
  const after = { ...apply(before, entry), sequence: entry.sequence, head: entry.hash };
  // What is taken back is not planned anew, whatever moves meanwhile.
  return after.rollback === undefined ? after : { ...after, replan: undefined };
};

/** The record of a step under a key, empty when nothing was said of it. */
export const recordOf = (state: ReleaseState, at: StepAt): StepRecord => state.records.get(nameOf(at)) ?? emptyRecord;

const emptyRecord: StepRecord = {
  intent: undefined,
  receipt: undefined,
  unknown: undefined,
  unknowns: 0,
  looks: undefined,
  pending: undefined,
  parked: undefined,
  answer: undefined,
  done: undefined,
  approvals: [],
  glass: undefined,
  marks: [],
};

const nameOf = (at: StepAt): string => `${at.step} ${at.key}`;

const begun = (entry: Entry): ReleaseState | undefined => {
  if (entry.event.is !== "release-started") return undefined;
  const { train, version, kind, captain, configuration, order } = entry.event;
  return {
    release: entry.release,
    train,
    version,
    kind,
    captain,
    proposer: entry.actor,
    configuration,
    order,
    startedAt: entry.at,
    sequence: 0,
    head: "",
    plan: undefined,
    added: [],
    records: new Map(),
    epoch: 0,
    owner: undefined,
    held: undefined,
    aborted: undefined,
    adopted: false,
    restoredAt: undefined,
    rollback: undefined,
    finishedAt: undefined,
    skipped: new Map(),
    sessions: [],
    findings: [],
    verdicts: [],
    branchHead: undefined,
    boarded: [],
    departure: undefined,
    heading: undefined,
    corrections: [],
    takenOver: undefined,
    alarms: [],
    checklistIssue: undefined,
    replan: undefined,
  };
};

const apply = (state: ReleaseState, entry: Entry): ReleaseState => {
  const { event, actor, at } = entry;
  switch (event.is) {
    case "release-started":
      return state;
    case "plan-revised":
      return { ...state, plan: event.plan, replan: undefined };
    case "step-added":
      return { ...state, added: [...state.added, { step: event.step, because: event.because }] };
    case "owner-claimed":
      return { ...state, epoch: event.epoch, owner: { owner: event.owner, epoch: event.epoch, until: event.until } };
    case "owner-released":
      return state.owner?.epoch === event.epoch ? { ...state, owner: undefined } : state;
    case "aborted":
      return { ...state, aborted: { by: actor, reason: event.reason } };
    case "rolled-back":
      return foldRollback(state, event, entry);
    case "adopted":
      return { ...state, adopted: true };
    case "restored":
      return { ...state, restoredAt: at, owner: undefined, replan: "the record was put back from a backup, and the world went on" };
    case "finished":
      return { ...state, finishedAt: at };
    case "held":
      return { ...state, held: { by: actor, reason: event.reason } };
    case "resumed":
      return { ...state, held: undefined };
    case "skipped":
      return { ...state, skipped: new Map([...state.skipped, [event.item, { by: actor, reason: event.reason }]]) };
    case "configuration-taken":
      return foldTakeOver(state, event, actor);
    case "alarm":
      return { ...state, alarms: [...state.alarms, alarmOf(event, at)] };
    case "checklist-issue":
      return { ...state, checklistIssue: { at, stands: event.stands } };
    case "handed-over":
      return { ...state, captain: event.to };
    case "branch-moved":
      return {
        ...state,
        branchHead: event.to,
        boarded: [...state.boarded, ...event.boarded],
        replan: `the release branch moved to ${event.to.slice(0, 12)}`,
      };
    case "departure-moved":
      return { ...state, departure: { to: event.to, reason: event.reason }, replan: `the departure moved to ${event.to}` };
    case "heading-dated":
      return { ...state, heading: event.day, replan: `the changelog's heading is dated ${event.day}` };
    case "replan-asked":
      return { ...state, replan: event.reason };
    case "corrected":
    case "correction-withdrawn":
      return foldCorrections(state, event, entry);
    case "session-opened":
    case "session-joined":
    case "session-closed":
    case "finding-raised":
    case "finding-closed":
    case "verdict-given":
      return foldPeople(state, event, actor, at);
    default:
      return withRecord(state, event, (record) => foldStep(record, event, actor, at));
  }
};

const alarmOf = ({ code, what, step, over }: Extract<Entry["event"], { readonly is: "alarm" }>, at: string): Alarm => ({
  at,
  code,
  what,
  ...(step === undefined ? {} : { step }),
  ...(over === undefined ? {} : { over }),
});

const withRecord = (state: ReleaseState, event: StepAt, change: (record: StepRecord) => StepRecord): ReleaseState => ({
  ...state,
  records: new Map([...state.records, [nameOf(event), change(recordOf(state, event))]]),
});

const foldStep = (record: StepRecord, event: StepEvent, actor: string, at: string): StepRecord => {
  switch (event.is) {
    case "intent":
      return {
        ...record,
        intent: { at, count: (record.intent?.count ?? 0) + 1 },
        receipt: undefined,
        unknown: undefined,
        looks: undefined,
        pending: undefined,
        answer: undefined,
      };
    case "receipt":
      return { ...record, receipt: event.receipt, pending: undefined };
    case "unknown":
      return { ...record, unknown: { at, reason: event.reason }, unknowns: record.unknowns + 1, pending: undefined };
    case "looked":
      return { ...record, looks: { count: (record.looks?.count ?? 0) + 1, at } };
    case "pending":
      return {
        ...record,
        ...(event.unsent === true ? { intent: undefined } : {}),
        pending: {
          until: event.until,
          why: event.why,
          failures: event.failed === true ? (record.pending?.failures ?? 0) + 1 : 0,
          ...(event.people === true ? { people: true as const } : {}),
        },
      };
    case "done":
      return {
        ...record,
        done: { at, facts: event.facts, evidence: event.evidence, byHand: event.byHand === true, adopted: event.adopted === true },
        intent: undefined,
        pending: undefined,
        parked: undefined,
      };
    case "parked":
      return {
        ...record,
        ...(event.unsent === true ? { intent: undefined } : {}),
        parked: event.question,
        pending: undefined,
        answer: undefined,
      };
    case "answered":
      return { ...record, parked: undefined, unknowns: 0, answer: { word: event.answer, by: actor, reason: event.reason } };
    case "retried":
      return { ...record, parked: undefined, pending: undefined, looks: undefined, unknowns: 0, done: undefined };
    case "lapsed":
      return { ...record, done: undefined, answer: undefined, pending: undefined, looks: undefined };
    case "approved":
      return { ...record, approvals: [...new Set([...record.approvals, actor])] };
    case "approval-withdrawn":
      return { ...record, approvals: record.approvals.filter((each) => each !== actor) };
    case "glass-broken":
      return { ...record, glass: { by: actor, reason: event.reason } };
    case "marked":
      return { ...record, pending: undefined, marks: [...record.marks, { by: actor, evidence: event.evidence, facts: event.facts ?? {} }] };
  }
};

/** Who said the same before still says it; another edit of the configuration begins anew. */
const foldTakeOver = (
  state: ReleaseState,
  { to, configuration, sections, needs }: Extract<Entry["event"], { readonly is: "configuration-taken" }>,
  actor: string,
): ReleaseState => {
  const by = [...new Set([...(state.takenOver?.to === to ? state.takenOver.by : []), actor])];
  const inForce = by.length < needs ? {} : { configuration, replan: `the configuration was taken over: ${sections.join(", ")}` };
  return { ...state, takenOver: { to, by, needs }, ...inForce };
};
