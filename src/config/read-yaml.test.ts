import { expect, test } from "vitest";
import { cpuTime } from "../testing/cpu-time.ts";
import { parseConfig } from "./parse-config.ts";

const parse = (text: string) =>
  parseConfig(
    text,
    () => undefined,
    (name) => name === "UTC",
    () => ["UTC"],
  );

/** The smallest train there is. */
const train = "train: example\npeople:\n  ana: { roles: [captain] }\n  ben: { roles: [captain] }\nrepository: { github: example/app }\n";

const bomb = [
  "a: &a [x,x,x,x,x,x,x,x,x]",
  ...[..."bcdefghij"].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[at]}`).join(",")}]`),
].join("\n");

const repeat = (text: string, until: number): string => text.repeat(Math.ceil(until / text.length));
const size = 63 * 1024;

test.each<readonly [name: string, text: string, line: number, words: RegExp]>([
  ["a bomb of aliases", `${train}${bomb}\n`, 6, /the anchor &a/],
  ["an alias", `${train}captains: *a\n`, 6, /alias|anchor/],
  ["an anchor that nobody uses", `${train}captains: &a [ana]\n`, 6, /the anchor &a/],
  ["an anchor on a key", `${train}&k captains: [ana]\n`, 6, /the anchor &k/],
  ["a merge key", `${train}<<: { captains: [ana] }\n`, 6, /a merge key/],
  ["a tag of a program", `${train}captains: !!js/function "x"\n`, 6, /the tag/],
  ["a tag of YAML's own", `${train}captains: !!set {ana}\n`, 6, /the tag/],
  ["a tag of somebody's", `${train}captains: !ruby/object:Gem []\n`, 6, /the tag/],
  ["a tag on a text", `${train}by: !!str people\n`, 6, /the tag/],
  ["a binary", `${train}by: !!binary cGVvcGxl\n`, 6, /the tag/],
  ["a directive", `%YAML 1.1\n---\n${train}`, 1, /a directive/],
  ["a directive after a comment", `# hello\n%TAG ! tag:example.com,2021:\n---\n${train}`, 2, /a directive/],
  ["two documents", `${train}---\n${train}`, 6, /one document/],
  ["a key twice", `${train}train: other\n`, 6, /train a second time/],
  ["a key twice deep inside", `${train}schedule:\n  every: month\n  every: week\n`, 8, /every a second time/],
  ["a key twice, once in quotes", `${train}"train": other\n`, 6, /train a second time/],
  ["a number twice as key", `${train}schedule: { skip: { 2021-12: "a reason", 2021-12: "a reason" } }\n`, 6, /2021-12 a second time/],
  ["a list as key", `${train}? [a, b]\n: c\n`, 6, /a key that is no text/],
  ["__proto__", `${train}__proto__: { by: people }\n`, 6, /another name/],
  ["__proto__ among people", "train: example\npeople:\n  __proto__: { roles: [captain] }\n", 3, /another name/],
  ["constructor", `${train}dials: { constructor: people }\n`, 6, /another name/],
  ["a tab as indentation", `${train}schedule:\n\tevery: month\n`, 7, /never tabs/],
  ["a bracket that stays open", `${train}captains: [ana\n`, 7, /no YAML/],
  ["a quote that stays open", `${train}by: "people\n`, 7, /no YAML/],
  ["a colon in a text", `${train}changelog: { message: a: b }\n`, 6, /no YAML|unknown/],
  ["a brace at the head of a text", `${train}sync: { branch: {version}-sync }\n`, 6, /no YAML/],
  ["nesting of 60", `${train}dials: ${"[".repeat(60)}${"]".repeat(60)}\n`, 6, /at most 50 deep/],
  [
    "nesting of 60 in blocks",
    `${train}dials:\n${Array.from({ length: 60 }, (_, at) => `${" ".repeat(at + 1)}a:`).join("\n")}\n`,
    57,
    /at most 50 deep/,
  ],
  ["brackets without end", `${train}dials: ${"[".repeat(3000)}`, 6, /at most 50 deep/],
  ["dashes without end", `${"- ".repeat(1500)}\n`, 1, /at most 50 deep/],
  ["brackets on many lines", repeat("[\n", size), 201, /at most 50 deep/],
  ["more than a megabyte", repeat("# comment\n", 1_100_000), 1, /at most 65536 characters/],
  ["one line without end", `by: ${"x".repeat(5000)}`, 1, /at most 4000/],
  ["a hundred megabytes", repeat("a: 1\n", 100_000_000), 1, /at most 65536 characters/],
  ["control characters", `${train}by: "pe\u0007ople"\n`, 6, /people or prepare/],
  ["a lone carriage return", "train: example\rby: people", 1, /no YAML|one of|letters/],
  ["a list instead of sections", "- train\n", 1, /a section/],
  ["a text instead of sections", "train\n", 1, /a section/],
  ["nothing at all", "", 1, /small letters|a text/],
])("%s is refused at its line, within a second", (_name, text, line, words) => {
  const before = cpuTime();
  const parsed = parse(text);
  expect(cpuTime() - before).toBeLessThan(2000);
  if (parsed.is === "train") throw new Error("It was accepted.");
  const match = parsed.problems.find((each) => words.test(`${each.found} ${each.expected}`));
  expect(match, JSON.stringify(parsed.problems.slice(0, 5))).toBeDefined();
  expect(match?.line).toBe(line);
  expect(parsed.problems.length).toBeLessThan(300);
  expect(({} as { by?: unknown }).by).toBeUndefined();
});

test.each([
  ["wrong escapes", `by: "${repeat("\\q\\q\\q\\q\n", size)}"`],
  ["commas", `by: [${repeat(",,,,,,,,\n", size)}]`],
  ["dashes in a row", repeat("a: - a: -\n", size)],
  ["tabs", repeat("a:\n\tb\n", size)],
  ["open quotes", repeat("'\n", size)],
  [
    "keys",
    Array.from({ length: 8000 }, (_, at) => `k${at}: 1`)
      .join("\n")
      .slice(0, size),
  ],
  ["question marks", repeat("? \n", size)],
  ["anchors", repeat("- &a x\n", size)],
  ["block headers", repeat("a: |9\n  x\n", size)],
])("%s up to the limit are refused in bounded time", (_name, text) => {
  const before = cpuTime();
  expect(parse(text).is).toBe("refused");
  expect(cpuTime() - before).toBeLessThan(5000);
});

test.each([
  ["a byte order mark", `\ufeff${train}`],
  ["Windows line ends", train.replaceAll("\n", "\r\n")],
  ["no newline at the end", train.trimEnd()],
  ["comments everywhere", `# hello\n${train.replaceAll("\n", " # why\n")}`],
  ["a document's start and end", `---\n${train}...\n`],
  ["quotes around everything", train.replace("example\n", '"example"\n').replace("example/app", "'example/app'")],
])("%s change nothing", (_name, text) => {
  const [plain, other] = [parse(train), parse(text)];
  expect(other).toMatchObject({ is: "train" });
  if (plain.is === "train" && other.is === "train") expect(other.train).toEqual(plain.train);
});

test.each([
  ["1.30", '"1.30"'],
  ["1", '"1"'],
  ["0123456789", '"0123456789"'],
  ["0x1f", '"0x1f"'],
  ["0o17", '"0o17"'],
  ["1e3", '"1e3"'],
  [".5", '".5"'],
  ["true", '"true"'],
  [".inf", '".inf"'],
])("%s without quotes is not taken for a text", (written, quoted) => {
  const parsed = parse(`${train}sync: { title: ${written} }\n`);
  expect(parsed).toMatchObject({
    is: "refused",
    problems: [{ path: "sync.title", line: 6, column: 16, suggestion: quoted, expected: "the same in quotes" }],
  });
  expect(parse(`${train}sync: { title: ${quoted} }\n`)).toMatchObject({ is: "train", train: { sync: { title: written } } });
});

test.each(["no", "on", "yes", "2021-12-01", "12:30", "1.29.0"])("%s is a text, as YAML 1.2 has it", (written) => {
  expect(parse(`${train}sync: { title: ${written} }\n`)).toMatchObject({ is: "train", train: { sync: { title: written } } });
});
