import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { addDuration, compareInstants, duration, millisOf } from "../domain/instant.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { OpenStage } from "../wiring/open-stage.ts";
import { credentialsOf } from "../world/blueprint.ts";

/** A person with a shell and a runbook, and nothing of Signalbox. */
export interface Hands {
  /** Carries out what a page says about the wanted items and steps, in its order; resolves with the ids of the items. */
  readonly carryOut: (page: string, wanted?: (item: string, step: string) => boolean) => Promise<readonly string[]>;
  /** What the shell of that person knows of a step, by the name of the fact. */
  readonly found: (step: string, fact: string) => string | undefined;
  readonly close: () => Promise<void>;
}

/** One block of a page that is to be run, below the heading of its item. */
interface Block {
  readonly item: string;
  readonly step: string;
  readonly repeat: boolean;
  readonly commands: string;
}

const mostRepeats = 400;

/**
 * Runs the commands of a runbook as they are printed, by bash, git, curl and jq, in a world of twins: addresses lead to the twins as the machine's own
 * settings would have it. `skopeo`, `aws`, `date` and the configured command, which no setting leads there, are stood in for with the words of their
 * command line.
 */
export const openHands = async (stage: OpenStage, folder: string, login: string): Promise<Hands> => {
  const ports = stage.world.as(login);
  const control = await openControl(stage, ports);
  const [bin, work] = [join(folder, "bin"), join(folder, "work")];
  for (const each of [bin, work]) mkdirSync(each, { recursive: true });
  writeProgram(join(bin, "curl"), mappingCurl(stage.world.origins));
  for (const each of ["skopeo", "aws", "date"]) writeProgram(join(bin, each), toldTo(control.address, each));
  writeProgram(join(work, "deploy.sh"), toldTo(control.address, "./deploy.sh"));
  const credentials = credentialsOf(stage.parts.train, login);
  const environment = {
    PATH: `${bin}:${process.env["PATH"]}`,
    HOME: folder,
    ...credentials,
    ...gitSettings(stage, credentials["GITHUB_TOKEN"] ?? ""),
  };
  const inShell = (commands: string): Promise<{ readonly code: number; readonly errors: string }> =>
    bash(
      [
        "set -euo pipefail",
        "if [ -f ../kept ]; then . ../kept; fi",
        commands,
        "set | grep -E '^(fact_|made|last|copy|settings)[a-z0-9_]*=' > ../kept || true",
      ].join("\n"),
      work,
      environment,
    );
  let isReady = false;
  return {
    carryOut: async (page, wanted = () => true) => {
      const done: string[] = [];
      for (const { item, step, repeat, commands } of blocksOf(page)) {
        if (item === "" ? isReady : !wanted(item, step)) continue;
        isReady = true;
        if (item !== "" && item !== done.at(-1)) done.push(item);
        for (let turn = 0; ; turn += 1) {
          const { code, errors } = await inShell(commands);
          if (code === 0) break;
          if (!repeat || turn === mostRepeats)
            throw new Error(
              `${item}: exit ${code}\n${commands.slice(0, 2000)}\n${errors}\n${existsSync(join(work, "answer.json")) ? readFileSync(join(work, "answer.json"), "utf8") : ""}`,
            );
          await letPass(stage);
        }
        await settle(stage);
      }
      return done;
    },
    found: (step, fact) => {
      const kept = existsSync(join(folder, "kept")) ? readFileSync(join(folder, "kept"), "utf8") : "";
      const name = `fact_${`${step} ${fact}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`;
      return kept
        .split("\n")
        .find((line) => line.startsWith(`${name}=`))
        ?.slice(name.length + 1)
        .replaceAll("'", "");
    },
    close: control.close,
  };
};

/** Fenced commands below the line that names their item; those before the first item make the folder ready. */
export const blocksOf = (page: string): readonly Block[] => {
  const blocks: Block[] = [];
  let [item, step] = ["", ""];
  let fence: string | undefined;
  let [lines, repeat, last]: [string[], boolean, string] = [[], false, ""];
  for (const line of page.split("\n")) {
    const opening = /^(`{3,})(sh|text)$/.exec(line);
    if (fence === undefined && opening !== null) {
      [fence, lines, repeat] = [opening[0], [], last === "Repeat until it succeeds:"];
    } else if (fence !== undefined && line === fence.replace(/[a-z]+$/, "")) {
      if (fence.endsWith("sh")) blocks.push({ item, step, repeat, commands: lines.join("\n") });
      fence = undefined;
    } else if (fence !== undefined) lines.push(line);
    else {
      item = /^`([^`]+)` · who: /.exec(line)?.[1] ?? item;
      step = /^\*\*.*\*\* \(`([^`]+)`\)$/.exec(line)?.[1] ?? step;
      if (line !== "") last = line;
    }
  }
  return blocks;
};

const bash = (
  script: string,
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly errors: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", script], { cwd, env: environment, stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.on("data", (bytes) => {
      errors += String(bytes);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, errors }));
  });

const writeProgram = (file: string, text: string): void => {
  writeFileSync(file, `#!/bin/bash\n${text}\n`);
  chmodSync(file, 0o755);
};

/** curl itself, with the addresses of production led to the twins. */
const mappingCurl = (origins: Readonly<Record<string, string>>): string =>
  [
    "words=()",
    'for word in "$@"; do',
    `  if [[ $word != '{'* ]]; then`,
    ...Object.entries(origins).map(([from, to]) => `    word="\${word//'${from}'/${to}}"`),
    "  fi",
    '  words+=("$word")',
    "done",
    `exec /usr/bin/curl "\${words[@]}"`,
  ].join("\n");

/** Tells the test its own command line, and prints what the test answers. */
const toldTo = (address: string, name: string): string =>
  `printf '%s\\0' '${name}' "\${TZ:-UTC}" "$@" | /usr/bin/curl -fsS --data-binary @- ${address}`;

const gitSettings = ({ world }: OpenStage, token: string): Readonly<Record<string, string>> => ({
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_CONFIG_COUNT: "4",
  GIT_CONFIG_KEY_0: `url.${world.origins["https://github.com"]}/.insteadOf`,
  GIT_CONFIG_VALUE_0: "https://github.com/",
  GIT_CONFIG_KEY_1: "http.extraHeader",
  GIT_CONFIG_VALUE_1: `Authorization: Basic ${Buffer.from(`x:${token}`).toString("base64")}`,
  GIT_CONFIG_KEY_2: "user.name",
  GIT_CONFIG_VALUE_2: "Ana",
  GIT_CONFIG_KEY_3: "user.email",
  GIT_CONFIG_VALUE_3: "ana@example.com",
});

/** What no command of the world is about: time goes on until something happens. */
const letPass = async ({ world }: OpenStage): Promise<void> => {
  const due = world.nextDue();
  const later = addDuration(world.now(), duration("4h"));
  await world.advanceTo(due !== undefined && compareInstants(due, world.now()) > 0 && compareInstants(due, later) < 0 ? due : later);
};

/** People take their time: what is under way in the world ends before they go on. */
const settle = async ({ world }: OpenStage): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) {
    const due = world.nextDue();
    if (due === undefined || compareInstants(due, addDuration(world.now(), duration("15m"))) > 0) return;
    await world.advanceTo(compareInstants(due, world.now()) > 0 ? due : addDuration(world.now(), duration("1s")));
  }
};

type Answer = string | undefined;

const openControl = async (stage: OpenStage, ports: Ports): Promise<{ readonly address: string; readonly close: () => Promise<void> }> => {
  const answer = async ([program = "", zone = "UTC", ...words]: readonly string[]): Promise<Answer> => {
    if (program === "date") return dated(millisOf(stage.world.now()), zone, words.at(-1) ?? "");
    if (program === "skopeo") return inspectOrCopy(ports, words);
    if (program === "aws") return invalidate(ports, words);
    return command(stage, [program, ...words]);
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (bytes: Buffer) => parts.push(bytes));
    request.on("end", () => {
      answer(Buffer.concat(parts).toString("utf8").split("\0").slice(0, -1)).then(
        (text) => response.writeHead(text === undefined ? 404 : 200).end(text ?? ""),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

const dated = (now: number, timeZone: string, format: string): Answer => {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const of = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  const values: Readonly<Record<string, string>> = { Y: of("year"), m: of("month"), d: of("day"), H: of("hour"), M: of("minute") };
  return format.replace(/^\+/, "").replaceAll(/%([YmdHM])/g, (_, letter: string) => values[letter] ?? "");
};

const nameOf = (word: string): readonly [image: string, tag: string] => {
  const [, image = "", tag = ""] = /^docker:\/\/docker\.io\/([^:@]+)[:@](.+)$/.exec(word) ?? [];
  return [image, tag];
};

const inspectOrCopy = async ({ images }: Ports, words: readonly string[]): Promise<Answer> => {
  const named = words.filter((each) => each.startsWith("docker://")).map(nameOf);
  const [[image, tag] = ["", ""], to] = named;
  if (words[0] === "copy" && to !== undefined) {
    if (!words.includes("--all") || !words.includes("--preserve-digests")) return undefined;
    await images.promote(image, tag, to[1]);
    return "";
  }
  const format = words[words.indexOf("--format") + 1];
  const found = await images.look(image, tag);
  if (format === "{{.Digest}}") return found?.digest;
  const platform = `${words[words.indexOf("--override-os") + 1]}/${words[words.indexOf("--override-arch") + 1]}`;
  return format === '{{index .Labels "org.opencontainers.image.revision"}}'
    ? found?.platforms.find((each) => each.platform === platform)?.revision
    : undefined;
};

const invalidate = async ({ cdn }: Ports, words: readonly string[]): Promise<Answer> => {
  if (words[0] !== "cloudfront" || words[1] !== "create-invalidation") return undefined;
  const after = (option: string): string => words[words.indexOf(option) + 1] ?? "";
  const batch = JSON.parse(after("--invalidation-batch")) as {
    readonly Paths: { readonly Quantity: number; readonly Items: readonly string[] };
    readonly CallerReference: string;
  };
  if (batch.Paths.Quantity !== batch.Paths.Items.length) return undefined;
  return (await cdn.invalidate(after("--distribution-id"), { reference: batch.CallerReference, paths: batch.Paths.Items })).id;
};

/** A configured command is only told to its twin, as in every world. */
const command = async ({ world }: OpenStage, argv: readonly string[]): Promise<Answer> => {
  const answer = await fetch(`${world.origins["https://command.invalid"]}/run`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ argv, environment: [] }),
  });
  return answer.ok ? "" : undefined;
};
