import { z } from "zod";
import { explain } from "../../domain/errors.ts";
import type { Commands } from "../../domain/ports/environments.ts";
import type { Door, Outbound } from "../../domain/ports/host.ts";
import { requestName } from "../../host/door.ts";
import type { Ended, Processes } from "../../host/processes.ts";
import { refusal } from "../../host/refusal.ts";

/**
 * The address that stands for running a command. No such host exists (RFC 6761), so outside a rehearsal nobody can take its place; in a rehearsal the
 * door leads it to a twin, or refuses it, and no command is ever run. See docs/decisions/0010-rehearsed-commands.md.
 */
export const commandAddress = "https://command.invalid/run";

const system = "The command";

/** A deployment can take long; after this it is killed, and what it has done is unknown. */
const longest = 600_000;

/** Runs configured commands in `commandFolder` (the current one unless told), as argument vectors without a shell, or tells the twin of them in a rehearsal. */
export const connectCommand = (at: {
  readonly door: Door;
  readonly processes: Pick<Processes, "run">;
  readonly commandFolder?: string;
}): { readonly commands: Commands } => ({
  commands: {
    run: async ({ argv, environment }) => {
      const [program = "", ...rest] = argv;
      const broken = whyNot(argv, environment);
      if (broken !== undefined) throw refusedToRun(program, { status: 126, message: broken });
      // Raises ADDRESS_FORBIDDEN in a rehearsal without a twin for commands: that must never fall back to running them.
      if (at.door.mapped(commandAddress) !== commandAddress)
        return tellTwin(at.door, { argv, environment: Object.keys(environment).sort() });
      const place = at.commandFolder === undefined ? {} : { folder: at.commandFolder };
      return receiptOf(program, await at.processes.run({ program, argv: rest, environment, deadline: longest, ...place }));
    },
  },
});

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

const refusedToRun = (program: string, why: { readonly status: number; readonly message: string }) =>
  explain("REFUSED", { system, request: JSON.stringify(program), ...why });

const Told = z.object({ receipt: z.string().min(1) });
const Refused = z.object({ message: z.string() });

const tellTwin = async (door: Door, command: { readonly argv: readonly string[]; readonly environment: readonly string[] }) => {
  const headers = { "content-type": "application/json" };
  const request: Outbound = { system, method: "POST", url: commandAddress, headers, body: JSON.stringify(command) };
  const answer = await door.request(request);
  const body = jsonOf(answer.bytes);
  if (answer.status !== 200) throw refusal(request, answer, Refused.safeParse(body).data?.message ?? "no reason given");
  const told = Told.safeParse(body);
  if (!told.success) throw explain("BAD_ANSWER", { system, request: requestName(request), found: "no receipt" });
  return told.data;
};

const jsonOf = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
};
