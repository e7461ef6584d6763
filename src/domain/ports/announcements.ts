/** A message in a channel; `id` is what an edit needs (Slack's `ts`). */
export interface PostedMessage {
  readonly id: string;
  /** As the chat gives it back, which may differ from what was sent. */
  readonly text: string;
  /** What its last edit was marked with. */
  readonly edition?: string;
}

/** Whose credential opens a workspace, and what it may do; nothing where the chat does not say. */
export interface ChatAccess {
  readonly account: string;
  readonly scopes: readonly string[] | undefined;
}

/** Messages in a chat's channels, marked with a key that is written with the message and read back. */
export interface Messages {
  readonly access: (workspace: string) => Promise<ChatAccess>;
  /** All messages of the channel since `since` (instant) that carry the key. */
  readonly find: (
    workspace: string,
    where: { readonly channel: string; readonly key: string; readonly since: string },
  ) => Promise<readonly PostedMessage[]>;
  readonly post: (
    workspace: string,
    message: { readonly channel: string; readonly key: string; readonly text: string },
  ) => Promise<{ readonly id: string }>;
  /** Writes another text in its place, marked with the same key and with an edition, by which the edit is recognised whatever the chat makes of the text. */
  readonly edit: (
    workspace: string,
    message: { readonly channel: string; readonly id: string; readonly text: string; readonly key: string; readonly edition: string },
  ) => Promise<void>;
}

export interface Campaign {
  readonly id: string;
  readonly title: string;
  readonly subject: string;
  readonly status: "save" | "paused" | "schedule" | "sending" | "sent" | "canceled" | "canceling" | "archived";
  readonly recipients: number;
  /** Instant, when sent. */
  readonly sentAt: string | undefined;
}

/** Newsletter campaigns of one audience. */
export interface Campaigns {
  /** Campaigns of the audience, newest first, at most 1,000. */
  readonly list: (audience: string) => Promise<readonly Campaign[]>;
  readonly get: (id: string) => Promise<Campaign | undefined>;
  /** Copies a campaign, and then names the copy: two requests, so the copy is looked for under both titles. */
  readonly replicate: (id: string) => Promise<{ readonly id: string }>;
  readonly rename: (id: string, to: { readonly title: string; readonly subject: string }) => Promise<void>;
  readonly content: (id: string) => Promise<string>;
  readonly setContent: (id: string, html: string) => Promise<void>;
  /** Problems the vendor's own checklist finds; none means ready. */
  readonly problems: (id: string) => Promise<readonly string[]>;
  readonly test: (id: string, to: readonly string[]) => Promise<void>;
  readonly send: (id: string) => Promise<void>;
}

/** A content delivery network's cache. */
export interface Cdn {
  /** The same reference with the same paths returns the first invalidation. */
  readonly invalidate: (
    distribution: string,
    wanted: { readonly reference: string; readonly paths: readonly string[] },
  ) => Promise<{ readonly id: string }>;
  readonly invalidation: (distribution: string, id: string) => Promise<"in-progress" | "completed" | undefined>;
}
