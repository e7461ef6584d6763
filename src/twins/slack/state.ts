import { type Instant, millisOf } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { type Durable, durable } from "../kernel/durable.ts";

/** A message as the twin keeps it. `ts` is its name within the channel: seconds since 1970 with six decimals. */
export interface Message {
  readonly ts: string;
  readonly text: string;
  readonly metadata?: { readonly [key: string]: Json };
  /** The `ts` of the last edit. */
  readonly edited?: string;
}

/** Every message, oldest first, by workspace and channel id; and the last moment used, in microseconds since 1970, so that none is used twice. */
export interface SlackState {
  readonly messages: Readonly<Record<string, Readonly<Record<string, readonly Message[]>>>>;
  readonly last: number;
}

/** What a workspace holds, durable in the twin's folder. */
export interface Channels {
  readonly messages: (workspace: string, channel: string) => readonly Message[];
  readonly add: (workspace: string, channel: string, message: Omit<Message, "ts">) => Message;
  /** Undefined when the channel has no message of that name. */
  readonly change: (workspace: string, channel: string, change: Omit<Message, "edited">) => Message | undefined;
  readonly all: () => SlackState["messages"];
}

export const openChannels = (folder: string, now: () => Instant): Channels => {
  const state: Durable<SlackState> = durable<SlackState>(folder, "slack", { messages: {}, last: 0 });
  const messages = (workspace: string, channel: string) => state.get().messages[workspace]?.[channel] ?? [];
  const tick = (): number => Math.max(millisOf(now()) * 1000, state.get().last + 1);
  const keep = (workspace: string, channel: string, next: readonly Message[], last: number): void => {
    const { messages: held } = state.get();
    state.set({ messages: { ...held, [workspace]: { ...held[workspace], [channel]: next } }, last });
  };
  return {
    messages,
    all: () => state.get().messages,
    add: (workspace, channel, message) => {
      const at = tick();
      const added = { ...message, ts: written(at) };
      keep(workspace, channel, [...messages(workspace, channel), added], at);
      return added;
    },
    change: (workspace, channel, change) => {
      const old = messages(workspace, channel).find((each) => each.ts === change.ts);
      if (old === undefined) return undefined;
      const at = tick();
      const changed = { ...old, ...change, edited: written(at) };
      const next = messages(workspace, channel).map((each) => (each.ts === change.ts ? changed : each));
      keep(workspace, channel, next, at);
      return changed;
    },
  };
};

const written = (micros: number): string => `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, "0")}`;
