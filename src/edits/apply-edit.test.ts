import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChangelogSection, Edit } from "../domain/edit.ts";
import { applyEdit } from "./apply-edit.ts";

const set = (file: string, at: string, to: string): Edit => ({ is: "set", file, at, to });
const section = (version: string, text = `## ${version}\n\n- new\n`): ChangelogSection => ({
  is: "section",
  file: "CHANGELOG.md",
  version,
  text,
});
const feed = (version: string, date = "2021-11-17"): Edit => ({ is: "feed", file: "versions.json", version, date });
const withdrawn = (version: string): Edit => ({ is: "feed-withdrawal", file: "versions.json", version });
const match = (pattern: string, to = "1.30.0"): Edit => ({ is: "match", file: "version.py", pattern, to });
const every = (pattern: string, to = "1.30.0"): Edit => ({ is: "match", file: "install.yaml", pattern, to, every: true });
const whole: Edit = { is: "whole", file: "VERSION", to: "1.30.0" };

const one = '[\n    { "version": "1.29.0", "release_date": "2021-10-21" },\n    { "version": "1.28.1" }\n]\n';
const log = "# Changelog\n\n## Unreleased\n\n- soon\n\n## [1.29.0] - 2021-10-21\n\n- b\n\n## 1.28.0\n\n- a\n";

const edited: readonly [why: string, before: string | undefined, edit: Edit, after: string][] = [
  [
    "a plain version in YAML that stays text stays plain",
    "appVersion: 1.29.1\n",
    set("Chart.yaml", "appVersion", "1.30.0"),
    "appVersion: 1.30.0\n",
  ],
  [
    "1.30 in YAML becomes quoted, or it would read as 1.3",
    "appVersion: 1.29 # now\n",
    set("c.yaml", "appVersion", "1.30"),
    'appVersion: "1.30" # now\n',
  ],
  ["1.30 that has lost its quotes gets them back", "appVersion: 1.30\n", set("c.yaml", "appVersion", "1.30"), 'appVersion: "1.30"\n'],
  ["an empty text in YAML is not the same as no value", "tag:\n", set("c.yaml", "tag", ""), 'tag: ""\n'],
  ["no in YAML becomes quoted, for readers of YAML 1.1", "a: yes\n", set("c.yaml", "a", "no"), 'a: "no"\n'],
  ["a whole number in YAML stays a number", "build: 41\n", set("c.yaml", "build", "42"), "build: 42\n"],
  ["single quotes in YAML stay", "a: 'x'\n", set("c.yaml", "a", "it's"), "a: 'it''s'\n"],
  [
    "an empty value in YAML is filled before its comment",
    "image:\n  tag:   # one\n  b: 1\n",
    set("c.yml", "image.tag", "r-1"),
    "image:\n  tag: r-1   # one\n  b: 1\n",
  ],
  ["an empty value at the end of a YAML file", "tag:", set("c.yaml", "tag", "r-1"), "tag: r-1"],
  [
    "an item of a YAML list",
    "images:\n- name: a\n  newTag: v1\n",
    set("k.yaml", "images[0].newTag", "v2"),
    "images:\n- name: a\n  newTag: v2\n",
  ],
  ["a YAML value that would break the flow map becomes quoted", "{a: 1, b: x}\n", set("c.yaml", "b", "y, c: z"), '{a: 1, b: "y, c: z"}\n'],
  [
    "the item of a YAML list that its name tells, wherever it stands",
    "images:\n- name: acme/db\n  newTag: v1\n- newTag: v1 # ours\n  name: 'acme/app'\n",
    set("k.yaml", 'images[name="acme/app"].newTag', "v2"),
    "images:\n- name: acme/db\n  newTag: v1\n- newTag: v2 # ours\n  name: 'acme/app'\n",
  ],
  [
    "the item of a JSON list that its name tells",
    '{"l": [{"name": "a", "v": "1"}, {"name": "b", "v": "1"}]}',
    set("a.json", 'l[name="b"].v', "2"),
    '{"l": [{"name": "a", "v": "1"}, {"name": "b", "v": "2"}]}',
  ],
  [
    "the own package of Cargo.lock, whoever else has the same version",
    '[[package]]\nname = "serde"\nversion = "1.0.0"\n\n[[package]]\nname = "app"\nversion = "1.0.0"\n',
    set("Cargo.lock", 'package[name="app"].version', "1.1.0"),
    '[[package]]\nname = "serde"\nversion = "1.0.0"\n\n[[package]]\nname = "app"\nversion = "1.1.0"\n',
  ],
  [
    "the own package of package-lock.json, whose key is empty",
    '{\n  "version": "1.0.0",\n  "packages": {\n    "": { "version": "1.0.0" },\n    "node_modules/x": { "version": "1.0.0" }\n  }\n}\n',
    set("web/package-lock.json", 'packages[""].version', "1.1.0"),
    '{\n  "version": "1.0.0",\n  "packages": {\n    "": { "version": "1.1.0" },\n    "node_modules/x": { "version": "1.0.0" }\n  }\n}\n',
  ],
  ["CRLF, byte order mark and no final newline of YAML stay", "\ufeffa: 'x'\r\nb: y", set("c.yaml", "a", "z"), "\ufeffa: 'z'\r\nb: y"],
  [
    "JSON keeps tabs and everything else",
    '{\n\t"version": "1.0.0",\n\t"x": [1,  2]}',
    set("package.json", "version", "2.0.0"),
    '{\n\t"version": "2.0.0",\n\t"x": [1,  2]}',
  ],
  ["a JSON key with dots and slashes", '{"d": {"@a/b.c": "1"}}', set("p.json", 'd["@a/b.c"]', "2"), '{"d": {"@a/b.c": "2"}}'],
  [
    "TOML keeps literal quotes and comments",
    "[project]\nversion = '1.0' # v\n",
    set("pyproject.toml", "project.version", "1.1"),
    "[project]\nversion = '1.1' # v\n",
  ],
  ["a TOML date stays a date", "d = 2021-10-21\n", set("a.toml", "d", "2021-11-17"), "d = 2021-11-17\n"],
  ["a table of a TOML list", '[[p]]\nv = "1"\n[[p]]\nv = "2"\n', set("a.toml", "p[1].v", "3"), '[[p]]\nv = "1"\n[[p]]\nv = "3"\n'],
  ["a line of .env with its export and comment", "A=1\nexport TAG=v1 # now\r\n", set(".env", "TAG", "v2"), "A=1\nexport TAG=v2 # now\r\n"],
  ["quotes of .env stay", 'TAG="v 1"\n', set("deploy/.env.production", "TAG", "v 2"), 'TAG="v 2"\n'],
  ["a dotted key of a properties file", "app.version = 1.0\n", set("gradle.properties", "app.version", "1.1"), "app.version = 1.1\n"],
  ["the one group of the one match", 'X = 1\nVERSION = "1.29.0"\r\n', match('^VERSION = "(.*)"'), 'X = 1\nVERSION = "1.30.0"\r\n'],
  [
    "every match of the pattern, when all hold the same",
    "---\r\n  image: acme/app:v1\r\n---\r\n  image: acme/app:v1\r\n  image: acme/db:v1",
    every("image: acme/app:(\\S+)", "v2"),
    "---\r\n  image: acme/app:v2\r\n---\r\n  image: acme/app:v2\r\n  image: acme/db:v1",
  ],
  ["every match, where there is one", "a:1\n", every("a:(.*)"), "a:1.30.0\n"],
  ["a whole file without final newline", "1.29.0", whole, "1.30.0"],
  ["a whole file with CRLF", "1.29.0\r\n", whole, "1.30.0\r\n"],
  ["a later version stays where it may", "1.31.0\n", { ...whole, keepLater: true }, "1.31.0\n"],
  ["an earlier version gives way", "1.29.9\n", { ...whole, keepLater: true }, "1.30.0\n"],
  [
    "a later version at a path stays where it may",
    'version: "1.31.0-rc.1"\n',
    { is: "set", file: "a.yaml", at: "version", to: "1.30.0", keepLater: true },
    'version: "1.31.0-rc.1"\n',
  ],
  ["a new file", undefined, { is: "new", file: "a.md", text: "hello" }, "hello"],
  [
    "a section goes below Unreleased and above the last release",
    log,
    section("1.30.0"),
    log.replace("## [1.29", "## 1.30.0\n\n- new\n\n## [1.29"),
  ],
  ["a patch goes above the newest release below it", log, section("1.28.1"), log.replace("## 1.28.0", "## 1.28.1\n\n- new\n\n## 1.28.0")],
  [
    "an existing section is replaced in place",
    log,
    section("1.29.0"),
    log.replace("## [1.29.0] - 2021-10-21\n\n- b", "## 1.29.0\n\n- new"),
  ],
  ["the oldest section goes last", log, section("1.0.0"), `${log}\n## 1.0.0\n\n- new\n`],
  [
    "without sections it goes behind the preamble",
    "# Changelog\n\nAll of it.\n",
    section("1.0.0"),
    "# Changelog\n\nAll of it.\n\n## 1.0.0\n\n- new\n",
  ],
  ["an empty changelog", "", section("1.0.0"), "## 1.0.0\n\n- new\n"],
  ["a section with a file of its own", undefined, { ...section("1.0.0"), creates: true }, "## 1.0.0\n\n- new\n"],
  [
    "CRLF of a changelog",
    "# C\r\n\r\n## 1.0.0\r\n\r\n- a\r\n",
    section("1.1.0"),
    "# C\r\n\r\n## 1.1.0\r\n\r\n- new\r\n\r\n## 1.0.0\r\n\r\n- a\r\n",
  ],
  [
    "a heading in a code block is text",
    "# C\n\n```\n## 9.0.0\n```\n\n## v1.0.0\n",
    section("1.1.0"),
    "# C\n\n```\n## 9.0.0\n```\n\n## 1.1.0\n\n- new\n\n## v1.0.0\n",
  ],
  [
    "a title with a series is no section",
    "# NetBox v4.2\n\n## v4.2.8\n\n- a\n",
    section("4.2.9"),
    "# NetBox v4.2\n\n## 4.2.9\n\n- new\n\n## v4.2.8\n\n- a\n",
  ],
  [
    "an oldest-first changelog grows at its end",
    "## 1.0.0\n\n- a\n\n## 1.1.0\n\n- b\n",
    section("1.2.0"),
    "## 1.0.0\n\n- a\n\n## 1.1.0\n\n- b\n\n## 1.2.0\n\n- new\n",
  ],
  [
    "what stood below Unreleased is the section, and its empty heading stays",
    "# C\n\n## Unreleased\n\n- new\n\n## 1.29.0\n\n- b\n",
    { ...section("1.30.0"), takes: ["unreleased"] },
    "# C\n\n## Unreleased\n\n## 1.30.0\n\n- new\n\n## 1.29.0\n\n- b\n",
  ],
  [
    "what the section does not tell stays below Unreleased, for the version after",
    "## Unreleased\n\n### Added\n\n- Later (#9)\n- One (#7)\n  and more of it\n\n### Fixed\n\n- Two (#8)\n\n## 1.29.0\n\n- b\n",
    { ...section("1.30.0", "## 1.30.0\n\n- One, better told (#7)\n- Two (#8)\n"), takes: ["unreleased"] },
    "## Unreleased\n\n### Added\n\n- Later (#9)\n\n## 1.30.0\n\n- One, better told (#7)\n- Two (#8)\n\n## 1.29.0\n\n- b\n",
  ],
  [
    "headings to fill in stay below Unreleased where the project has empty ones",
    "## Unreleased\n\n### Fixed\n\n- new\n\n### Added\n\n## 1.29.0\n\n### Fixed\n\n### Added\n\n- b\n",
    { ...section("1.30.0"), takes: ["unreleased"] },
    "## Unreleased\n\n### Fixed\n\n### Added\n\n## 1.30.0\n\n- new\n\n## 1.29.0\n\n### Fixed\n\n### Added\n\n- b\n",
  ],
  [
    "sections of its pre-releases go, those of others stay",
    "## 1.30.0-rc.1\n\n- new\n\n## 1.30.0-rc.0\n\n- older\n\n## 1.29.0\n\n- b\n\n## 1.28.0-rc.0\n\n- a\n",
    { ...section("1.30.0"), takes: ["1.30.0-rc.1", "1.30.0-rc.0"] },
    "## 1.30.0\n\n- new\n\n## 1.29.0\n\n- b\n\n## 1.28.0-rc.0\n\n- a\n",
  ],
  [
    "a released version is never taken",
    "## 1.29.0\r\n\r\n- b\r\n",
    { ...section("1.30.0"), takes: ["1.29.0", "unreleased", "nonsense"] },
    "## 1.30.0\r\n\r\n- new\r\n\r\n## 1.29.0\r\n\r\n- b\r\n",
  ],
  [
    "the newest release goes first",
    one,
    feed("1.30.0"),
    one.replace("    {", '    { "version": "1.30.0", "release_date": "2021-11-17" },\n    {'),
  ],
  [
    "a patch that is overtaken goes in between",
    one,
    feed("1.28.2"),
    one.replace('    { "version": "1.28.1"', '    { "version": "1.28.2", "release_date": "2021-11-17" },\n    { "version": "1.28.1"'),
  ],
  ["an entry that is there already", one, feed("1.29.0", "2021-10-21"), one],
  [
    "oldest first, pretty printed, other names, inside an object",
    '{\n  "latest": "x",\n  "releases": [\n    {\n      "date": "2021-01-01",\n      "tag": "v1.0.0"\n    },\n    {\n      "date": "2021-02-01",\n      "tag": "v1.1.0"\n    }\n  ]\n}',
    feed("1.2.0"),
    '{\n  "latest": "x",\n  "releases": [\n    {\n      "date": "2021-01-01",\n      "tag": "v1.0.0"\n    },\n    {\n      "date": "2021-02-01",\n      "tag": "v1.1.0"\n    },\n    {\n      "date": "2021-11-17",\n      "tag": "v1.2.0"\n    }\n  ]\n}',
  ],
  [
    "all on one line",
    '[{"version":"1.1.0","date":"2021-01-01"},{"version":"1.0.0"}]',
    feed("1.2.0"),
    '[{"version":"1.2.0","date":"2021-11-17"},{"version":"1.1.0","date":"2021-01-01"},{"version":"1.0.0"}]',
  ],
  ["a release is withdrawn from the top", one, withdrawn("1.29.0"), '[\n    { "version": "1.28.1" }\n]\n'],
  ["a release is withdrawn from the end", one, withdrawn("1.28.1"), '[\n    { "version": "1.29.0", "release_date": "2021-10-21" }\n]\n'],
  [
    "a release is withdrawn from the middle, spelt with a v",
    '{"all":[{"tag":"v1.0.0"},{"tag":"v1.1.0", "why": "]},"},  {"tag":"v1.2.0"}]}',
    withdrawn("1.1.0"),
    '{"all":[{"tag":"v1.0.0"},{"tag":"v1.2.0"}]}',
  ],
  ["a release that a feed never told of", one, withdrawn("1.30.0"), one],
];

const refused: readonly [why: string, before: string | undefined, edit: Edit, code: string][] = [
  ["a file that is not there", undefined, whole, "FILE_MISSING"],
  ["a file that is there with other text", "x", { is: "new", file: "a", text: "y" }, "FILE_EXISTS"],
  ["YAML that does not parse", "a: [", set("a.yaml", "a", "1"), "NOT_PARSABLE"],
  ["duplicate keys in YAML", "a: 1\na: 2\n", set("a.yaml", "a", "3"), "NOT_PARSABLE"],
  ["duplicate keys in JSON", '{"a":1,"b":{"a":1,"a":2}}', set("a.json", "b.a", "3"), "NOT_PARSABLE"],
  ["duplicate keys in TOML", "a=1\na=2\n", set("a.toml", "a", "3"), "NOT_PARSABLE"],
  ["a key that stands twice in .env", "A=1\nA=2\n", set(".env", "A", "3"), "MANY_MATCHES"],
  ["a comment in JSON", '{"a": 1} // x', set("a.json", "a", "3"), "NOT_PARSABLE"],
  ["a path that is not there", "a:\n  b: 1\n", set("a.yaml", "a.c", "1"), "NO_SUCH_PATH"],
  ["a path to a map", "a:\n  b: 1\n", set("a.yaml", "a", "1"), "NO_SUCH_PATH"],
  ["an alias, which stands elsewhere", "a: &x 1\nb: *x\n", set("a.yaml", "b", "1"), "NO_SUCH_PATH"],
  ["the prototype of an object", '{"a":1}', set("a.json", "__proto__.a", "1"), "NO_SUCH_PATH"],
  ["several documents", "a: 1\n---\na: 2\n", set("a.yaml", "a", "3"), "NOT_PARSABLE"],
  ["a newline in .env", "A=1\n", set(".env", "A", "x\nB=2"), "NOT_PARSABLE"],
  ["a kind that the name does not tell", "a", set("VERSION", "a", "1"), "NOT_PARSABLE"],
  ["no match", "x", match("VERSION = (.*)"), "NO_MATCH"],
  ["two matches", "V = 1\nV = 2\n", match("^V = (.*)"), "MANY_MATCHES"],
  ["every match, where they differ", "V = 1\nV = 2\n", every("^V = (.*)"), "MANY_MATCHES"],
  ["every match, where there is none", "x\n", every("^V = (.*)"), "NO_MATCH"],
  ["every match, when the new value is matched once more", "ab ab", every("(a)b", "abab"), "NO_MATCH"],
  ["a name that two items have", "l:\n- name: a\n  v: 1\n- name: a\n  v: 1\n", set("a.yaml", 'l[name="a"].v', "2"), "NO_SUCH_PATH"],
  ["a name that no item has", '{"l":[{"name":"a","v":"1"}]}', set("a.json", 'l[name="b"].v', "2"), "NO_SUCH_PATH"],
  ["an item of what is no list", "[l]\nname = 'a'\n", set("a.toml", 'l[name="a"].v', "2"), "NO_SUCH_PATH"],
  ["the name by which the item is told", "l:\n- name: a\n", set("a.yaml", 'l[name="a"].name', "b"), "NOT_PARSABLE"],
  ["no group", "V = 1", match("V = .*"), "UNSAFE_PATTERN"],
  ["two groups", "V = 1", match("(V) = (.*)"), "UNSAFE_PATTERN"],
  ["a pattern that does not compile", "V = 1", match("V = ((.*)"), "UNSAFE_PATTERN"],
  ["a repetition inside a repetition", "a".repeat(50), match("((?:a+)+)b"), "UNSAFE_PATTERN"],
  ["alternatives inside a repetition", "a".repeat(50), match("((?:a|a)*)b"), "UNSAFE_PATTERN"],
  ["many repetitions side by side on a long line", "a".repeat(20_000), match("(a*a*a*a*)b"), "UNSAFE_PATTERN"],
  ["a back-reference", "aa", match("(a)\\1"), "UNSAFE_PATTERN"],
  ["a pattern that would not find the new value", "V = 1.29.0", match("V = (1\\.29\\.0)"), "NO_MATCH"],
  ["a section with another version's heading", log, section("1.30.0", "## 1.31.0\n"), "NO_MATCH"],
  ["a section that brings a second one", log, section("1.30.0", "## 1.30.0\n\n## 1.29.9\n"), "NO_MATCH"],
  ["a section with an open code block, which would swallow the rest", log, section("1.30.0", "## 1.30.0\n\n```\n"), "NOT_PARSABLE"],
  ["two sections of one version", "## 1.0.0\n\n## 1.0.0\n", section("1.0.0"), "MANY_MATCHES"],
  ["the same version with another date", one, feed("1.29.0", "2021-10-22"), "ENTRY_DIFFERS"],
  ["the same version without a date", one, feed("1.28.1"), "ENTRY_DIFFERS"],
  ["a feed without dates", '[{"version":"1.0.0"}]', feed("1.1.0"), "NO_MATCH"],
  ["a feed that is not JSON", "[,]", feed("1.1.0"), "NOT_PARSABLE"],
  ["the only release of a feed, withdrawn", '[{"version":"1.0.0"}]', withdrawn("1.0.0"), "NO_MATCH"],
  ["a withdrawal where the version stands twice", '[{"v":"1.0.0"},{"v":"v1.0.0"}]', withdrawn("1.0.0"), "MANY_MATCHES"],
  ["a withdrawal of no version", one, withdrawn("newest"), "NO_MATCH"],
  ["a withdrawal from what is no feed", "{}", withdrawn("1.0.0"), "NO_MATCH"],
  ["two lists of releases", '{"a":[{"version":"1.0.0"}],"b":[{"version":"1.0.0"}]}', feed("1.1.0"), "MANY_MATCHES"],
];

describe("an edit changes the bytes it names", () => {
  test.each(edited)("%s", (_why, before, edit, after) => {
    expect(applyEdit(before, edit)).toEqual({ is: "edited", text: after });
    expect(applyEdit(after, edit)).toEqual({ is: "edited", text: after });
  });
});

describe("an edit that is not exactly possible is refused", () => {
  test.each(refused)("%s", (_why, before, edit, code) => {
    expect(applyEdit(before, edit)).toMatchObject({ is: "refused", code, file: edit.file, found: expect.stringMatching(/\S/) });
  });

  test("within a second, however hostile the file", () => {
    const deep = "[".repeat(100_000);
    const bomb = `a: &a [x,x]\n${Array.from({ length: 25 }, (_, n) => `k${n}: &k${n} [*${n === 0 ? "a" : `k${n - 1}`},*${n === 0 ? "a" : `k${n - 1}`}]`).join("\n")}\nv: 1\n`;
    expect(applyEdit(deep, set("a.json", "a", "1")).is).toBe("refused");
    expect(applyEdit(deep + "]".repeat(100_000), set("a.json", "a", "1")).is).toBe("refused");
    expect(applyEdit(deep, set("a.toml", "a", "1")).is).toBe("refused");
    expect(applyEdit(bomb, set("a.yaml", "v", "2"))).toEqual({ is: "edited", text: bomb.replace("v: 1", "v: 2") });
    expect(applyEdit(`${"\n".repeat(500_000)}x\n`, whole)).toEqual({ is: "edited", text: "1.30.0\n" });
    expect(applyEdit(`A=${" ".repeat(200_000)}x\nB=${"\\".repeat(200_000)}x`, set(".env", "A", "1")).is).toBe("edited");
    expect(applyEdit(`a=${"\\".repeat(200_001)}x`, set("a.properties", "a", "1"))).toEqual({ is: "edited", text: "a=1" });
    expect(applyEdit("image: a:v1\n".repeat(100_000), every("image: a:(\\S+)", "v2"))).toEqual({
      is: "edited",
      text: "image: a:v2\n".repeat(100_000),
    });
  });
});

describe("laws of edits", () => {
  const words = fc.constantFrom(
    "version: ",
    "a:\n  b: ",
    '{"version": "',
    '"',
    "}",
    "a:\n- name: x\n  b: ",
    "## 1.2.0",
    "## [Unreleased]",
    "\n",
    "\r\n",
    "# ",
    "```\n",
    "VERSION = ",
    "1.2.3",
    "- ",
    " ",
    "[",
    "]",
    "'",
    "&x ",
    "*x",
    "\ufeff",
    ",",
    "=",
    "#",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.oneof(words, fc.string({ maxLength: 4 }))).map((parts) => parts.join("")),
  );
  const to = fc.oneof(fc.constantFrom("1.30.0", "1.30", "no", ""), fc.string({ unit: "binary", maxLength: 12 }));
  const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({
      is: fc.constant("set" as const),
      file: fc.constantFrom("a.yaml", "a.json", "a.toml", ".env", "a.properties"),
      at: fc.oneof(fc.constantFrom("version", "a.b", "VERSION", 'a[name="x"].b', "a[0]"), fc.string({ maxLength: 6 })),
      to,
    }),
    fc.record({
      is: fc.constant("match" as const),
      file: fc.constant("v"),
      pattern: fc.oneof(fc.constantFrom("VERSION = (.*)", "## (\\S+)", "(.)"), fc.string()),
      to,
    }),
    fc.record({
      is: fc.constant("match" as const),
      file: fc.constant("v"),
      pattern: fc.constantFrom("VERSION = (.*)", "(1)", '"([^"]*)"'),
      to,
      every: fc.constant(true as const),
    }),
    fc.record({ is: fc.constant("whole" as const), file: fc.constant("v"), to }),
    fc.record({
      is: fc.constant("section" as const),
      file: fc.constant("c"),
      version: fc.constantFrom("1.2.0", "1.3.0"),
      takes: fc.subarray(["unreleased", "1.3.0-rc.0", "1.2.0"]),
      text: text.map((rest) => `## 1.3.0\n\n${rest}`),
    }),
    fc.record({
      is: fc.constant("feed" as const),
      file: fc.constant("f"),
      version: fc.constantFrom("1.2.0", "x"),
      date: fc.constant("2021-10-21"),
    }),
    fc.record({
      is: fc.constant("feed-withdrawal" as const),
      file: fc.constant("f"),
      version: fc.constantFrom("1.2.0", "x"),
    }),
  );

  test("no text makes an edit throw, and a second time changes nothing", () => {
    fc.assert(
      fc.property(text, anyEdit, (before, edit) => {
        const first = applyEdit(before, edit);
        if (first.is === "edited") expect(applyEdit(first.text, edit)).toEqual(first);
      }),
      { numRuns: 3000 },
    );
  });

  test("every match changes, and every byte between them stays", () => {
    const between = fc.array(
      fc.string({ unit: "binary", maxLength: 8 }).map((part) => part.replaceAll("<", "")),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(between, fc.stringMatching(/^[^<>]{0,5}$/), fc.stringMatching(/^[^<>]{0,5}$/), (parts, old, value) => {
        const edit = every("<([^<>]*)>", value);
        const result = applyEdit(parts.join(`<${old}>`), edit);
        if (parts.length > 1) expect(result).toEqual({ is: "edited", text: parts.join(`<${value}>`) });
        else expect(result).toMatchObject({ code: "NO_MATCH" });
      }),
    );
  });

  test("a YAML value of any text reads back as that text and every other byte stays", () => {
    fc.assert(
      fc.property(to, fc.constantFrom("", "'x'", '"x"', "x", "1.2"), (value, old) => {
        const [head, tail] = ["# top\r\nimage:\n  tag:", "\n  other: 'keep' # it\n"];
        const result = applyEdit(`${head} ${old}${tail}`, set("v.yaml", "image.tag", value));
        if (result.is === "refused") return expect(value).toMatch(/[\p{Cc}\p{Cs}\ufeff\ufffe\uffff]/u);
        expect(result.text.startsWith(head) && result.text.endsWith(tail)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
