// What action.yml runs. Plain JavaScript for any Node from 20 on, as ready.mjs is, which installs and builds what the tag's tree lacks.
// Everything comes by environment, and nothing goes through a shell. What is printed is printed while the runner takes no commands from
// it: a commit subject could be `::add-mask::x`.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ready = join(dirname(fileURLToPath(import.meta.url)), "ready.mjs");

/** What is no failure of a job: done, waiting, a person is asked, held. */
const peaceful = new Set([0, 3, 4, 5]);

/** The words after `signalbox`. A version is told apart from options by where it stands. */
const wordsOf = (environment, page) => {
  const given = (name) => environment[`SIGNALBOX_INPUT_${name}`] ?? "";
  return [
    ...["tick", "--json", "--config", given("CONFIG") || "signalbox.yaml", "--summary", page],
    ...(given("STATE") === "" ? [] : ["--state", given("STATE")]),
    ...(given("ISSUE") === "true" ? ["--issue"] : []),
    ...(environment.GITHUB_EVENT_NAME === "issues" ? ["--event", environment.GITHUB_EVENT_PATH ?? ""] : []),
    ...(given("VERSION") === "" ? [] : ["--", given("VERSION")]),
  ];
};

const tick = (words) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [ready, "signalbox", ...words], { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      out += text;
    });
    // Through our own output, so that no line overtakes the one that stops commands.
    child.stderr.on("data", (bytes) => process.stdout.write(bytes));
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 130, said: jsonOf(out) }));
  });

const jsonOf = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

const textOf = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

/** Only what has the form that it must have: an output is lines, and a line of somebody else's would be an output of its own. */
const outputsOf = ({ code, said }) => {
  const only = (form, values) => values.filter((each) => typeof each === "string" && form.test(each));
  const releases = Array.isArray(said.releases) ? said.releases : [];
  const issues = Array.isArray(said.issues) ? said.issues : [];
  const [state = "failed"] = only(/^[a-z]{1,20}$/, [said.standing]);
  const [next = ""] = only(
    /^[0-9TZ:.-]{1,40}$/,
    releases.map((each) => each?.next),
  ).sort();
  const addresses = only(
    /^https:\/\/[^\s]{1,300}$/,
    issues.map((each) => each?.url),
  );
  return { "exit-code": String(code), state, next, issue: addresses.length === 1 ? addresses[0] : "" };
};

const append = (file, text) => {
  if (file !== undefined && file !== "") appendFileSync(file, text);
};

const folder = mkdtempSync(join(process.env.RUNNER_TEMP || tmpdir(), "signalbox-"));
const page = join(folder, "page.md");
const token = randomUUID();
try {
  console.log(`::stop-commands::${token}`);
  const ended = await tick(wordsOf(process.env, page));
  const { said, code } = ended;
  const shown = textOf(page);
  console.log(shown);
  for (const each of [said.ticks, ...(said.issues ?? [])]) if (each !== undefined) console.log(JSON.stringify(each));
  if (said.error !== undefined)
    console.log(`error ${said.error.code}: ${said.error.what}\nwhy:  ${said.error.why}\nnext: ${said.error.next}`);
  append(process.env.GITHUB_STEP_SUMMARY, shown);
  append(
    process.env.GITHUB_OUTPUT,
    Object.entries(outputsOf(ended))
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  // Another job drives it at this moment, and heeds what was said meanwhile.
  process.exitCode = peaceful.has(code) || said.error?.code === "OTHER_DRIVER" ? 0 : code;
} finally {
  console.log(`::${token}::`);
  rmSync(folder, { recursive: true, force: true });
}
