import type { Edit } from "../domain/edit.ts";
import { type FactOf, fieldAt, illustrate, isFactOf, type Json, textAt } from "../domain/known.ts";
import type { Plan, PlannedStep } from "../domain/plan.ts";
import type { Ports } from "../domain/ports/index.ts";
import { applyEdit } from "../edits/apply-edit.ts";

/** The world as it will be once the plan's own commits are made, for whoever only looks. */
export interface Foresight {
  readonly ports: Ports;
  /** An input as it is known now; what only a later step tells stands in it as a mark that `ports` understand. */
  readonly input: (planned: Json) => Json;
  /** The step whose commit was looked at although it is not made yet, when what it changes was looked at. */
  readonly after: () => string | undefined;
}

type LookUp = (wanted: FactOf) => string | undefined;

/** Shows files at commits that are not made yet as the plan's edits make them from what is there now. One look each: it remembers what was asked. */
export const foresee = (ports: Ports, plan: Plan, known: LookUp): Foresight => {
  let foreseen: string | undefined;
  const steps = new Map(plan.items.flatMap((item) => item.steps.map((each) => [each.id, each] as const)));
  const textAfter = async (id: string, repository: string, path: string): Promise<string | undefined> => {
    const step = steps.get(id);
    if (step?.kind === "find-branch-head") return textOnBranch(ports, repository, textAt(step.input, "branch") ?? "", path);
    const base = fieldAt(step?.input, step?.kind === "push-commits" ? "base" : "commit");
    const before = await textOf(base, repository, path);
    const edits = step?.kind === "push-commits" ? editsOf(step, path, known) : [];
    if (edits.length === 0) return before;
    foreseen = id;
    return edits.reduce<string | undefined>((text, edit) => {
      const made = applyEdit(text, edit);
      return made.is === "edited" ? made.text : text;
    }, before);
  };
  const textOf = async (at: Json | undefined, repository: string, path: string): Promise<string | undefined> => {
    const commit = isFactOf(at) ? known(at) : typeof at === "string" ? at : undefined;
    if (commit !== undefined) return ports.objects.file(repository, commit, path);
    return isFactOf(at) ? textAfter(at.after, repository, path) : undefined;
  };
  return {
    ports: {
      ...ports,
      objects: {
        ...ports.objects,
        file: (repository, commit, path) => {
          const step = /^«known after (.+)»$/.exec(commit)?.[1];
          return step === undefined ? ports.objects.file(repository, commit, path) : textAfter(step, repository, path);
        },
      },
    },
    input: (planned) => illustrate(planned, known),
    after: () => foreseen,
  };
};

const textOnBranch = async ({ refs, objects }: Ports, repository: string, branch: string, path: string): Promise<string | undefined> => {
  const head = await refs.look(repository, `refs/heads/${branch}`);
  return head === undefined ? undefined : objects.file(repository, head.commit, path);
};

/** The edits of one file, in order. */
const editsOf = (step: PlannedStep, path: string, known: LookUp): readonly Edit[] => {
  const commits = fieldAt(illustrate(step.input, known), "commits");
  const edits = Array.isArray(commits) ? commits.flatMap((each: Json) => fieldAt(each, "edits") ?? []) : [];
  return (edits as unknown as readonly Edit[]).filter((each) => each.file === path);
};
