import { correctionText } from "../correction-text.ts";
import type { CorrectionEvent, Event, PeopleEvent, ReleaseEvent, StepEvent } from "./event.ts";

/** What one event of a journal says, in a line for people, `""` where its kind says all; the texts in it are hostile and not escaped. */
export const describeEvent = (event: Event): string => {
  if ("step" in event && "key" in event) return ofStep(event);
  return isOfPeople(event) ? ofPeople(event) : ofRelease(event);
};

const ofStep = (event: StepEvent): string => {
  switch (event.is) {
    case "intent":
      return `${event.step}: ${event.describes}`;
    case "receipt":
      return `${event.step}: answered ${event.receipt}`;
    case "unknown":
      return `${event.step}: outcome unknown, ${event.reason}`;
    case "looked":
      return `${event.step}: looked and found it ${event.found}`;
    case "pending":
      return `${event.step}: ${event.why}, again at ${event.until}`;
    case "lapsed":
      return `${event.step}: no longer so, ${event.found}`;
    case "done":
      return `${event.step}: ${event.evidence}${event.byHand === true ? " (by hand)" : ""}`;
    case "parked":
      return `${event.step}: ${event.question.what}`;
    case "answered":
      return `${event.step}: ${event.answer}, ${event.reason}`;
    case "marked":
      return `${event.step}: ${[event.evidence, ...Object.entries(event.facts ?? {}).map(([name, value]) => `${name} ${value}`)].join("; ")}`;
    case "glass-broken":
      return `${event.step}: ${event.reason}`;
    case "retried":
    case "approved":
    case "approval-withdrawn":
      return event.step;
  }
};

type OfPeople = PeopleEvent["is"];

const peopleKinds: Readonly<Record<OfPeople, true>> = {
  "session-opened": true,
  "session-joined": true,
  "session-closed": true,
  "finding-raised": true,
  "finding-closed": true,
  "verdict-given": true,
};

const isOfPeople = (event: Exclude<Event, StepEvent>): event is PeopleEvent => Object.hasOwn(peopleKinds, event.is);

const ofPeople = (event: PeopleEvent): string => {
  switch (event.is) {
    case "session-opened":
      return `on ${short(event.candidate)} for ${event.minutes} minutes: ${event.charters.join("; ")}`;
    case "session-joined":
      return "";
    case "session-closed":
      return event.summary;
    case "finding-raised":
      return `${event.id}, ${event.severity}, ${event.owner}'s: ${event.text}`;
    case "finding-closed":
      return `${event.id} on ${short(event.candidate)}: ${event.resolution}`;
    case "verdict-given":
      return `#${event.pull} ${event.title}: ${event.verdict}. ${event.reason}`;
  }
};

const ofRelease = (event: ReleaseEvent | CorrectionEvent): string => {
  switch (event.is) {
    case "release-started":
      return `${event.kind} ${event.version} of ${event.train}, captain ${event.captain}`;
    case "plan-revised":
      return `revision ${event.plan.revision}: ${event.because}`;
    case "step-added":
      return `${event.step.id}: ${event.because}`;
    case "owner-claimed":
      return `epoch ${event.epoch} by ${event.owner} until ${event.until}`;
    case "owner-released":
      return `epoch ${event.epoch}`;
    case "skipped":
      return `${event.item}: ${event.reason}`;
    case "held":
    case "aborted":
    case "rolled-back":
      return event.reason;
    case "restored":
      return `from the backup ${short(event.backup)}`;
    case "adopted":
      return "what people made of it was picked up";
    case "resumed":
    case "finished":
      return "";
    case "branch-moved":
      return `${short(event.from)} to ${short(event.to)}: ${event.boarded.map((each) => each.subject).join("; ")}`;
    case "departure-moved":
      return `to ${event.to}: ${event.reason}`;
    case "heading-dated":
      return `${event.day}: ${event.reason}`;
    case "handed-over":
      return `from ${event.from} to ${event.to}`;
    case "corrected":
      return `${event.id}: ${correctionText(event.correction)}, ${event.reason}`;
    case "correction-withdrawn":
      return `${event.id}: ${event.reason}`;
    case "replan-asked":
      return event.reason;
    case "configuration-taken":
      return `${event.sections.join(", ")}: ${event.reason}`;
    case "checklist-issue":
      return event.stands.is === "opened" ? `opened: ${event.stands.url}` : event.stands.is;
    case "alarm":
      return `${event.code}: ${event.what}`;
  }
};

const short = (commit: string): string => commit.slice(0, 12);
