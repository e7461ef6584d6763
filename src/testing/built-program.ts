import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Readable } from "node:stream";

const root = resolve(import.meta.dirname, "../..");

/** The built program of this checkout. */
export const builtProgram = resolve(root, "bin/signalbox.js");

/** Where it is started: a folder, and what its environment has besides PATH. */
export interface StartedAt {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Another copy of the program. */
  readonly program?: string;
}

/** What a process printed and how it ended; `code` is null after a signal. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** A process of the built program that is still running. */
export interface Running {
  /** Resolves with its standard error as soon as that matches; rejects when it ends before. */
  readonly says: (wanted: RegExp) => Promise<string>;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<Ran>;
}

/** Starts the built program as a process of its own, which knows nothing of the account it runs under. */
export const startBuilt = ({ cwd, environment = {}, program = builtProgram }: StartedAt, ...argv: readonly string[]): Running => {
  if (program === builtProgram && !existsSync(resolve(root, "dist/main.js"))) throw new Error("dist/ is not there: npm run build");
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(process.execPath, [program, ...argv], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: "/nonexistent", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { out: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed.error += text;
  });
  const ended = new Promise<Ran>((done) => child.once("close", (code) => done({ code, ...printed })));
  return {
    says: (wanted) =>
      new Promise((found, lost) => {
        const look = (): void => {
          if (wanted.test(printed.error)) found(printed.error);
        };
        child.stderr.on("data", look);
        void ended.then(({ code, error }) => lost(new Error(`it ended with ${code} before it said ${wanted}:\n${error}`)));
        look();
      }),
    signal: (name) => void child.kill(name),
    ended,
  };
};

/** Runs the built program to its end. */
export const runBuilt = (at: StartedAt, ...argv: readonly string[]): Promise<Ran> => startBuilt(at, ...argv).ended;
