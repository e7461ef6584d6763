import type { Diagnosis } from "../../domain/diagnosis.ts";
import { type Judged, ok, violated } from "../../domain/guard.ts";
import type { Json } from "../../domain/known.ts";
import type { Ports } from "../../domain/ports/index.ts";
import { dialOf } from "../../domain/train.ts";
import type { Arranging } from "../item.ts";
import { launchPreflights } from "../preflight/index.ts";
import { type AnyPreflight, diagnose, type Looked, lookAt } from "../preflight/preflight.ts";
import { candidateCommit } from "../release-edits.ts";
import type { Guard, Guarded } from "./guard.ts";

type Look = {
  /** Name of a preflight. */
  readonly check: string;
  readonly input: Json;
};

type Input = Guarded & { readonly looks: readonly Look[] };

/** Everything after the tag is tried before it, as far as looking can: what would be refused then is better known now. */
export const guardPreflight: Guard<"access" | "web" | "cdn" | "messages" | "campaigns", Input, readonly Looked[]> = {
  name: "guard-preflight",
  needs: ["access", "web", "cdn", "messages", "campaigns"],
  looksAt: `what \`signalbox doctor\` looks at, of ${launchPreflights.map(({ name }) => name).join(", ")}`,
  input: (at) => {
    const { kind, branch, tag, version, days } = at.release;
    const checked = { train: at.train, release: { kind, branch, tag, day: days.planned } };
    const needed = launchPreflights.filter(({ serves }) => serves.some((item) => isOurs(at, item)));
    const looks = needed.flatMap(({ name, inputs }) => inputs(checked).map((input) => ({ check: name, input })));
    return looks.length === 0 ? undefined : { version, candidate: candidateCommit(at), looks };
  },
  describe: ({ looks }) => `nothing outside would refuse what comes after the tag, in ${looks.length} looks`,
  look: (need, { looks }) => Promise.all(looks.map((each) => lookOnce(need as unknown as Ports, each))),
  judge: ({ looks }, seen) => judgeAll(looks.map((each, at) => ({ each, looked: seen[at] }))),
};

const isOurs = ({ train, release }: Arranging, item: string): boolean =>
  dialOf(train, item) !== "people" && !(release.kind === "patch" && train.patch.leaveOut.includes(item));

/** A system that is down now is waited for, as everywhere; only a definite refusal is an answer. */
const lookOnce = async (ports: Ports, { check, input }: Look): Promise<Looked> => {
  const looked = await lookAt(named(check), ports, input);
  const isAnswer = looked.is === "seen" || looked.error.explanation.retry === "never";
  if (!isAnswer) throw looked.error;
  return looked;
};

const judgeAll = (all: readonly { readonly each: Look; readonly looked: Looked | undefined }[]): Judged => {
  const told = all.flatMap(({ each, looked }) =>
    looked === undefined ? [] : [{ title: titleOf(each), diagnosis: diagnose(named(each.check), each.input, looked) }],
  );
  const of = (is: Diagnosis["is"]) => told.filter(({ diagnosis }) => diagnosis.is === is);
  const failures = of("failure").map(({ title, diagnosis }) => `${title}: ${diagnosis.says}`);
  if (failures.length > 0) return violated(failures.join("; "));
  const rest = [
    ...of("warning").map(({ title }) => `to look at: ${title}`),
    ...of("unknown").map(({ title }) => `not to be known: ${title}`),
  ];
  return ok([`${of("ok").length} of ${told.length} are as they must be`, ...rest].join("; "));
};

const titleOf = ({ check, input }: Look): string => `${named(check).title} (${named(check).about(input)})`;

/** An input may be of an older version, which looked at something that this one does not know. */
const named = (check: string): AnyPreflight => launchPreflights.find(({ name }) => name === check) ?? retired;

const retired: AnyPreflight = {
  name: "retired",
  title: "a check that is made no more",
  needs: [],
  atLaunch: true,
  serves: [],
  inputs: () => [],
  about: () => "",
  look: async () => undefined,
  judge: () => ({ is: "ok", says: "not looked at any more" }),
  mend: () => "",
};
