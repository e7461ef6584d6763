import type { Diagnosis } from "../../domain/diagnosis.ts";
import { failure, unclear } from "../../domain/diagnosis.ts";
import { ReleaseError } from "../../domain/errors.ts";
import type { Json } from "../../domain/known.ts";
import type { Ports } from "../../domain/ports/index.ts";
import type { Need } from "../../domain/step.ts";
import type { Train } from "../../domain/train.ts";

/** What is checked before a release: the train, and the names and the day of its next release, where they can be told. */
export interface Checked {
  readonly train: Train;
  readonly release: { readonly kind: "release" | "patch"; readonly branch: string; readonly tag: string; readonly day: string } | undefined;
}

/** One thing outside that a release will need: what there is to look at, the look, which changes nothing, and what to make of it, which is pure. */
export interface Preflight<Names extends keyof Ports, Input extends Json, Seen> {
  readonly name: string;
  readonly title: string;
  readonly needs: readonly Names[];
  /** Whether it is looked at again when the gate of the launch opens: what comes after the tag rests on it. */
  readonly atLaunch: boolean;
  /** The items that need it; what people do themselves, or a patch leaves out, does not hold a launch. */
  readonly serves: readonly string[];
  /** One for each thing to look at; none where the train has nothing of the sort. */
  readonly inputs: (at: Checked) => readonly Input[];
  /** Which thing, in a few words. */
  readonly about: (input: Input) => string;
  readonly look: (need: Need<Names>, input: Input) => Promise<Seen>;
  readonly judge: (input: Input, seen: Seen) => Diagnosis;
  /** What a person mends when the look itself is refused: a command or an address. */
  readonly mend: (input: Input) => string;
}

/** Any preflight, as whoever runs them all sees it: it is given all ports. */
export type AnyPreflight = Preflight<keyof Ports, Json, unknown>;

/** What a look came to; an outside system that refuses has answered, too. */
export type Looked = { readonly is: "seen"; readonly seen: unknown } | { readonly is: "refused"; readonly error: ReleaseError };

/** Looks; a failure that is no error of the catalogue is a mistake of ours and is raised. */
export const lookAt = async (preflight: AnyPreflight, ports: Ports, input: Json): Promise<Looked> => {
  try {
    return { is: "seen", seen: await preflight.look(ports, input) };
  } catch (error) {
    if (error instanceof ReleaseError && error.explanation.fault !== "bug") return { is: "refused", error };
    throw error;
  }
};

/** A definite refusal is in the way; without a credential, or while a system is down, nobody can know. */
export const diagnose = (preflight: AnyPreflight, input: Json, looked: Looked): Diagnosis => {
  if (looked.is === "seen") return preflight.judge(input, looked.seen);
  const { code, explanation } = looked.error;
  const ill = { says: explanation.what, why: explanation.why, fix: preflight.mend(input) };
  if (code === "TOKEN_MISSING") return unclear({ ...ill, fix: explanation.next });
  if (explanation.retry === "never") return failure(ill);
  return unclear({ ...ill, fix: "Run `signalbox doctor` again when it answers." });
};
