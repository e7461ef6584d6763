import { afterEach, describe, expect, test } from "vitest";
import { addDuration, duration } from "../../domain/instant.ts";
import { openAppsTwin, rehearsed } from "../../testing/apps-bench.ts";
import { mutationsOf } from "../../testing/mutations.ts";
import { findSchema, runSchema } from "./command-twin.ts";
import { deployedBy } from "./deployed-by.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const revision = "a".repeat(40);
const publication = { image: "acme/app", tags: ["release-1.30.0-unstable"], revision, version: "1.30.0" };

const opened = async () => {
  const bench = await openAppsTwin();
  closing.push(bench.close);
  const { commands, web } = rehearsed(bench);
  const ask = async (url: string): Promise<unknown> => JSON.parse((await web.read(url))?.text ?? "null");
  const later = (length: string) => bench.clock.set(addDuration(bench.clock.now(), duration(length)));
  return { ...bench, commands, ask, later };
};

const samltest = "https://samltest.posthog.net/_preflight";
const playground = "https://playground.posthog.com/_preflight";

describe("an environment that a command deploys", () => {
  test("runs the image it was given, by digest, once the deployment has taken its time", async () => {
    const { opened: world, commands, ask, later, ledger } = await opened();
    const { digest } = world.registry.publishImage(publication);
    const argv = ["./deploy.sh", `acme/app@${digest}`];
    expect(await commands.run({ argv, environment: {} })).toEqual({ receipt: "command-1" });
    expect(await ask(samltest)).toMatchObject({ posthog_version: "1.29.0" });
    await later("2m");
    expect(await ask(samltest)).toEqual({ posthog_version: "1.30.0", commit: revision, image_digest: digest });
    expect(ledger.count("command", argv.join(" "))).toBe(1);
  });

  test.each([
    ["a digest that the registry does not hold", `acme/app@sha256:${"f".repeat(64)}`],
    ["a digest of another image", "acme/other@DIGEST"],
    ["a tag, which may move", "acme/app:release-1.30.0-unstable"],
  ])("refuses %s and goes on as it was", async (_, argument) => {
    const { opened: world, commands, ask, later, ledger } = await opened();
    const { digest } = world.registry.publishImage(publication);
    const argv = ["./deploy.sh", argument.replace("DIGEST", digest)];
    await expect(commands.run({ argv, environment: {} })).rejects.toMatchObject({ code: "REFUSED", explanation: { retry: "never" } });
    await later("1h");
    expect(await ask(samltest)).toMatchObject({ posthog_version: "1.29.0" });
    expect(ledger.all()).toEqual([]);
  });

  test("says when it has something due, and runs the later of two deployments", async () => {
    const { opened: world, commands, ask, later, clock } = await opened();
    const first = world.registry.publishImage(publication);
    const second = world.registry.publishImage({ ...publication, seed: "again" });
    await commands.run({ argv: ["./deploy.sh", `acme/app@${first.digest}`], environment: {} });
    await later("1m");
    await commands.run({ argv: ["./deploy.sh", `acme/app@${second.digest}`], environment: {} });
    expect(world.apps.apps[1]?.nextDue?.()).toBe(addDuration(clock.now(), duration("1m")));
    await later("2m");
    expect(world.apps.apps[1]?.nextDue?.()).toBeUndefined();
    expect(await ask(samltest)).toMatchObject({ image_digest: second.digest });
    expect((await world.apps.running("https://samltest.posthog.net"))?.digest).toBe(second.digest);
  });

  test("a lost answer is unknown, and asking the app settles it", async () => {
    const { opened: world, commands, ask, later, breakNext } = await opened();
    const { digest } = world.registry.publishImage(publication);
    breakNext("lost-after", "run");
    const run = commands.run({ argv: ["./deploy.sh", `acme/app@${digest}`], environment: {} });
    await expect(run).rejects.toMatchObject({ code: "NO_ANSWER", explanation: { retry: "unknown" } });
    await later("2m");
    expect(await ask(samltest)).toMatchObject({ image_digest: digest });
  });
});

test("an environment that Heroku deploys runs what Heroku released, and proves no image", async () => {
  const { opened: world, ask } = await opened();
  expect(await ask(playground)).toEqual({ posthog_version: "1.29.0", commit: "0".repeat(40) });
  world.release(revision);
  expect(await ask(playground)).toEqual({ posthog_version: "1.30.0", commit: revision });
});

test.each([
  [["x", revision], { version: "1.30.0", commit: revision, digest: undefined }],
  [["x", "--version", "v1.31.0-rc1"], { version: "1.31.0-rc1", commit: undefined, digest: undefined }],
])("a command %j deploys a commit or a version where no image is named", async (argv, running) => {
  const links = { released: () => undefined, versionAt: () => "1.30.0", image: () => undefined };
  expect(await deployedBy(argv, links)).toEqual({ is: "running", running });
});

test("a command is refused with anything misspelt, too much, missing or of another type; an app knows one question", async () => {
  const { origin, opened: world } = await opened();
  const told = { argv: ["./notify.sh"], environment: ["REGION"] };
  for (const [path, mutations] of [
    ["/run", mutationsOf(told, runSchema)],
    ["/ask", mutationsOf(told, runSchema)],
    ["/find", mutationsOf({ program: "./notify.sh" }, findSchema)],
  ] as const) {
    for (const { what, body } of mutations) {
      const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      expect([path, what, (await fetch(`${origin("command")}${path}`, init)).status]).toEqual([path, what, 422]);
    }
  }
  expect(await world.apps.command.holdings()).toEqual([]);
  const app = origin("app samltest.posthog.net");
  const statuses = await Promise.all(["/_preflight", "/_preflight?x=1", "/other"].map(async (path) => (await fetch(app + path)).status));
  expect(statuses).toEqual([200, 400, 404]);
});
