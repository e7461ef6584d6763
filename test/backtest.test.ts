import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "parse5";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { z } from "zod";
import { backtestDocument } from "../src/cli/backtest-schema.ts";
import { plainGit } from "../src/testing/git-world.ts";
import { type MadeClone, makeClone } from "../src/testing/made-clone.ts";
import { typeProduct } from "../src/testing/product-terminal.ts";

vi.setConfig({ testTimeout: 60_000 });

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-backtest-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const typed = (...argv: readonly string[]) =>
  typeProduct({ cwd: folder, environment: { PATH: process.env["PATH"], HOME: folder } }, "backtest", ...argv);

/** The one document that was printed, which must be as its schema says. */
const documentOf = async (...argv: readonly string[]): Promise<z.output<typeof backtestDocument>> => {
  const { out, error } = await typed(...argv, "--json");
  expect(error).toBe("");
  return backtestDocument.parse(JSON.parse(out));
};

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`) / 1000;
const ana = ["Ana Example", "7+ana@users.noreply.github.com"] as const;
const ben = ["Ben", "8+ben@users.noreply.github.com"] as const;

const changelog = (...sections: readonly string[]): string => `# Changelog\n\n${sections.join("\n")}`;
const first = "## 1.0.0 - 2020-09-28\n\n### Features\n\n- Begin (#1)\n";
const second = "## 1.1.0 - 2020-10-26\n\n### Features\n\n- List (#12) by @ana\n\n### Bug fixes\n\n- Door (#13)\n";
const third = "### v1.2.0 - 2020-12-03\n\n* Window (#21) by @stranger\n* Ghost (#99)\n* List (#12)\n";
const manifest = (version: string, more = ""): string => `{\n  "name": "shop",\n  "version": "${version}"${more}\n}\n`;

/** A shop of three releases: the first begins, the second is as the configuration makes it, and nothing is right about the third. */
const shop = (): MadeClone => {
  const made = makeClone(folder);
  made.git("remote", "add", "origin", "https://github.com/acme/shop.git");
  const release = (version: string, day: string, files: Readonly<Record<string, string>>): void => {
    made.commit(`chore: release ${version}`, { author: ana, date: noon(day), files });
    made.git("tag", `v${version}`);
  };
  made.commit("feat: begin (#1)", { author: ana, files: { "package.json": manifest("0.0.0"), "chart.yaml": "appVersion: 0.0.0\n" } });
  made.on("release-1.0.0", "main");
  release("1.0.0", "2020-09-28", { "package.json": manifest("1.0.0"), "CHANGELOG.md": changelog(first) });
  made.on("main");
  made.merge("release-1.0.0");
  made.commit("feat: list (#12)", { author: ana, date: noon("2020-10-01") });
  made.commit("fix: door (#13)", { author: ben, date: noon("2020-10-02") });
  made.on("release-1.1.0", "main");
  release("1.1.0", "2020-10-26", { "package.json": manifest("1.1.0"), "CHANGELOG.md": changelog(second, first) });
  made.on("main");
  made.merge("release-1.1.0");
  made.commit("feat: window (#21)", { author: ben, date: noon("2020-11-10") });
  release("1.2.0", "2020-12-03", {
    "package.json": manifest("1.2.0", ',\n  "private": true'),
    "chart.yaml": "appVersion: 1.2.0\n",
    "CHANGELOG.md": changelog(third, second, first),
  });
  return made;
};

/** A configuration beside the clone, as the team would write it. */
const configured = (schedule = "{ every: month, release: last monday, freeze: friday of the week before, time-zone: UTC }"): string => {
  const file = join(mkdtempSync(join(folder, "config-")), "signalbox.yaml");
  writeFileSync(
    file,
    [
      "train: shop",
      "people: { ana: { github: ana, roles: [captain, release-team] } }",
      `schedule: ${schedule}`,
      'repository: { github: acme/shop, main: main, branch: "release-{version}", tag: "v{version}" }',
      "freeze: { admits: [fix] }",
      "changelog: { file: CHANGELOG.md }",
      "version-files:",
      "  - { file: package.json, at: version }",
      "gates: { launch: { approvals: 1, from: [release-team] } }",
      "",
    ].join("\n"),
  );
  return file;
};

describe("a configuration over releases of which the answers are known", () => {
  test("a release that was made as configured is as people did it in every part", async () => {
    const { releases } = await documentOf("--repository", shop().path, "--config", configured());
    const clean = releases.find(({ version }) => version === "1.1.0");
    expect(clean).toMatchObject({
      tag: "v1.1.0",
      day: "2020-10-26",
      range: { is: "same", why: [], facts: { previous: { version: "1.0.0" }, commits: 4, merges: 1, pulls: 2, changes: 3 } },
      people: {
        is: "same",
        why: [],
        facts: { authors: 3, external: 1, staff: 1, firstTime: 1, doubtful: 1, thanked: { accounts: 1, unknown: [] } },
      },
      files: { is: "same", why: [], facts: { files: [{ path: "package.json", is: "same" }], forgotten: [] } },
      changelog: { is: "same", why: [], facts: { heading: { theirs: "## 1.1.0 - 2020-10-26", draft: "## 1.1.0 - 2020-10-26" } } },
      branch: { is: "same", why: [], facts: { configured: "release-1.1.0", branches: ["release-1.1.0"] } },
      date: { is: "same", why: [], facts: { planned: "2020-10-26", late: 0 } },
    });
  });

  test("the branch point is where the release left the main branch, although it was merged back", async () => {
    const made = shop();
    const { releases } = await documentOf("--repository", made.path, "--config", configured());
    expect(releases.find(({ version }) => version === "1.1.0")?.branch.facts?.leftAt).toBe(made.git("rev-parse", "v1.1.0~1"));
  });

  test("every difference of a release that was made otherwise is explained in a sentence", async () => {
    const made = shop();
    const { releases } = await documentOf("--repository", made.path, "--config", configured());
    const bump = made.git("rev-parse", "--short=12", "v1.2.0");
    const why = (part: "range" | "people" | "files" | "changelog" | "branch" | "date") => releases[0]?.[part].why;
    expect(releases[0]?.version).toBe("1.2.0");
    expect(why("range")).toEqual([
      "#99 is listed, and no commit of the releases looked at names it: an issue, or work from before or from elsewhere.",
      "#12 is listed, and came with 1.1.0.",
    ]);
    expect(why("people")).toEqual(["@stranger is named in the section, and no commit of the range is theirs."]);
    expect(why("files")).toEqual([
      `package.json: commit ${bump} changed more than the version: -"version": "1.2.0" +"version": "1.2.0", +"private": true.`,
      `Commit ${bump} wrote 1.2.0 into chart.yaml too, which version-files does not name.`,
    ]);
    expect(why("changelog")).toEqual([
      "Their heading is ### v1.2.0 - 2020-12-03, and the draft's is ## 1.2.0 - 2020-12-03, which follows ## 1.1.0 - 2020-10-26.",
      "The draft's form is not theirs: its heading has level 2, not 3; its entries begin with -, not with *; the draft follows the sections before.",
    ]);
    expect(why("branch")).toEqual(["The tag is on main itself; the configuration cuts release-1.2.0 first."]);
    expect(why("date")).toEqual(["It left on 2020-12-03, 3 days after the planned 2020-11-30."]);
  });

  test("is told as text: a line each, what differs, and how often each part was as people did it", async () => {
    const { out, exit } = await typed("--repository", shop().path, "--config", configured(), "--last", "2");
    expect(exit).toBe(0);
    expect(out.replaceAll(/\b[0-9a-f]{12}\b/g, "…")).toMatchInlineSnapshot(`
      "acme/shop  2 of 3 releases, by the configuration of shop

      release  out         since  commits  pulls  outside  new  range  people  files  log  branch  date
      1.2.0    2020-12-03  1.1.0        3      1        1    0  ≠      ≠       ≠      ≠    ≠       ≠ +3
      1.1.0    2020-10-26  1.0.0        4      2        1    1  ✓      ✓       ✓      ✓    ✓       ✓ 0

      1.2.0
        ≠ range   #99 is listed, and no commit of the releases looked at names it: an issue, or work from before or from elsewhere.
                  #12 is listed, and came with 1.1.0.
        ≠ people  @stranger is named in the section, and no commit of the range is theirs.
        ≠ files   package.json: commit … changed more than the version: -"version": "1.2.0" +"version": "1.2.0", +"private": true.
                  Commit … wrote 1.2.0 into chart.yaml too, which version-files does not name.
        ≠ log     Their heading is ### v1.2.0 - 2020-12-03, and the draft's is ## 1.2.0 - 2020-12-03, which follows ## 1.1.0 - 2020-10-26.
                  The draft's form is not theirs: its heading has level 2, not 3; its entries begin with -, not with *; the draft follows the sections before.
        ≠ branch  The tag is on main itself; the configuration cuts release-1.2.0 first.
        ≠ date    It left on 2020-12-03, 3 days after the planned 2020-11-30.

      As people did it, of what can be compared:
        range          1 of 2
        people         1 of 2
        version files  1 of 2
        changelog      1 of 2
        branch point   1 of 2
        date           1 of 2
      ✓ as people did it   ≠ differs   ? not known   – nothing to compare
      "
    `);
  });

  test("one release is told in full", async () => {
    const { out } = await typed("--repository", shop().path, "--config", configured(), "--release", "v1.1.0");
    expect(out.replaceAll(/\b(?:[0-9a-f]{40}|[0-9a-f]{12})\b/g, "…")).toMatchInlineSnapshot(`
      "acme/shop  one of 3 releases, by the configuration of shop

      release  out         since  commits  pulls  outside  new  range  people  files  log  branch  date
      1.1.0    2020-10-26  1.0.0        4      2        1    1  ✓      ✓       ✓      ✓    ✓       ✓ 0

      1.1.0  v1.1.0 …
        ✓ range   since v1.0.0: 4 commits (1 merge), 2 pull requests, 3 changes to tell; the section refers to 2 numbers.
        ✓ people  3 authors by e-mail; 1 from outside, 1 staff, 0 bots, 1 for the first time, 1 perhaps; the section names 1 account.
        ✓ files   package.json.
        ✓ log     CHANGELOG.md: ## 1.1.0 - 2020-10-26.
        ✓ branch  left the main branch at …, on release-1.1.0; configured as release-1.1.0.
        ✓ date    planned for Mon 2020-10-26, left on Mon 2020-10-26, on the planned day.

      As people did it, of what can be compared:
        range          1 of 1
        people         1 of 1
        version files  1 of 1
        changelog      1 of 1
        branch point   1 of 1
        date           1 of 1
      ✓ as people did it   ≠ differs   ? not known   – nothing to compare
      "
    `);
  });

  test("ends with 1 under --strict where anything differs, and with 0 where nothing does", async () => {
    const at = ["--repository", shop().path, "--config", configured()];
    expect((await typed(...at, "--strict")).exit).toBe(1);
    expect((await typed(...at, "--strict", "--release", "1.1.0")).exit).toBe(0);
    expect((await documentOf(...at, "--strict")).exit).toBe(1);
  });

  test("a departure that was moved and left on the day it was moved to is as planned", async () => {
    const moves =
      "{ every: month, release: last monday, freeze: friday of the week before, time-zone: UTC, move: { 2020-11-30: { to: 2020-12-03, reason: a blocker } } }";
    const { releases } = await documentOf("--repository", shop().path, "--config", configured(moves));
    expect(releases[0]?.date).toMatchObject({ is: "same", facts: { planned: "2020-11-30", moved: "2020-12-03" } });
  });

  test("without a configuration it is what init would write, and says so", async () => {
    const { guessed, releases } = await documentOf("--repository", shop().path);
    expect(guessed).toBe(true);
    expect(releases.map(({ version }) => version)).toEqual(["1.2.0", "1.1.0", "1.0.0"]);
    const { out } = await typed("--repository", shop().path);
    expect(out).toContain("as init would configure it");
    expect(out).toContain("The schedule is a guess");
  });
});

/** Everything in a folder, down to times and modes. */
const digestOf = (path: string): string => {
  const hash = createHash("sha256");
  for (const name of readdirSync(path, { recursive: true, encoding: "utf8" }).sort()) {
    const file = join(path, name);
    const { mode, mtimeMs, size } = lstatSync(file);
    hash.update(`${name}\0${mode}\0${mtimeMs}\0${size}\0`);
    if (lstatSync(file).isSymbolicLink()) hash.update(readlinkSync(file));
    else if (lstatSync(file).isFile()) hash.update(readFileSync(file));
  }
  return hash.digest("hex");
};

describe("a clone", () => {
  test("is only read: work tree and git's own folder stay as they are, byte for byte", async () => {
    const made = shop();
    writeFileSync(join(made.path, "package.json"), "somebody's work");
    writeFileSync(join(made.path, "new file"), "more of it");
    const before = digestOf(made.path);
    await documentOf("--repository", made.path, "--config", configured(), "--html", join(folder, "read-only.html"));
    await typed("--repository", made.path);
    expect(digestOf(made.path)).toBe(before);
  });

  test("with hostile names, texts and tags is told without a control character, as text and as page", async () => {
    const made = shop();
    const evil = "\u001b[31m\u202e<script>alert(1)</script>";
    made.git("checkout", "--quiet", "main");
    made.commit(`feat: ${evil} (#31)`, { author: [`Łucja ${evil.replaceAll(/[<>]/g, "")}`, "x@example.com"] });
    made.commit("chore: release 1.3.0", {
      files: { "package.json": manifest(`1.3.0${evil}`.replaceAll("\u001b", "")), "CHANGELOG.md": changelog(`## 1.3.0 ${evil}\n`, third) },
      date: noon("2020-12-28"),
    });
    made.git("tag", "v1.3.0");
    made.git("tag", "v1.4.0", "HEAD^{tree}");
    made.git("tag", "v1.2.3.4");
    made.git("tag", "v01.5.0");
    const page = join(folder, "hostile.html");
    const { out, exit } = await typed("--repository", made.path, "--config", configured(), "--html", page);
    expect(exit).toBe(0);
    expect(out).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(out).toContain("1 tag such as v1.4.0 names no commit and is left out.");
    expect(out).toContain("2 tags such as v01.5.0 are not of the form v{version} and left out.");
    const html = readFileSync(page, "utf8");
    expect(html).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(namesIn(parse(html)).has("script")).toBe(false);
    expect(html).toContain("&#60;script&#62;alert(1)");
  });

  test("whose author names are in latin-1 is told", async () => {
    const made = shop();
    made.git("checkout", "--quiet", "main");
    const commit = Buffer.concat([
      Buffer.from(`tree ${made.git("rev-parse", "HEAD^{tree}")}\nparent ${made.git("rev-parse", "HEAD")}\nauthor Jos`),
      Buffer.from([0xe9]),
      Buffer.from(" <jose@example.com> 1609200000 +0000\ncommitter J <j@example.com> 1609200000 +0000\nencoding ISO-8859-1\n\nfix: caf"),
      Buffer.from([0xe9]),
      Buffer.from(" (#41)\n"),
    ]);
    const id = plainGit(["-C", made.path, "hash-object", "-t", "commit", "-w", "--stdin"], { input: commit });
    made.git("tag", "v1.2.1", id);
    const { releases } = await documentOf("--repository", made.path, "--config", configured());
    expect(releases[0]).toMatchObject({ version: "1.2.1", range: { facts: { commits: 1, pulls: 1 } }, people: { facts: { external: 1 } } });
  });

  test("from which contents are missing leaves only those parts unknown", async () => {
    const made = shop();
    const blob = made.git("rev-parse", "v1.1.0:CHANGELOG.md");
    rmSync(join(made.path, ".git/objects", blob.slice(0, 2), blob.slice(2)));
    const { releases } = await documentOf("--repository", made.path, "--config", configured());
    const one = releases.find(({ version }) => version === "1.1.0");
    expect(one?.changelog).toEqual({
      is: "unknown",
      facts: null,
      why: ["CHANGELOG.md cannot be compared: its contents are not in this clone."],
    });
    expect([one?.files.is, one?.branch.is, one?.date.is]).toEqual(["same", "same", "same"]);
  });

  test("with grafts says that they do not count", async () => {
    const made = shop();
    mkdirSync(join(made.path, ".git/info"), { recursive: true });
    writeFileSync(join(made.path, ".git/info/grafts"), `${made.git("rev-parse", "v1.1.0")}\n`);
    const { notes, releases } = await documentOf("--repository", made.path, "--config", configured());
    expect(notes.join()).toContain("grafts");
    expect(releases.find(({ version }) => version === "1.1.0")?.range.facts?.commits).toBe(4);
  });

  test("that cannot be looked back at is refused with a code", async () => {
    const made = shop();
    const shallow = join(folder, "shallow");
    plainGit(["-c", "protocol.file.allow=always", "clone", "--quiet", "--depth=1", `file://${made.path}`, shallow]);
    const fresh = makeClone(folder);
    fresh.commit("feat: begin");
    const codeOf = async (...argv: readonly string[]): Promise<readonly [number, string]> => {
      const { out, exit } = await typed(...argv, "--json");
      return [exit, JSON.parse(out).error.code];
    };
    expect(await codeOf("--repository", shallow)).toEqual([8, "SHALLOW_CLONE"]);
    expect(await codeOf("--repository", fresh.path)).toEqual([8, "NO_RELEASES"]);
    expect(await codeOf("--repository", folder)).toEqual([8, "NOT_A_REPOSITORY"]);
    expect(await codeOf("--repository", made.path, "--release", "9.9.9")).toEqual([8, "REF_UNKNOWN"]);
    expect(await codeOf("--repository", made.path, "--release", "1.2.3.4")).toEqual([8, "VERSION_INVALID"]);
    expect(await codeOf("--repository", made.path, "--last", "0")).toEqual([2, "USAGE"]);
    expect(await codeOf("--repository", made.path, "--last", "2", "--release", "1.0.0")).toEqual([2, "USAGE"]);
    expect(await codeOf("--repository", made.path, "--html", join(folder, "none/page.html"))).toEqual([2, "USAGE"]);
    expect(await codeOf("--repository", made.path, "--config", join(folder, "none.yaml"))).toEqual([8, "CONFIG_MISSING"]);
  });
});

/** The elements of a page, by name. */
const namesIn = (node: object): ReadonlySet<string> => {
  const children = "childNodes" in node ? (node.childNodes as readonly object[]) : [];
  return new Set([...("tagName" in node ? [String(node.tagName)] : []), ...children.flatMap((each) => [...namesIn(each)])]);
};
