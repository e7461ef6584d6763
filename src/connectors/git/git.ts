import { explain } from "../../domain/errors.ts";
import type { Conversation, Ended, Processes } from "../../host/processes.ts";
import { byteRedactor, redactor, secretsIn } from "../../host/redact.ts";

/** One git command. `config` and `environment` are added to the clean ones of every command; nothing secret belongs in `argv`. */
export interface GitCall {
  readonly argv: readonly string[];
  readonly config?: readonly Setting[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Where it runs; git looks for some files beside it, such as `.mailmap`. */
  readonly folder?: string;
  /** Milliseconds; a minute unless told. */
  readonly deadline?: number;
  /** Takes the output piece by piece, for output of any size. */
  readonly each?: (bytes: Buffer) => void;
}

/** A configuration key and its value, given to git by environment variables. */
export type Setting = readonly [key: string, value: string];

/** A git command that ended by itself, with whatever exit code. */
export interface GitResult {
  readonly code: number;
  readonly output: Buffer;
  readonly errors: string;
}

/** git with nobody's configuration: not the machine's, not the user's, no hooks, no helpers, no prompts, no unknown transport. */
export interface Git {
  /** Raises GIT_MISSING, or GIT_FAILED when it was killed. */
  readonly run: (call: GitCall) => Promise<GitResult>;
  /** As `run`, and raises GIT_FAILED unless the exit code is 0. */
  readonly must: (call: GitCall) => Promise<Buffer>;
  readonly open: (call: GitCall, ended: (how: Ended) => void) => Conversation;
  readonly processes: Processes;
}

export const gitOf = (processes: Processes): Git => {
  const command = ({ config = [], environment, ...call }: GitCall) => ({
    ...call,
    program: "git",
    environment: { ...quiet, ...settings([...careful, ...config]), ...environment },
  });
  const run = async (call: GitCall): Promise<GitResult> => {
    const ended = await processes.run(command(call));
    if (ended.is === "absent") throw explain("GIT_MISSING", { found: "there is no program git on the PATH" });
    // What a server says stands in git's own words, and may be what it was shown.
    const secrets = (call.config ?? []).flatMap(([key, value]) =>
      key.endsWith(".extraHeader") ? secretsIn(value.replace(/^[^:]*: */, "")) : [],
    );
    const errors = redactor(secrets)(ended.errors);
    if (ended.is === "ended") return { code: ended.code, output: byteRedactor(secrets)(ended.output), errors };
    throw explain("GIT_FAILED", { command: nameOf(call), message: `it was killed (${ended.why}). ${shown(errors)}`.trim() });
  };
  return {
    run,
    must: async (call) => {
      const result = await run(call);
      if (result.code !== 0) throw gitFailed(call, result);
      return result.output;
    },
    open: (call, ended) => processes.open(command(call), ended),
    processes,
  };
};

/** GIT_FAILED for a command that ended with another exit code than wanted. */
export const gitFailed = (call: GitCall, { code, errors }: GitResult) =>
  explain("GIT_FAILED", { command: nameOf(call), message: shown(errors) || `exit code ${code}` });

/** What git said, fit to be shown: the last lines without its hints and without control characters. */
export const shown = (errors: string): string =>
  errors
    .replace(/^hint:.*$\n?/gm, "")
    .trim()
    .slice(-600)
    .replace(/\p{Cc}+/gu, " ")
    .trim();

const nameOf = ({ argv }: GitCall): string => argv.find((word) => !word.startsWith("-")) ?? "";

const careful: readonly Setting[] = [
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["core.sshCommand", "false"],
  ["core.askPass", ""],
  ["core.attributesFile", "/dev/null"],
  ["core.excludesFile", "/dev/null"],
  ["core.quotePath", "false"],
  ["credential.helper", ""],
  ["protocol.allow", "never"],
  ["safe.directory", "*"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["submodule.recurse", "false"],
  ["log.showSignature", "false"],
  ["i18n.logOutputEncoding", "UTF-8"],
  ["mailmap.file", ""],
];

const quiet = {
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  // History as everybody else has it: replacements and grafts are one clone's private view.
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_GRAFT_FILE: "/dev/null",
  GIT_LITERAL_PATHSPECS: "1",
  GIT_ALLOW_PROTOCOL: "none",
  GIT_FLUSH: "0",
};

const settings = (all: readonly Setting[]): Record<string, string> => ({
  GIT_CONFIG_COUNT: String(all.length),
  ...Object.fromEntries(
    all.flatMap(([key, value], at) => [
      [`GIT_CONFIG_KEY_${at}`, key],
      [`GIT_CONFIG_VALUE_${at}`, value],
    ]),
  ),
});
