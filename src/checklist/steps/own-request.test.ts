import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { explain } from "../../domain/errors.ts";
import type { Commands, OwnRequest, Requests } from "../../domain/ports/environments.ts";
import { key, looking, once, only } from "../../testing/step-bench.ts";
import { sendRequestLooked } from "./send-request-looked.ts";
import { sendRequestOnce } from "./send-request-once.ts";
import { sendRequestRepeatable } from "./send-request-repeatable.ts";

const request = {
  method: "POST" as const,
  url: `https://status.example.com/\${HOOK_ID}?v=1.30.0`,
  headers: [["authorization", `Bearer \${STATUS_TOKEN}`]] as const,
  body: "@it's {1.30.0}",
};
const look = { is: "answer", url: "https://status.example.com/v.json", headers: [], at: ".build[0].version", expect: "1.30.0" } as const;

const world = (answer: () => string | undefined) => {
  const sent: OwnRequest[] = [];
  const requests = only<Requests>({
    send: async (each) => {
      sent.push(each);
      return { receipt: "status 202" };
    },
    read: async () => answer(),
  });
  return { sent, requests, commands: only<Commands>({}) };
};

describe("a request of the team's own", () => {
  test("without a look is sent once with our key, its credentials by name, and on doubt people are asked", async () => {
    const at = world(() => undefined);
    expect(await once(sendRequestOnce, at, request)).toMatchObject({ sent: true, verified: { is: "holds" } });
    expect(at.sent).toEqual([{ ...request, headers: { "idempotency-key": key, authorization: `Bearer \${STATUS_TOKEN}` } }]);
    expect(await sendRequestOnce.observe(at, request, looking())).toEqual({ is: "absent" });
    expect(sendRequestOnce.class).toBe("blind");
  });

  test("a key that the team writes itself stays as it is", async () => {
    const at = world(() => undefined);
    await once(sendRequestOnce, at, { ...request, headers: [["idempotency-key", "1.30.0"]] });
    expect(at.sent[0]?.headers).toEqual({ "idempotency-key": "1.30.0" });
  });

  test.each([undefined, "", "null", "no json", '{"build":[]}', '{"build":[{"version":"1.29.0"}]}', '{"build":{"0":1}}'])(
    "is sent where the look answers %j, and not where it is done",
    async (answer) => {
      const at = world(() => answer);
      expect(await once(sendRequestLooked, at, { ...request, look })).toMatchObject({ sent: true });
      const done = world(() => '{"build":[{"version":"1.30.0"}]}');
      expect(await once(sendRequestLooked, done, { ...request, look })).toMatchObject({ sent: false, verified: { is: "holds" } });
      expect([sendRequestLooked.class, sendRequestRepeatable.class]).toEqual(["marked", "set"]);
    },
  );

  test("a look without an answer is no absence", async () => {
    const at = {
      ...world(() => undefined),
      requests: only<Requests>({ read: () => Promise.reject(explain("NO_ANSWER", { system: "x", request: "GET x", reason: "x" })) }),
    };
    await expect(sendRequestLooked.observe(at, { ...request, look }, looking())).rejects.toMatchObject({ code: "NO_ANSWER" });
  });

  test("is shown as a shell sends it: each word as it is, each credential from its variable", () => {
    const hand = { key, keeps: () => undefined, file: () => undefined };
    const [act] = sendRequestOnce.byHand(request, hand);
    const [command = ""] = act?.is === "run" ? act.commands : [];
    const script = `curl() { printf '%s\\n' "$@"; }; HOOK_ID='a b'; STATUS_TOKEN='s*'; ${command}`;
    expect(execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\n")).toEqual([
      "-sS",
      "--fail-with-body",
      "-g",
      "-X",
      "POST",
      "-H",
      `idempotency-key: ${key}`,
      "-H",
      "authorization: Bearer s*",
      "https://status.example.com/a b?v=1.30.0",
      "--data-raw",
      "@it's {1.30.0}",
      "",
    ]);
  });
});
