import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Something that is measured: one program from its start to its end. */
export interface Contender {
  readonly name: string;
  readonly program: string;
  readonly argv: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it says nothing when all is well. */
  readonly silent?: boolean;
  /** Called before each run, outside of what is measured. */
  readonly before?: () => void;
}

/** `cut` is a lower limit: it was still running. A program that ended badly, or said nothing, has no time. */
export type Ran =
  | { readonly is: "done"; readonly milliseconds: number; readonly bytes: number }
  | { readonly is: "cut"; readonly milliseconds: number }
  | { readonly is: "failed"; readonly why: string };

/**
 * Peak memory in MiB, as the kernel counts what is resident: of the process itself, of the largest child, and of all at one moment. git maps the files
 * it reads, which the kernel counts as git's although they are the page cache.
 */
export interface Memory {
  readonly own: number;
  readonly child: number;
  readonly together: number;
}

export type Runner = ReturnType<typeof runnerIn>;

/** Runs programs one at a time, each with its output into a file of this folder; `end` ends the one that runs. */
export const runnerIn = (folder: string, longest: number) => {
  const under = new Set<ChildProcess>();
  const kill = (child: ChildProcess): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended in the meantime.
    }
  };
  const run = (contender: Contender, watch?: (pid: number) => void): Promise<Ran> => {
    contender.before?.();
    const [out, errors] = [join(folder, "out"), join(folder, "errors")];
    const [outFile, errorFile] = [openSync(out, "w"), openSync(errors, "w")];
    return new Promise<Ran>((resolve, reject) => {
      const started = process.hrtime.bigint();
      const child = spawn(contender.program, contender.argv, {
        cwd: contender.folder,
        env: contender.environment,
        stdio: ["ignore", outFile, errorFile],
        detached: true,
      });
      under.add(child);
      let isCut = false;
      const timer = setTimeout(() => {
        isCut = true;
        kill(child);
      }, longest);
      const watching = watch === undefined || child.pid === undefined ? undefined : setInterval(watch, 5, child.pid);
      child.once("error", reject);
      child.once("exit", (code, signal) => {
        const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
        clearTimeout(timer);
        clearInterval(watching);
        under.delete(child);
        for (const file of [outFile, errorFile]) closeSync(file);
        const bytes = statSync(out).size;
        if (isCut) resolve({ is: "cut", milliseconds: longest });
        else if (code !== 0) resolve({ is: "failed", why: `${code === null ? signal : `exit ${code}`}: ${lineIn(errors)}` });
        else if (bytes === 0 && contender.silent !== true) resolve({ is: "failed", why: `exit 0 and no output: ${lineIn(errors)}` });
        else resolve({ is: "done", milliseconds, bytes });
      });
    });
  };
  return {
    time: (contender: Contender): Promise<Ran> => run(contender),
    /** In a run of its own: to look every 5 ms takes time. */
    memory: async (contender: Contender): Promise<Memory | Exclude<Ran, { readonly is: "done" }>> => {
      let [own, child, together] = [0, 0, 0];
      const ran = await run(contender, (pid) => {
        const [itself = { peak: 0, now: 0 }, ...children] = familyOf(pid).map(memoryOf);
        own = Math.max(own, itself.peak);
        child = Math.max(child, ...children.map(({ peak }) => peak));
        together = Math.max(
          together,
          children.reduce((sum, { now }) => sum + now, itself.now),
        );
      });
      return ran.is === "done" ? { own: own / 1024, child: child / 1024, together: together / 1024 } : ran;
    },
    end: () => under.forEach(kill),
  };
};

/** The line that says most: the first that names an error, else the last. */
const lineIn = (file: string): string => {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? "").trim().slice(0, 160);
};

/** A process and all below it, itself first. */
const familyOf = (pid: number): readonly number[] => [
  pid,
  ...textOf(`/proc/${pid}/task/${pid}/children`)
    .split(" ")
    .filter((each) => each !== "")
    .flatMap((each) => familyOf(Number(each))),
];

/** In KiB: the most that it ever held, and what it holds now. */
const memoryOf = (pid: number): { readonly peak: number; readonly now: number } => {
  const status = textOf(`/proc/${pid}/status`);
  const read = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0);
  return { peak: read("VmHWM"), now: read("VmRSS") };
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "latin1");
  } catch {
    // It has ended in the meantime.
    return "";
  }
};
