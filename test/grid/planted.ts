import type { AppParts } from "../../src/app/parts.ts";
import { ReleaseError } from "../../src/domain/errors.ts";
import { chain } from "../../src/domain/journal/chain.ts";
import type { Entry, Event } from "../../src/domain/journal/event.ts";
import { fold } from "../../src/domain/journal/fold.ts";
import type { Said } from "../../src/domain/ports/journal.ts";
import { progressOf } from "../../src/domain/progress.ts";
import type { AnyStep, Looking } from "../../src/domain/step.ts";
import { type Looker, lookerOf } from "../../src/engine/look.ts";
import type { Altering } from "../../src/wiring/faults/meddle.ts";

/** A bug that is put into the product from outside, through the parts that it is given: the product has no switch for it. */
interface Planted extends Altering {
  readonly name: string;
  /** The cell that finds it. */
  readonly cell: string;
}

const message = "announce-freeze/post-to-team-c0000000001";
const blind = "prepare-newsletter/test-campaign";
const launch = "tag-release/push-tag";
const looked = "sign-the-archives/run-command-looked";
const once = "warm-the-mirrors/run-command-once";

export const plantedBugs: readonly Planted[] = [
  { name: "no intent", cell: `${blind}:b2`, parts: (parts) => withAppend(parts, keepBack) },
  { name: "outcome before send", cell: `${message}:b1`, parts: (parts) => withAppend(parts, doneTooSoon) },
  {
    name: "key with attempt number",
    cell: `${message}:b2`,
    kinds: (kinds, life) => changed(kinds, "post-message", (kind) => keyedBy(kind, ({ key }) => `${key}-${life}`)),
  },
  {
    name: "key with time",
    cell: `${message}:applied-late`,
    kinds: (kinds) => changed(kinds, "post-message", (kind) => keyedBy(kind, ({ key, now }) => `${key}-${now}`)),
  },
  {
    name: "retry of unknown on blind",
    cell: `${blind}:lost-after`,
    kinds: (kinds) => changed(kinds, "test-campaign", (kind) => (kind.is === "effect" ? { ...kind, class: "keyed" } : kind)),
  },
  {
    name: "no settle",
    cell: `${message}:applied-late`,
    kinds: (kinds) => changed(kinds, "post-message", (kind) => ({ ...kind, deadline: 0, lateness: 0, settle: 0 }) as Looker),
  },
  {
    name: "one look instead of two",
    cell: `${message}:b2:stale-read`,
    kinds: (kinds) => changed(kinds, "post-message", (kind) => ({ ...kind, settle: 0 }) as Looker),
  },
  {
    name: "epoch not checked at intent",
    cell: `${blind}:frozen-b0`,
    parts: (parts) => withAppend(parts, unfenced("owner-claimed", "intent")),
  },
  {
    name: "epoch not checked at outcome",
    cell: `${message}:frozen-b2`,
    parts: (parts) => withAppend(parts, unfenced("receipt", "unknown", "done")),
  },
  { name: "wake-ups not told apart", cell: `${blind}:double-wake-up`, parts: (parts) => ({ ...parts, mayBeAlive: () => false }) },
  {
    name: "own work repeated unasked",
    cell: `${looked}:lost-before`,
    kinds: (kinds) => changed(kinds, "run-command-looked", repeatable),
  },
  {
    name: "own work repeated though unseen",
    cell: `${once}:b2`,
    kinds: (kinds) => changed(kinds, "run-command-once", (kind) => (kind.is === "effect" ? { ...kind, class: "set" } : kind)),
  },
  { name: "asked twice", cell: `${blind}:clock-ahead:double-wake-up`, parts: (parts) => withAppend(parts, askingTwice) },
  { name: "asked as soon as the clock moves", cell: `${blind}:clock-ahead`, parts: (parts) => withAppend(parts, askingOnJump) },
  { name: "disk-full swallowed", cell: `${blind}:b2:disk-full-at-intent`, parts: (parts) => withAppend(parts, swallowing) },
  {
    name: "restore resumes without looking",
    cell: `${message}:restored`,
    kinds: (kinds) => changed(kinds, "post-message", unlooked),
  },
  { name: "approvals survive a change", cell: `${launch}:corrected`, parts: (parts) => withGates(parts, "approved") },
  { name: "approved hash not checked at apply", cell: `${launch}:corrected`, parts: (parts) => withGates(parts, "done") },
];

type Append = AppParts["journal"]["append"];

const withAppend = (parts: AppParts, change: (journal: AppParts["journal"]) => Append): AppParts => ({
  ...parts,
  journal: { ...parts.journal, append: change(parts.journal) },
});

const changed = (kinds: ReadonlyMap<string, AnyStep>, name: string, change: (kind: Looker) => Looker): ReadonlyMap<string, AnyStep> => {
  const kind = kinds.get(name);
  if (kind === undefined || kind.is === "decision") throw new Error(`${name} is no kind that looks`);
  return new Map([...kinds, [name, change(lookerOf(kind)) as unknown as AnyStep]]);
};

const keyedBy = (kind: Looker, key: (at: Looking) => string): Looker => {
  if (kind.is !== "effect") return kind;
  return {
    ...kind,
    observe: (ports, input, at) => kind.observe(ports, input, { ...at, key: key(at) }),
    apply: (ports, input, at) => kind.apply(ports, input, { ...at, key: key(at) }),
  };
};

/** Nobody says any more that its look cannot count. */
const repeatable = (kind: Looker): Looker => {
  if (kind.is !== "effect") return kind;
  const { uncounted, ...counted } = kind;
  return uncounted === true ? counted : kind;
};

/** The first look of each process finds nothing, as if nobody had looked. */
const unlooked = (kind: Looker): Looker => {
  let looked = false;
  return {
    ...kind,
    observe: async (ports, input, at) => {
      if (looked) return kind.observe(ports, input, at);
      looked = true;
      return { is: "absent" };
    },
  } as Looker;
};

const isOf = (said: readonly Said[], ...kinds: readonly Event["is"][]): boolean => said.some(({ event }) => kinds.includes(event.is));

/** What an append would have given. */
const pretended = async (journal: AppParts["journal"], release: string, said: readonly Said[]): Promise<readonly Entry[]> =>
  chain(release, (await journal.read(release)).at(-1), said);

/** The intent is written with whatever comes next, and until then in memory only. */
const keepBack = (journal: AppParts["journal"]): Append => {
  let kept: readonly Said[] = [];
  return async (release, after, said) => {
    if (isOf(said, "intent")) {
      kept = said;
      return pretended(journal, release, said);
    }
    const whole = [...kept, ...said];
    const entries = await journal.append(release, after - kept.length, whole);
    kept = [];
    return entries.slice(-said.length);
  };
};

const doneTooSoon =
  (journal: AppParts["journal"]): Append =>
  (release, after, said) =>
    journal.append(
      release,
      after,
      said.flatMap((each) => {
        if (each.event.is !== "intent") return [each];
        const { step, key, epoch } = each.event;
        return [each, { ...each, event: { is: "done", step, key, epoch, facts: {}, evidence: "it is about to be sent" } }];
      }),
    );

const askingTwice =
  (journal: AppParts["journal"]): Append =>
  (release, after, said) =>
    journal.append(
      release,
      after,
      said.flatMap((each) => (each.event.is === "parked" ? [each, each] : [each])),
    );

/** An answer that seems to come long after its intent, by a clock that was put forward, is taken for none. */
const askingOnJump = (journal: AppParts["journal"]): Append => {
  let intended: string | undefined;
  return (release, after, said) => {
    const doubted = said.map((each): Said => {
      const { event, at } = each;
      if (event.is === "intent") intended = at;
      if (event.is !== "receipt" || intended === undefined || Date.parse(at) - Date.parse(intended) < 1_800_000) return each;
      const { step, key, epoch } = event;
      return { ...each, event: { is: "unknown", step, key, epoch, reason: "it took too long" } };
    });
    return journal.append(release, after, doubted);
  };
};

/** Writes behind whatever others wrote, whoever owns the release now. */
const unfenced =
  (...kinds: readonly Event["is"][]) =>
  (journal: AppParts["journal"]): Append =>
  async (release, after, said) => {
    try {
      return await journal.append(release, after, said);
    } catch (error) {
      if (!(error instanceof ReleaseError) || error.code !== "LOST_RACE" || !isOf(said, ...kinds)) throw error;
      return journal.append(release, (await journal.read(release)).length, said);
    }
  };

const swallowing = (journal: AppParts["journal"]): Append => {
  let lost = 0;
  return async (release, after, said) => {
    try {
      return await journal.append(release, after - lost, said);
    } catch (error) {
      if (!(error instanceof ReleaseError) || error.code !== "STORE_UNWRITABLE") throw error;
      lost += said.length;
      return pretended(journal, release, said);
    }
  };
};

/** Takes what was said of a gate for said of what the gate lets through now. */
const withGates = (parts: AppParts, said: "approved" | "done"): AppParts => ({
  ...parts,
  journal: {
    ...parts.journal,
    read: async (release) => {
      const entries = await parts.journal.read(release);
      const state = fold(entries);
      const keys = new Map(
        (state === undefined ? [] : progressOf(state)).flatMap(({ step, standing }) =>
          step.kind === "approve" && standing.is === "ready" ? [[step.id, standing.key] as const] : [],
        ),
      );
      return entries.map((entry) => {
        const { event } = entry;
        const key = event.is === said ? keys.get(event.step) : undefined;
        return key === undefined || event.is !== said ? entry : { ...entry, event: { ...event, key } };
      });
    },
  },
});
