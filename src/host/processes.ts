import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { youngSpace } from "./young-space.ts";

/** One program to run: an argument vector, never a shell. It sees `PATH` and `environment`, and nothing else of ours. */
export interface Command {
  readonly program: string;
  readonly argv: readonly string[];
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Milliseconds until it is killed; 60,000 unless told. */
  readonly deadline?: number;
  /** 64 MB of output unless told; a program that says more is killed. */
  readonly maxBytes?: number;
  /** Takes the output piece by piece; then none is kept and `maxBytes` does not count. */
  readonly each?: (bytes: Buffer) => void;
}

/** How a program ended. `absent`: there is no such program · `killed`: by us, or by a signal of the system. `errors` is at most 64 kB of its standard error. */
export type Ended =
  | { readonly is: "ended"; readonly code: number; readonly output: Buffer; readonly errors: string }
  | { readonly is: "killed"; readonly why: "deadline" | "output" | "closed" | "signal"; readonly errors: string }
  | { readonly is: "absent" };

/** A program that stays and is talked to. */
export interface Conversation {
  readonly say: (bytes: string | Uint8Array) => void;
  /** Nothing more will be said. */
  readonly finish: () => void;
  /** Whether an answer is awaited: only then does it keep our own process alive. */
  readonly awaited: (yes: boolean) => void;
  readonly close: () => void;
}

/** Runs programs and answers for all of them: none outlives `close`. */
export interface Processes {
  readonly run: (command: Command) => Promise<Ended>;
  /** Whether a program is there to run: at its path, as seen from `folder`, or in one of the folders of `PATH`. Nothing is run. */
  readonly has: (program: string, folder?: string) => Promise<boolean>;
  /** `each` takes the output; `ended` is called once. No deadline but the one given. */
  readonly open: (command: Command, ended: (how: Ended) => void) => Conversation;
  /** Kills every program that still runs and lets no new one start. */
  readonly close: () => void;
}

/** `environment` is looked through once for what programs may know: where programs are, trusted certificates, the proxy. */
export const openProcesses = (environment: Readonly<Record<string, string | undefined>>): Processes => {
  const shared = Object.fromEntries(
    allowed.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]] as const])),
  );
  const running = new Set<Running>();
  let closed = false;
  const start = (command: Command, ended: (how: Ended) => void): Running => {
    const one = begin(command, shared, (how) => {
      running.delete(one);
      ended(how);
    });
    running.add(one);
    if (closed) one.kill("closed");
    return one;
  };
  return {
    run: (command) =>
      new Promise((resolve) => {
        start(command, resolve).child.stdin?.end(command.input);
      }),
    has: async (program, folder = ".") => {
      if (program === "") return false;
      const places = program.includes("/")
        ? [resolve(folder, program)]
        : (shared["PATH"] ?? "").split(delimiter).flatMap((each) => (each === "" ? [] : [join(each, program)]));
      for (const place of places) if (await canRun(place)) return true;
      return false;
    },
    open: (command, ended) => converse(start({ deadline: Number.POSITIVE_INFINITY, input: "", ...command }, ended)),
    close: () => {
      closed = true;
      for (const one of running) one.kill("closed");
    },
  };
};

const allowed = ["PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"] as const;
const canRun = async (file: string): Promise<boolean> => {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
};

const boundYoungSpace = youngSpace();

const mostErrors = 64 * 1024;
const grace = 2000;

type Reason = "deadline" | "output" | "closed" | "signal";

interface Running {
  readonly child: ChildProcess;
  readonly kill: (why: Reason) => void;
}

const begin = (command: Command, shared: Readonly<Record<string, string>>, ended: (how: Ended) => void): Running => {
  // A group of its own, so that a kill reaches the programs which the program started.
  const child = spawn(command.program, [...command.argv], {
    env: { ...shared, ...command.environment },
    ...(command.folder === undefined ? {} : { cwd: command.folder }),
    // What is told nothing finds nothing to read, which is quicker than a pipe that is closed at once.
    stdio: [command.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    detached: true,
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  const sizes = { output: 0, errors: 0 };
  let killed: Reason | undefined;
  let timers: NodeJS.Timeout[] = [];
  const kill = (why: Reason): void => {
    if (killed !== undefined) return;
    killed = why;
    signal(child, "SIGTERM");
    // Whoever waits for its end keeps us alive; nobody else has to.
    timers = [...timers, setTimeout(() => signal(child, "SIGKILL"), grace).unref()];
  };
  const finish = (how: Ended): void => {
    timers.forEach(clearTimeout);
    ended(how);
  };
  const deadline = command.deadline ?? 60_000;
  if (Number.isFinite(deadline)) timers.push(setTimeout(() => kill("deadline"), deadline));
  child.stdout?.on("data", (bytes: Buffer) => {
    if (command.each !== undefined) {
      boundYoungSpace(bytes);
      return command.each(bytes);
    }
    sizes.output += bytes.length;
    if (sizes.output > (command.maxBytes ?? 64 * 1024 * 1024)) return kill("output");
    output.push(bytes);
  });
  child.stderr?.on("data", (bytes: Buffer) => {
    if (sizes.errors < mostErrors) errors.push(bytes.subarray(0, mostErrors - sizes.errors));
    sizes.errors += bytes.length;
  });
  // A program may end without reading its input; how it ended says more than the broken pipe.
  child.stdin?.on("error", () => undefined);
  const said = (): string => Buffer.concat(errors).toString("utf8");
  child.once("error", () => {
    if (child.pid === undefined) finish({ is: "absent" });
  });
  child.once("close", (code) => {
    if (child.pid === undefined) return;
    if (killed !== undefined || code === null) return finish({ is: "killed", why: killed ?? "signal", errors: said() });
    finish({ is: "ended", code, output: Buffer.concat(output), errors: said() });
  });
  return { child, kill };
};

const signal = (child: ChildProcess, name: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // It ended between the wish and the signal.
  }
};

const converse = ({ child, kill }: Running): Conversation => {
  const pipes = [child.stdin, child.stdout, child.stderr] as unknown as readonly { ref: () => void; unref: () => void }[];
  const awaited = (yes: boolean): void => {
    for (const one of [child, ...pipes]) {
      if (yes) one.ref();
      else one.unref();
    }
  };
  awaited(false);
  return {
    say: (bytes) => {
      child.stdin?.write(bytes);
    },
    finish: () => {
      child.stdin?.end();
    },
    awaited,
    close: () => kill("closed"),
  };
};
