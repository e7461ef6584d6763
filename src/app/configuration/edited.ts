import { canonical } from "../../domain/canonical.ts";
import { explain, ReleaseError } from "../../domain/errors.ts";
import { inPeople } from "../../domain/in-people.ts";
import type { Event } from "../../domain/journal/event.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import type { Json } from "../../domain/known.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Train } from "../../domain/train.ts";
import { makePlan } from "../make-plan.ts";
import type { AppParts } from "../parts.ts";
import { keepTrain, keptTrain, sectionsChanged, trainHash } from "./kept-train.ts";

/** A configuration that was edited in the middle of a release. */
interface Edited {
  readonly to: string;
  readonly configuration: string;
  readonly sections: readonly string[];
  /** The configuration that the release was planned by: who may take the new one over is told by this one. */
  readonly before: Train;
}

/** How the configuration differs from the one the release goes by; undefined where it means the same, or was taken over. */
export const editedConfiguration = async (parts: AppParts, state: ReleaseState): Promise<Edited | undefined> => {
  const { configuration } = parts;
  // The same files mean the same, also where this program keeps more of what they say than the one that kept it.
  if (configuration === state.configuration) return undefined;
  const before = await keptTrain(parts, state.version);
  if (before === undefined) return undefined;
  const [to, kept] = [trainHash(parts.train), trainHash(before)];
  const taken = state.takenOver !== undefined && state.takenOver.by.length >= state.takenOver.needs ? state.takenOver.to : undefined;
  if (to === (taken ?? kept)) return undefined;
  return { to, configuration, sections: sectionsChanged(before, parts.train), before };
};

/** Raises CONFIG_EDITED with what was edited, what of the plan it touches and who can take it over. */
export const refuseEdited = async (parts: AppParts, state: ReleaseState): Promise<void> => {
  const edited = await editedConfiguration(parts, state);
  if (edited === undefined) return;
  const { from, needs } = takers(edited);
  throw explain("CONFIG_EDITED", {
    version: state.version,
    sections: edited.sections.join(", ") || "what had been taken over",
    touches: await touched(parts, state),
    who: `${inPeople(needs)} of: ${from.join(", ")}`,
  });
};

/** One person's word that a release goes on by the configuration as it is now. Who may say so, and how many must, the one before tells. */
export const takeOver = async (parts: AppParts, state: ReleaseState, person: string, reason: string): Promise<Event> => {
  const edited = await editedConfiguration(parts, state);
  if (edited === undefined)
    throw explain("USAGE", {
      what: "The configuration means what it meant when the release was planned.",
      next: "There is nothing to take over.",
    });
  const { from, needs } = takers(edited);
  if (!from.includes(person))
    throw explain("NOT_ALLOWED", {
      who: person,
      what: "take the configuration over",
      why: `By the configuration that ${state.version} was planned by, that is for ${from.join(", ") || "nobody"}.`,
      next: "Ask one of them, or put the file back.",
    });
  return taken(edited, needs, reason);
};

/** The same as part of another answer; nothing where nothing was edited, or where this person alone cannot take it over. */
export const takeOverAlone = async (parts: AppParts, state: ReleaseState, person: string, reason: string): Promise<readonly Event[]> => {
  const edited = await editedConfiguration(parts, state);
  if (edited === undefined) return [];
  const { from, needs } = takers(edited);
  return needs === 1 && from.includes(person) ? [taken(edited, needs, reason)] : [];
};

const taken = ({ to, configuration, sections }: Edited, needs: number, reason: string): Event => ({
  is: "configuration-taken",
  to,
  configuration,
  sections,
  needs,
  reason,
});

/** Keeps what is in force now, once enough people took it over. */
export const keepTaken = async (parts: AppParts, { version, takenOver }: ReleaseState): Promise<void> => {
  if (takenOver !== undefined && takenOver.by.length >= takenOver.needs && takenOver.to === trainHash(parts.train))
    await keepTrain(parts, version, parts.train);
};

/** A change of who decides needs as many as decided before; any other a captain. */
const takers = ({ sections, before }: Edited): { readonly from: readonly string[]; readonly needs: number } => {
  const ofRoles = (roles: readonly string[]): readonly string[] =>
    before.people.filter((each) => each.roles.some((role) => roles.includes(role))).map(({ name }) => name);
  if (!sections.some((each) => deciding.has(each))) return { from: ofRoles(["captain"]), needs: 1 };
  const from = ofRoles(before.launchGate.from);
  return { from, needs: Math.min(before.launchGate.approvals, Math.max(1, from.length)) };
};

const deciding: ReadonlySet<string> = new Set(["people", "gates.launch"]);

/** Items whose steps would be others; a plan that cannot be made says why. */
const touched = async (parts: AppParts, state: ReleaseState): Promise<string> => {
  try {
    const { plan } = await makePlan(parts, state.order, state);
    return itemsDiffering(state.plan, plan).join(", ") || "nothing that is planned";
  } catch (error) {
    if (error instanceof ReleaseError) return `not known, for ${error.explanation.what}`;
    throw error;
  }
};

const itemsDiffering = (before: Plan | undefined, after: Plan): readonly string[] => {
  const textOf = (plan: Plan | undefined): ReadonlyMap<string, string> =>
    new Map((plan?.items ?? []).map((each) => [each.id, canonical(each as unknown as Json)]));
  const [old, now] = [textOf(before), textOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id));
};
