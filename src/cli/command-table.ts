import type { Action, ArgumentSpec, CommandSpec, OptionSpec } from "./command.ts";

const version: ArgumentSpec = { name: "version", optional: true };
const reason: OptionSpec = { name: "reason", value: "TEXT", required: true, about: "why, for the record" };
const wish: readonly OptionSpec[] = [
  { name: "pick", value: "COMMIT", many: true, about: "a fix that a patch release takes, oldest first" },
  { name: "day", value: "YYYY-MM-DD", about: "release day instead of the next departure's" },
  { name: "reason", value: "TEXT", about: "why this version, where the schedule expects another" },
];

const before: readonly CommandSpec[] = [
  {
    name: "init",
    group: "Before a release",
    about: "Write signalbox.yaml from what a repository shows, and say what was guessed.",
    arguments: [{ name: "repository", optional: true }],
    options: [
      { name: "chart", value: "PATH", about: "a clone of the repository with the product's Helm chart" },
      { name: "force", about: "replace a configuration that is there" },
    ],
    example: "signalbox init .",
    load: async (): Promise<Action> => (await import("./commands/of-app.ts")).init,
  },
  {
    name: "check",
    group: "Before a release",
    about: "Name every problem of the configuration at once.",
    arguments: [],
    options: [],
    example: "signalbox check",
    load: async () => (await import("./commands/of-app.ts")).check,
  },
  {
    name: "calendar",
    group: "Before a release",
    about: "Show the coming departures, as a calendar feed too, or how late a repository's trains usually are.",
    arguments: [],
    options: [
      { name: "count", value: "N", about: "how many (12 unless told)" },
      { name: "ics", about: "as iCalendar, for a calendar program" },
      { name: "forecast", about: "hold the tags of a clone against the days that were planned, and say when the next trains will leave" },
      { name: "repository", value: "PATH", about: "the clone to read the tags of, instead of this folder" },
      { name: "html", value: "FILE", about: "write the forecast as a page there" },
    ],
    example: "signalbox calendar --ics > departures.ics",
    load: async () => (await import("./commands/of-app.ts")).calendar,
  },
  {
    name: "plan",
    group: "Before a release",
    about: "Show the whole checklist of a release with every change it will make. Reads only.",
    arguments: [version],
    options: wish,
    example: "signalbox plan 1.31.0",
    load: async () => (await import("./commands/of-app.ts")).plan,
  },
  {
    name: "rehearse",
    group: "Before a release",
    about: "Run the whole plan against local twins of every outside system.",
    arguments: [version],
    options: [
      { name: "repository", value: "PATH", about: "a clone to rehearse on instead of a made one" },
      { name: "clone", value: "OWNER/NAME=PATH", many: true, about: "a clone of another repository of the train" },
      { name: "keep", about: "leave the twins up and print their addresses" },
      { name: "report", value: "FILE", about: "write the report there" },
      { name: "tamper", value: "FACT", about: "change this fact of the world, to see that it is noticed" },
      { name: "list-facts", about: "list what --tamper can change" },
    ],
    example: "signalbox rehearse --keep",
    load: async () => (await import("./commands/of-app.ts")).rehearse,
  },
];

const underWay: readonly CommandSpec[] = [
  {
    name: "start",
    group: "A release under way",
    about: "Start a release and drive it until nothing is due.",
    arguments: [version],
    options: [
      { name: "plan", value: "HASH", about: "start only if the plan still has this hash" },
      { name: "early", about: "freeze now, though the freeze day is yet to come" },
      ...wish,
    ],
    example: "signalbox start 1.31.0 --plan 6b1c…",
    load: async () => (await import("./commands/of-app.ts")).start,
  },
  {
    name: "tick",
    group: "A release under way",
    about: "Drive every release under way, or one, until nothing is due.",
    arguments: [version],
    options: [{ name: "watch", about: "go on: sleep until the next moment, and drive again" }],
    example: "signalbox tick",
    load: async () => (await import("./commands/of-app.ts")).tick,
  },
  {
    name: "status",
    group: "A release under way",
    about: "Show where a release stands, what waits for whom, and the command for every answer.",
    arguments: [version],
    options: [{ name: "exit-code", about: "end with the code `tick` would end with" }],
    example: "signalbox status",
    load: async () => (await import("./commands/of-record.ts")).status,
  },
  {
    name: "approve",
    group: "A release under way",
    about: "Give your approval to a gate or item, bound to exactly what status shows.",
    arguments: [version, { name: "gate" }],
    options: [{ name: "withdraw", about: "take your approval back, while the gate has not been passed" }],
    example: "signalbox approve launch",
    load: async () => (await import("./commands/of-app.ts")).approve,
  },
  {
    name: "decide",
    group: "A release under way",
    about: "Answer a question about a step, or about a pull request (pull/NUMBER admit|refuse).",
    arguments: [version, { name: "about" }, { name: "answer" }],
    options: [reason, { name: "to", value: "YYYY-MM-DD", about: "the new day of move-departure" }],
    example: 'signalbox decide approve-launch/launch-day move-departure --to 2021-11-30 --reason "a blocker"',
    load: async () => (await import("./commands/of-app.ts")).decide,
  },
  {
    name: "done",
    group: "A release under way",
    about: "Say that an item done by people is done.",
    arguments: [version, { name: "item" }],
    options: [{ name: "evidence", value: "TEXT|URL", required: true, about: "what shows it" }],
    example: "signalbox done send-newsletter --evidence https://example.com/campaign",
    load: async () => (await import("./commands/of-app.ts")).done,
  },
];

const findings: readonly CommandSpec[] = [
  {
    name: "session open",
    group: "Findings and sessions",
    about: "Open a test session on the candidate.",
    arguments: [version],
    options: [{ name: "charter", value: "TEXT", many: true, about: "an area to try" }],
    example: 'signalbox session open --charter "sign-up"',
    load: async () => (await import("./commands/of-app.ts")).session.open,
  },
  {
    name: "session join",
    group: "Findings and sessions",
    about: "Take part in the open session.",
    arguments: [version],
    options: [],
    example: "signalbox session join",
    load: async () => (await import("./commands/of-app.ts")).session.join,
  },
  {
    name: "session close",
    group: "Findings and sessions",
    about: "Close the session.",
    arguments: [version],
    options: [{ name: "summary", value: "TEXT", required: true, about: "what was tried and seen" }],
    example: 'signalbox session close --summary "all charters tried"',
    load: async () => (await import("./commands/of-app.ts")).session.close,
  },
  {
    name: "finding raise",
    group: "Findings and sessions",
    about: "Report a problem of the candidate; a blocker holds the launch.",
    arguments: [version],
    options: [
      { name: "severity", value: "blocker|major|minor", required: true, about: "a blocker holds the launch" },
      { name: "text", value: "TEXT", required: true, about: "what is wrong" },
      { name: "owner", value: "NAME", about: "who sees to it; the captain unless told" },
    ],
    example: 'signalbox finding raise --severity blocker --text "cannot sign in"',
    load: async () => (await import("./commands/of-app.ts")).finding.raise,
  },
  {
    name: "finding close",
    group: "Findings and sessions",
    about: "Say that a finding is gone on the candidate under test.",
    arguments: [version, { name: "id" }],
    options: [{ name: "resolution", value: "TEXT", required: true, about: "how" }],
    example: 'signalbox finding close F1 --resolution "fixed and seen"',
    load: async () => (await import("./commands/of-app.ts")).finding.close,
  },
];

const steering: readonly CommandSpec[] = [
  {
    name: "hold",
    group: "Changing course",
    about: "Stop everything before its next effect, until resume.",
    arguments: [version],
    options: [reason],
    example: 'signalbox hold --reason "an outage"',
    load: async () => (await import("./commands/of-app.ts")).hold,
  },
  {
    name: "resume",
    group: "Changing course",
    about: "Lift a hold; `tick` then goes on.",
    arguments: [version],
    options: [],
    example: "signalbox resume",
    load: async () => (await import("./commands/of-app.ts")).resume,
  },
  {
    name: "retry",
    group: "Changing course",
    about: "Let a stopped step look and try again.",
    arguments: [version, { name: "step" }],
    options: [],
    example: "signalbox retry tag-release/push-tag",
    load: async () => (await import("./commands/of-app.ts")).retry,
  },
  {
    name: "skip",
    group: "Changing course",
    about: "Leave an item out for good. An interlock cannot be skipped.",
    arguments: [version, { name: "item" }],
    options: [reason],
    example: 'signalbox skip write-post --reason "no post in December"',
    load: async () => (await import("./commands/of-app.ts")).skip,
  },
  {
    name: "abort",
    group: "Changing course",
    about: "End a release. Says first what stays; undoes nothing by itself.",
    arguments: [version],
    options: [reason, { name: "yes", about: "do not ask" }],
    example: 'signalbox abort --reason "released as 1.31.1"',
    load: async () => (await import("./commands/of-app.ts")).abort,
  },
  {
    name: "hand-over",
    group: "Changing course",
    about: "Another captain answers for the release from now on.",
    arguments: [version],
    options: [{ name: "to", value: "NAME", required: true, about: "the captain who takes over" }],
    example: "signalbox hand-over --to ben",
    load: async () => (await import("./commands/of-app.ts")).handOver,
  },
];

const correcting: readonly CommandSpec[] = [
  {
    name: "correct name",
    group: "Correcting the texts",
    about: "Spell somebody another way in every text that is not sent yet.",
    arguments: [version, { name: "whom" }],
    options: [{ name: "to", value: "NAME", required: true, about: "the right spelling" }, reason],
    example: 'signalbox correct name "Dora Exmaple" --to "Dora Example" --reason "she asked for it"',
    load: async () => (await import("./commands/of-app.ts")).correct.name,
  },
  {
    name: "correct summary",
    group: "Correcting the texts",
    about: "Let a change say something else in every text that is not sent yet.",
    arguments: [version, { name: "entry" }],
    options: [{ name: "to", value: "TEXT", required: true, about: "what it should say" }, reason],
    example: 'signalbox correct summary "#123" --to "Exports come in pages" --reason "the title misled"',
    load: async () => (await import("./commands/of-app.ts")).correct.summary,
  },
  {
    name: "correct leave-out",
    group: "Correcting the texts",
    about: "Leave a change out of every text that is not sent yet.",
    arguments: [version, { name: "entry" }],
    options: [reason],
    example: 'signalbox correct leave-out "#123" --reason "nobody can see it yet"',
    load: async () => (await import("./commands/of-app.ts")).correct.leaveOut,
  },
  {
    name: "correct posted",
    group: "Correcting the texts",
    about: "Edit a message that was posted before a correction; status names it.",
    arguments: [version, { name: "step" }],
    options: [],
    example: "signalbox correct posted announce-freeze/post-to-team-c0000000001",
    load: async () => (await import("./commands/of-app.ts")).correct.posted,
  },
  {
    name: "correct withdraw",
    group: "Correcting the texts",
    about: "Take a correction back.",
    arguments: [version, { name: "id" }],
    options: [reason],
    example: 'signalbox correct withdraw C1 --reason "it was right"',
    load: async () => (await import("./commands/of-app.ts")).correct.withdraw,
  },
];

const record: readonly CommandSpec[] = [
  {
    name: "verify",
    group: "The record",
    about: "Look again at everything the record says was done, and name every difference. Reads only.",
    arguments: [{ name: "version", optional: true }],
    options: [],
    example: "signalbox verify 1.31.0",
    load: async () => (await import("./commands/of-app.ts")).verify,
  },
  {
    name: "log",
    group: "The record",
    about: "Show the journal of a release, one line an entry; --json gives the entries as they are kept.",
    arguments: [version],
    options: [],
    example: "signalbox log 1.31.0",
    load: async () => (await import("./commands/of-record.ts")).log,
  },
  {
    name: "error",
    group: "The record",
    about: "Explain an error by its code.",
    arguments: [{ name: "code" }],
    options: [],
    example: "signalbox error TAG_TAKEN",
    load: async () => (await import("./commands/of-record.ts")).error,
  },
];

/** Every command, in the order of help. */
export const commandTable: readonly CommandSpec[] = [...before, ...underWay, ...findings, ...correcting, ...steering, ...record];

/** What every command takes besides its own options. */
export const globalOptions: readonly OptionSpec[] = [
  { name: "config", value: "FILE", about: "the train's configuration (signalbox.yaml)" },
  { name: "state", value: "FOLDER", about: "where the journal is kept (.signalbox beside the configuration)" },
  { name: "as", value: "NAME", about: "who speaks, as a name of people: (the machine's account)" },
  { name: "json", about: "one JSON document on standard output, nothing else" },
  { name: "no-colour", about: "no colours; NO_COLOR is respected too" },
  { name: "help", about: "show help" },
];
