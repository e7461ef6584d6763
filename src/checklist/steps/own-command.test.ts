import { describe, expect, test } from "vitest";
import { explain } from "../../domain/errors.ts";
import type { Command, Commands, Requests } from "../../domain/ports/environments.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { runCommandLooked } from "./run-command-looked.ts";
import { runCommandOnce } from "./run-command-once.ts";
import { runCommandRepeatable } from "./run-command-repeatable.ts";

const command = { argv: ["./docs.sh", "1.30.0", "it's"], secrets: ["DOCS_TOKEN"] };
const asked = { is: "command", argv: ["./docs-built.sh", "1.30.0"], secrets: ["DOCS_TOKEN"] } as const;
const answered = { is: "answer", url: "https://docs.example.com/v", headers: [["accept", "a/b"]], expect: "1.30.0" } as const;

const world = (isDone: () => boolean | "unclear") => {
  const ran: Command[] = [];
  const commands = only<Commands>({
    run: async (each) => {
      ran.push(each);
      return { receipt: "exit code 0" };
    },
    ask: async ({ argv, secrets }) => {
      expect({ argv, secrets }).toEqual({ argv: asked.argv, secrets: asked.secrets });
      const done = isDone();
      if (done === "unclear") throw explain("BAD_ANSWER", { system: "The command", request: "x", found: "exit code 2" });
      return done;
    },
  });
  const requests = only<Requests>({
    read: async ({ headers }) => (headers["accept"] === "a/b" && isDone() === true ? "it is 1.30.0 now" : "1.29.0"),
  });
  return { ran, commands, requests };
};

describe("a command of the team's own", () => {
  test("without a look is run once, only its own record tells of it, and on doubt people are asked", async () => {
    const at = world(() => true);
    expect(await once(runCommandOnce, at, command)).toMatchObject({ sent: true, verified: { is: "holds" } });
    expect(at.ran).toEqual([{ argv: command.argv, environment: {}, secrets: ["DOCS_TOKEN"] }]);
    expect(await runCommandOnce.observe(at, command, looking())).toEqual({ is: "absent" });
    expect(runCommandOnce.class).toBe("blind");
  });

  test.each([asked, answered])("is not run where its look sees it done, and is not believed before: %#", async (look) => {
    let done = false;
    const at = world(() => done);
    expect(await once(runCommandLooked, at, { ...command, look })).toMatchObject({ sent: true, found: { is: "absent" } });
    done = true;
    expect(await once(runCommandLooked, at, { ...command, look })).toMatchObject({ sent: false, verified: { is: "holds" } });
    expect(at.ran).toHaveLength(1);
    expect([runCommandLooked.class, runCommandRepeatable.class]).toEqual(["marked", "set"]);
  });

  test("a look that cannot tell is no answer", async () => {
    const seen = runCommandLooked.observe(
      world(() => "unclear"),
      { ...command, look: asked },
      looking(),
    );
    await expect(seen).rejects.toMatchObject({ code: "BAD_ANSWER" });
  });

  test("is shown as a person would type it, and does nothing where it is done already", () => {
    const hand = { key: undefined, keeps: () => undefined, file: () => undefined };
    expect(runCommandOnce.byHand(command, hand)).toEqual([
      { is: "run", commands: [`DOCS_TOKEN="$DOCS_TOKEN" ./docs.sh 1.30.0 'it'\\''s'`] },
    ]);
    expect(runCommandLooked.byHand({ ...command, secrets: [], look: answered }, hand)).toEqual([
      {
        is: "run",
        commands: [
          "if curl -sS --fail-with-body -g -H 'accept: a/b' https://docs.example.com/v | grep -qF -e 1.30.0; then echo 'It is done already.'; else ./docs.sh 1.30.0 'it'\\''s'; fi",
        ],
      },
    ]);
  });
});
