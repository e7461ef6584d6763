import { createHash } from "node:crypto";
import { addDuration, compareInstants, type Duration, type Instant, millisOf } from "../../domain/instant.ts";
import { durable } from "../kernel/durable.ts";
import type { TwinGround } from "../kernel/twin.ts";
import type { Distribution, OriginAnswer } from "./seed.ts";

export interface Invalidation {
  readonly id: string;
  readonly distribution: string;
  readonly reference: string;
  readonly paths: readonly string[];
  readonly created: Instant;
  readonly due: Instant;
  readonly status: "InProgress" | "Completed";
}

/** What the edge keeps of one path. `bytes` is base64. */
export interface Cached {
  readonly status: number;
  readonly bytes: string;
  readonly contentType: string;
  readonly stored: Instant;
  readonly until: Instant;
}

type Cache = Readonly<Record<string, Cached>>;

/** Invalidations and caches of an account, durable in the twin's folder. */
export interface Account {
  readonly invalidations: (distribution?: string) => readonly Invalidation[];
  readonly add: (distribution: Distribution, wanted: Pick<Invalidation, "reference" | "paths">) => Invalidation;
  readonly cache: (distribution: string) => Cache;
  readonly store: (distribution: Distribution, path: string, answer: OriginAnswer) => Cached;
  /** Completes what is due, and with it forgets what its paths match. */
  readonly settle: () => void;
  readonly nextDue: () => Instant | undefined;
}

interface State {
  readonly invalidations: readonly Invalidation[];
  readonly caches: Readonly<Record<string, Cache>>;
}

/** Errors are kept for ten seconds only (Error Caching Minimum TTL). */
const errorSeconds = 10;

export const openAccount = (ground: TwinGround): Account => {
  const state = durable<State>(ground.folder, "cloudfront", { invalidations: [], caches: {} });
  const cache = (distribution: string): Cache => state.get().caches[distribution] ?? {};
  const due = () => state.get().invalidations.filter((each) => each.status === "InProgress");
  return {
    cache,
    invalidations: (distribution) =>
      state.get().invalidations.filter((each) => distribution === undefined || each.distribution === distribution),
    add: (distribution, wanted) => {
      const created = ground.now();
      const added: Invalidation = {
        ...wanted,
        id: idOf(distribution.id, wanted.reference),
        distribution: distribution.id,
        created,
        due: addDuration(created, ((distribution.completesMinutes ?? 5) * 60_000) as Duration),
        status: "InProgress",
      };
      state.set({ ...state.get(), invalidations: [...state.get().invalidations, added] });
      return added;
    },
    store: (distribution, path, { status, bytes, contentType }) => {
      const stored = ground.now();
      const kept = status < 400 ? (distribution.ttlHours ?? 24) * 3_600_000 : errorSeconds * 1000;
      const until = addDuration(stored, kept as Duration);
      const entry = { status, bytes: Buffer.from(bytes).toString("base64"), contentType, stored, until };
      const caches = { ...state.get().caches, [distribution.id]: { ...cache(distribution.id), [path]: entry } };
      state.set({ ...state.get(), caches });
      return entry;
    },
    settle: () => {
      const now = millisOf(ground.now());
      const ready = due().filter((each) => millisOf(each.due) <= now);
      if (ready.length === 0) return;
      const invalidations = state
        .get()
        .invalidations.map((each) => (ready.includes(each) ? { ...each, status: "Completed" as const } : each));
      const caches = Object.fromEntries(Object.entries(state.get().caches).map(([id, held]) => [id, without(held, id, ready)]));
      state.set({ invalidations, caches });
    },
    nextDue: () =>
      due()
        .map((each) => each.due)
        .sort(compareInstants)[0],
  };
};

/** Whether a path of an invalidation names this path: exactly, or by a `*` at its end. */
export const matches = (pattern: string, path: string): boolean =>
  pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

const without = (held: Cache, distribution: string, ready: readonly Invalidation[]): Cache => {
  const patterns = ready.filter((each) => each.distribution === distribution).flatMap((each) => each.paths);
  return Object.fromEntries(Object.entries(held).filter(([path]) => !patterns.some((pattern) => matches(pattern, path))));
};

const idOf = (distribution: string, reference: string): string =>
  `I${createHash("sha256").update(`${distribution} ${reference}`).digest("hex").slice(0, 13).toUpperCase()}`;
