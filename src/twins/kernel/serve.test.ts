import { mkdtempSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { instant } from "../../domain/instant.ts";
import { noFaults } from "./faults.ts";
import { openLedger } from "./ledger.ts";
import { serveTwin } from "./serve.ts";
import type { Twin } from "./twin.ts";

const folder = mkdtempSync(join(tmpdir(), "signalbox-serve-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const twin: Twin = {
  name: "quiet",
  origins: ["https://quiet.example.com"],
  operations: [
    {
      name: "look",
      method: "GET",
      path: "/",
      changes: false,
      problems: () => [],
      replyProblems: () => [],
      handle: () => ({ status: 200, body: { quiet: true } }),
    },
  ],
  refuse: (status, problems) => ({ status, body: problems.join("\n") }),
  holdings: () => null,
};

/** What a server says of how long it keeps an idle connection, in seconds; Node ends the connection after just that. */
const keptFor = (origin: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: true });
    get(origin, { agent }, (answer) => {
      answer.resume().on("end", () => {
        agent.destroy();
        resolve(Number(/timeout=(\d+)/.exec(String(answer.headers["keep-alive"]))?.[1]));
      });
    }).on("error", reject);
  });

test("an idle connection is kept far longer than clients keep theirs, so that no request is sent into one that is being closed", async () => {
  const served = await serveTwin(twin, { ledger: openLedger(folder), faults: noFaults, now: () => instant("2021-11-26T10:00:00Z") });
  try {
    expect(await keptFor(served.origin)).toBeGreaterThanOrEqual(60);
  } finally {
    await served.close();
  }
});
