import type { StepRecord } from "../domain/journal/state.ts";
import type { Json } from "../domain/known.ts";
import { progressOf, type StepProgress } from "../domain/progress.ts";
import type { Driving } from "./driving.ts";
import { type Looked, type Looker, look, lookerOf, lookingAt } from "./look.ts";

/**
 * Looks again at what guards a step, just before it is sent: what was found earlier was true then. Whatever is no longer as it was found,
 * or can no longer be looked at, opens again with what is there now. Says whether anything did.
 */
export const anyLapsed = async (driving: Driving, guardedBy: readonly string[]): Promise<boolean> => {
  if (guardedBy.length === 0) return false;
  const guards = progressOf(driving.state()).filter((each) => guardedBy.includes(each.step.id));
  const looked = await Promise.all(guards.map((each) => lookAgain(driving, each)));
  const lapsed = looked.filter((each) => each !== undefined);
  await driving.append(...lapsed.map((each) => ({ is: "lapsed", epoch: driving.epoch, ...each }) as const));
  return lapsed.length > 0;
};

interface Lapsed {
  readonly step: string;
  readonly key: string;
  readonly found: string;
}

const lookAgain = async (driving: Driving, { step, standing }: StepProgress): Promise<Lapsed | undefined> => {
  const kind = driving.parts.kinds.get(step.kind);
  if (standing.is !== "done" || kind === undefined || kind.is === "decision") return undefined;
  const { input, key, record } = standing;
  const looker = lookerOf(kind);
  const found = await look(driving.parts.ports, looker, input, lookingAt(driving, key, record));
  return isAsFound(looker, input, found, record) ? undefined : { step: step.id, key, found: inWords(found) };
};

/**
 * The same facts as were written down, and either it holds or a person has accepted what is there. Where nobody could look, and still nobody
 * can, a person's word for it stands.
 */
const isAsFound = (looker: Looker, input: Json, found: Looked, { done, answer }: StepRecord): boolean => {
  if (found.is === "failed" || found.is === "unreadable") return answer?.word === "happened";
  if (!("state" in found) || found.state === undefined || !sameFacts(done?.facts ?? {}, looker.facts(input, found.state))) return false;
  return found.is === "present" ? looker.verify(input, found.state).is === "holds" : answer !== undefined;
};

const sameFacts = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
  Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);

const inWords = (found: Looked): string => {
  switch (found.is) {
    case "conflicting":
      return found.found;
    case "failed":
      return found.error.explanation.what;
    case "unreadable":
      return found.why;
    case "superseded":
      return found.evidence;
    case "absent":
    case "present":
      return "it is not as it was found";
  }
};
