import { type FactOf, factOf } from "../../domain/known.ts";
import { guardSteps } from "../guards/index.ts";
import type { Arranging, Item } from "../item.ts";

/** Everything that must be finished before anybody may say go. */
export const beforeTheGate: readonly string[] = [
  "collect-changes",
  "write-changelog",
  "bump-version",
  "await-candidate-image",
  "deploy-*",
  "break-the-release",
  "write-post",
  "check-texts",
  "edit-chart",
  "guard-branch",
];

/** What finished releases got wrong, looked at when the gate opens and again just before the tag. All at once: each asks its own question. */
export const checkLaunch: Item = {
  id: "check-launch",
  title: () => "Check what the launch rests on",
  phase: "launch",
  rows: [21],
  access: ["GITHUB_TOKEN", "REGISTRY_USERNAME"],
  after: beforeTheGate,
  inAnyOrder: true,
  interlock: "A launch that is seen to go wrong is not begun.",
  when: () => true,
  steps: guardSteps,
};

const idOf = (guard: string): string => `check-launch/${guard}`;

/** Ids of the checks, for what must not be done while one of them is violated. */
export const checkIds = (at: Arranging): readonly string[] => guardSteps(at).map(({ kind }) => idOf(kind));

/** What people accepted of each check, for what is approved in the knowledge of it. */
export const acceptedByPeople = (at: Arranging): readonly FactOf[] => checkIds(at).map((id) => factOf(id, "accepted"));
