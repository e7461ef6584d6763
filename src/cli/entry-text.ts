import { correctionText } from "../domain/correction-text.ts";
import type { CorrectionEvent, Entry, Event, PeopleEvent, ReleaseEvent, StepEvent } from "../domain/journal/event.ts";
import { brief, type Paint } from "./paint.ts";

/** One entry of a journal as a line: number, moment, who, what. */
export const entryText = ({ sequence, at, actor, event }: Entry, paint: Paint): string =>
  `${paint("dim", String(sequence).padStart(4))} ${at.slice(0, 19)}Z  ${brief(actor).padEnd(10)} ${paint("bold", event.is)}${told(event)}`;

const told = (event: Event): string => {
  const about = aboutOf(event);
  return about === "" ? "" : ` ${brief(about, 300)}`;
};

const aboutOf = (event: Event): string => ("key" in event ? `${event.step}${stepSays(event)}` : releaseSays(event));

const releaseSays = (event: ReleaseEvent | PeopleEvent | CorrectionEvent): string => {
  switch (event.is) {
    case "release-started":
      return `${event.version} (${event.kind}), captain ${event.captain}`;
    case "plan-revised":
      return `to ${event.plan.revision}: ${event.because}`;
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
      return `from the backup ${event.backup.slice(0, 12)}`;
    case "resumed":
    case "session-joined":
    case "finished":
      return "";
    case "branch-moved":
      return `from ${event.from} to ${event.to}: ${event.boarded.map((each) => each.subject).join("; ")}`;
    case "departure-moved":
      return `to ${event.to}: ${event.reason}`;
    case "heading-dated":
      return `${event.day}: ${event.reason}`;
    case "handed-over":
      return `from ${event.from} to ${event.to}`;
    case "corrected":
      return `${event.id}: ${correctionText(event.correction)} (${event.reason})`;
    case "correction-withdrawn":
      return `${event.id}: ${event.reason}`;
    case "replan-asked":
      return event.reason;
    case "configuration-taken":
      return `${event.sections.join(", ")}: ${event.reason}`;
    case "checklist-issue":
      return event.stands.is === "opened" ? `opened: ${event.stands.url}` : event.stands.is;
    case "adopted":
      return "what people made of it was picked up";
    case "alarm":
      return `${event.code}: ${event.what}`;
    case "session-opened":
      return `on ${event.candidate}: ${event.charters.join("; ")}`;
    case "session-closed":
      return event.summary;
    case "finding-raised":
      return `${event.id} ${event.severity} (${event.owner}): ${event.text}`;
    case "finding-closed":
      return `${event.id}: ${event.resolution}`;
    case "verdict-given":
      return `pull request ${event.pull} ${event.verdict}: ${event.title} (${event.reason})`;
  }
};

const stepSays = (event: StepEvent): string => {
  switch (event.is) {
    case "intent":
      return `: ${event.describes}`;
    case "receipt":
      return `: ${event.receipt}`;
    case "unknown":
      return `: ${event.reason}`;
    case "looked":
    case "lapsed":
      return `: ${event.found}`;
    case "pending":
      return `: ${event.why}, until ${event.until}`;
    case "done":
    case "marked":
      return `: ${event.evidence}`;
    case "parked":
      return `: ${event.question.what}`;
    case "answered":
      return `: ${event.answer}, ${event.reason}`;
    case "glass-broken":
      return `: ${event.reason}`;
    case "retried":
    case "approved":
    case "approval-withdrawn":
      return "";
  }
};
