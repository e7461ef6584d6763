import type { Instant } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";

/** One request as a handler sees it. `params` come from the operation's path, header names are lower case. */
export interface TwinRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body as JSON, when its content type says so and it parses; otherwise undefined. */
  readonly json: Json | undefined;
  /** The origin it came in by, such as `http://127.0.0.1:41234`, for links in answers. */
  readonly origin: string;
  /** Counts one application of an effect in the ledger: call it once the change is durable. `subject` names what changed (`refs/tags/1.30.0`). */
  readonly applied: (effect: string, subject: string) => void;
}

/** An answer. A string or bytes is sent as it is; any other body is sent as JSON. */
export interface TwinReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json | Uint8Array;
}

/** One operation of a vendor's description. A problem is a sentence that names the field. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  /** `/repos/{owner}/{repo}/pulls`; `{name+}` also matches slashes. */
  readonly path: string;
  /** Whether it changes the system's state. */
  readonly changes: boolean;
  /** What is wrong with a request, unknown query and body fields included; the twin then answers through `refuse`. */
  readonly problems: (request: TwinRequest) => readonly string[];
  /** What is wrong with our own answer: any problem makes the twin fail loudly with 599. */
  readonly replyProblems: (reply: TwinReply) => readonly string[];
  readonly handle: (request: TwinRequest) => TwinReply | Promise<TwinReply>;
}

/** A stand-in of one outside system. */
export interface Twin {
  readonly name: string;
  /** Production origins it stands for, such as `https://api.github.com`. */
  readonly origins: readonly string[];
  readonly operations: readonly Operation[];
  /** The vendor's form of an error answer: `status` 400/422 for problems, 401, 404 and so on. */
  readonly refuse: (status: number, problems: readonly string[], request: TwinRequest) => TwinReply;
  /** Answers before routing, for authentication; undefined lets the request through. */
  readonly admit?: (request: TwinRequest) => TwinReply | undefined | Promise<TwinReply | undefined>;
  /** Does what has become due at this virtual moment (CI runs, caches, sending). Called after the clock moves and safe to call at any time. */
  readonly advance?: (now: Instant) => Promise<void>;
  /** The next virtual moment at which `advance` has something to do. */
  readonly nextDue?: () => Instant | undefined;
  /** Everything it holds, for reports and for comparing worlds: deterministic, with virtual times only. */
  readonly holdings: () => Json | Promise<Json>;
}

/** What the world gives each twin. */
export interface TwinGround {
  /** Its own folder, which exists; state is durable there before an answer leaves. */
  readonly folder: string;
  readonly now: () => Instant;
}
