import { z } from "zod";
import { explain } from "../../domain/errors.ts";
import type { Command, Commands } from "../../domain/ports/environments.ts";
import type { Door, Outbound, Secrets } from "../../domain/ports/host.ts";
import { requestName } from "../../host/door.ts";
import type { Ended, Processes } from "../../host/processes.ts";
import { refusal } from "../../host/refusal.ts";

/**
 * The address that stands for running a command. No such host exists (RFC 6761), so outside a rehearsal nobody can take its place; in a rehearsal the
 * door leads it to a twin, or refuses it, and no command is ever run. See docs/decisions/0010-rehearsed-commands.md.
 */
const commandOrigin = "https://command.invalid";

const system = "The command";

/** A deployment can take long; after this it is killed, and what it has done is unknown. */
const longest = 600_000;

/** A look is short, or it is no look. */
const longestLook = 60_000;

/** Runs configured commands in `commandFolder` (the current one unless told), as argument vectors without a shell, or tells the twin of them in a rehearsal. */
export const connectCommand = (at: {
  readonly door: Door;
  readonly secrets: Secrets;
  readonly processes: Pick<Processes, "run" | "has">;
  readonly commandFolder?: string;
}): { readonly commands: Commands } => {
  const place = at.commandFolder === undefined ? {} : { folder: at.commandFolder };

  const readied = ({ argv, environment, secrets = [] }: Command) => {
    const all = { ...environment, ...Object.fromEntries(secrets.map((name) => [name, at.secrets.read(system, name)])) };
    const broken = whyNot(argv, all);
    if (broken !== undefined) throw refusedToRun(argv[0] ?? "", { status: 126, message: broken });
    return { argv, environment: all };
  };
  const carryOut = (argv: readonly string[], environment: Readonly<Record<string, string>>, deadline: number): Promise<Ended> =>
    at.processes.run({ program: argv[0] ?? "", argv: argv.slice(1), environment, deadline, ...place });
  // Raises ADDRESS_FORBIDDEN in a rehearsal without a twin for commands: that must never fall back to running them.
  const isRehearsed = (): boolean => at.door.mapped(`${commandOrigin}/run`) !== `${commandOrigin}/run`;

  return {
    commands: {
      run: async (command) => {
        const { argv, environment } = readied(command);
        if (isRehearsed()) return tellTwin(at.door, "/run", { argv, environment: Object.keys(environment).sort() }, Told);
        return receiptOf(argv[0] ?? "", await carryOut(argv, environment, longest));
      },
      ask: async (command) => {
        const { argv, environment } = readied(command);
        if (isRehearsed()) return (await tellTwin(at.door, "/ask", { argv, environment: Object.keys(environment).sort() }, Said)).yes;
        return answerOf(argv[0] ?? "", await carryOut(argv, environment, longestLook));
      },
      has: async (program) =>
        isRehearsed() ? (await tellTwin(at.door, "/find", { program }, Found)).found : at.processes.has(program, at.commandFolder),
    },
  };
};

const whyNot = (argv: readonly string[], environment: Readonly<Record<string, string>>): string | undefined => {
  if ((argv[0] ?? "") === "") return "it names no program.";
  const texts = [...argv, ...Object.entries(environment).flat()];
  if (texts.some((text) => text.includes("\0"))) return "an argument or variable holds a zero byte.";
  return Object.keys(environment).every((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) ? undefined : "a variable's name is none.";
};

const receiptOf = (program: string, ended: Ended): { readonly receipt: string } => {
  const at = { system, request: JSON.stringify(program) };
  switch (ended.is) {
    case "absent":
      throw refusedToRun(program, { status: 127, message: "there is no such program." });
    case "killed":
      throw explain("NO_ANSWER", { ...at, reason: `it was killed (${ended.why})` });
    case "ended":
      // It may have done half its work before it failed, so only looking tells.
      if (ended.code !== 0) throw explain("BAD_ANSWER", { ...at, found: `exit code ${ended.code}` });
      return { receipt: "exit code 0" };
  }
};

const answerOf = (program: string, ended: Ended): boolean => {
  if (ended.is === "ended" && ended.code === 1) return false;
  receiptOf(program, ended);
  return true;
};

const refusedToRun = (program: string, why: { readonly status: number; readonly message: string }) =>
  explain("REFUSED", { system, request: JSON.stringify(program), ...why });

const Told = z.object({ receipt: z.string().min(1) });
const Said = z.object({ yes: z.boolean() });
const Found = z.object({ found: z.boolean() });
const Refused = z.object({ message: z.string() });

const tellTwin = async <T>(door: Door, path: string, told: object, form: z.ZodType<T>): Promise<T> => {
  const headers = { "content-type": "application/json" };
  const request: Outbound = { system, method: "POST", url: `${commandOrigin}${path}`, headers, body: JSON.stringify(told) };
  const answer = await door.request(request);
  const body = jsonOf(answer.bytes);
  if (answer.status !== 200) throw refusal(request, answer, Refused.safeParse(body).data?.message ?? "no reason given");
  const read = form.safeParse(body);
  if (!read.success)
    throw explain("BAD_ANSWER", { system, request: requestName(request), found: "no answer of the form that was asked for" });
  return read.data;
};

const jsonOf = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
};
