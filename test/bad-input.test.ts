import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { instant } from "../src/domain/instant.ts";
import { plainGit } from "../src/testing/git-world.ts";
import { type Printed, typeProduct } from "../src/testing/product-terminal.ts";
import {
  exampleConfig,
  openShelf,
  repositories,
  repositoryOf,
  type StagedRelease,
  stageIn,
  version,
} from "../src/testing/staged-release.ts";
import { noFaults } from "../src/twins/kernel/faults.ts";
import { openLedger } from "../src/twins/kernel/ledger.ts";
import { serveTwin } from "../src/twins/kernel/serve.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const shelf = openShelf();
/** A world before its release, and a stage of it that is only looked at. */
let before = "";
let staged: StagedRelease;

beforeAll(async () => {
  before = shelf.folder();
  await (await stageIn(before)).close();
  staged = await shelf.copy(before);
});

afterAll(shelf.end);

/** What an error must say. */
interface Wanted {
  readonly code: string;
  readonly exit: number;
  readonly what: RegExp;
  readonly next: RegExp;
}

const expectError = (printed: Printed, wanted: Wanted): void => {
  const { error } = JSON.parse(printed.out) as { readonly error: Readonly<Record<string, unknown>> };
  expect(error, printed.out).toMatchObject({ code: wanted.code, exit: wanted.exit });
  expect(printed.exit).toBe(wanted.exit);
  expect(error["what"]).toMatch(wanted.what);
  expect(error["why"]).toMatch(/\w.*\w/);
  expect(error["next"]).toMatch(wanted.next);
};

/** Everything that a refused command must leave as it was: refs, effects, journal and the folder it was typed in. */
const stateOf = async ({ folder, stage }: StagedRelease, cwd: string) => ({
  refs: Object.values(repositories).map((each) => plainGit([`--git-dir=${repositoryOf(folder, each)}`, "for-each-ref"])),
  applied: stage.world.applied().length,
  releases: await stage.parts.journal.releases(),
  files: filesBelow(cwd),
});

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => !each.isDirectory() && !each.parentPath.includes(".state"))
    .map((each) => {
      const file = join(each.parentPath, each.name);
      const bytes = each.isSymbolicLink() ? readlinkSync(file) : readFileSync(file);
      return `${file} ${createHash("sha256").update(bytes).digest("hex")}`;
    })
    .sort();

/** A folder with the example's configuration, in which somebody types in a world. */
const desk = (world: string, change: (yaml: string) => string = (same) => same) => {
  const cwd = shelf.folder(dirname(exampleConfig));
  const config = join(cwd, "signalbox.yaml");
  writeFileSync(config, change(readFileSync(config, "utf8")));
  const environment: Record<string, string | undefined> = { PATH: process.env["PATH"], SIGNALBOX_WORLD: join(world, "world.json") };
  return {
    cwd,
    environment,
    type: (...argv: readonly string[]): Promise<Printed> =>
      typeProduct(
        { cwd, environment },
        ...argv,
        "--json",
        "--as",
        "ana",
        ...(argv[0] === "check" || argv.includes("--state") ? [] : ["--state", ".state"]),
      ),
  };
};

const replaced =
  (from: string, to: string) =>
  (yaml: string): string => {
    expect(yaml).toContain(from);
    return yaml.replace(from, to);
  };

/** Types `plan` and `start`, which must refuse alike and change nothing. */
const refusesToPlan = async (
  world: StagedRelease,
  at: ReturnType<typeof desk>,
  words: readonly string[],
  wanted: Wanted,
): Promise<void> => {
  const untouched = await stateOf(world, at.cwd);
  expectError(await at.type("plan", ...words), wanted);
  expectError(await at.type("start", ...words), wanted);
  expect(await stateOf(world, at.cwd)).toEqual(untouched);
};

describe("versions", () => {
  const notNext = { code: "VERSION_NOT_NEXT", exit: 8, next: /Release 1\.30\.0 instead/ };
  const invalid = { code: "VERSION_INVALID", exit: 8, next: /Name a version such as 1\.30\.0/ };
  test.each<[string, Wanted]>([
    ["1.27.0", { ...notNext, what: /1\.27\.0 cannot be the next release/ }],
    ["1.29.0", { ...notNext, what: /it has been released/ }],
    ["1.31.0", { ...notNext, what: /it skips versions after 1\.29\.0/ }],
    ["2.0.0", { ...notNext, what: /a major version is an explicit decision/ }],
    ["v1.30.0", { ...invalid, what: /leave out the v/ }],
    ["1.30", { ...invalid, what: /the patch number is missing/ }],
    ["1.030.0", { ...invalid, what: /a number begins with 0/ }],
    ["1.30.0-rc.1", { ...invalid, what: /a train releases final versions/ }],
    ["$(touch canary)", { ...invalid, what: /is not a version/ }],
  ])("%s is refused", (word, wanted) => refusesToPlan(staged, desk(staged.folder), [word], wanted));
});

test("a fix that is not in the repository is named together with it", () =>
  refusesToPlan(staged, desk(staged.folder), ["1.29.1", "--pick", "e".repeat(40)], {
    code: "USAGE",
    exit: 2,
    what: /There is no commit e{40} in PostHog\/posthog\./,
    next: /Push the fix there first/,
  }));

describe("a start before the freeze day", () => {
  const early = ["start", version, "--day", "2021-12-29"];
  const person = ["--as", "ana", "--state", ".state"];

  test("is refused where nobody can be asked, and changes nothing", async () => {
    const at = desk(staged.folder);
    const untouched = await stateOf(staged, at.cwd);
    const wanted = { code: "STARTS_EARLY", exit: 8, what: /1\.30\.0 freezes on 2021-12-24, and today is 2021-11-26/, next: /--early/ };
    expectError(await at.type(...early), wanted);
    expect(await stateOf(staged, at.cwd)).toEqual(untouched);
  });

  test("asks who sits there, and takes a no", async () => {
    const { cwd, environment } = desk(staged.folder);
    const asked: string[] = [];
    const confirm = async (question: string) => {
      asked.push(question);
      return false;
    };
    const untouched = await stateOf(staged, cwd);
    const refused = await typeProduct({ cwd, environment, confirm }, ...early, ...person);
    expect(refused).toMatchObject({ exit: 0, out: "Not started.\n", error: expect.stringContaining("freezes on 2021-12-24") });
    expect(asked).toEqual(["Start it now?"]);
    expect(await stateOf(staged, cwd)).toEqual(untouched);
  });

  test("begins when it is meant, by word or by option", async () => {
    const agreed = await shelf.copy(before);
    const { cwd, environment } = desk(agreed.folder);
    expect((await typeProduct({ cwd, environment, confirm: async () => true }, ...early, ...person)).exit).toBe(3);
    const meant = await shelf.copy(before);
    expect((await desk(meant.folder).type(...early, "--early")).exit).toBe(3);
    for (const each of [agreed, meant]) expect(each.applied().join("\n")).toContain("release-1.30.0");
  });
});

describe("the repository", () => {
  /** A world that somebody changed on the host, with the git environment of an administrator. */
  const changed = async (change: (world: StagedRelease) => void): Promise<StagedRelease> => {
    const world = await shelf.copy(before);
    change(world);
    return world;
  };
  const bare = (world: StagedRelease, ...argv: readonly string[]): string => world.bare(repositories.main, ...argv);

  test("without a tag of a version below", async () => {
    const world = await changed((each) => {
      for (const tag of bare(each, "tag", "--list").split("\n")) bare(each, "update-ref", "-d", `refs/tags/${tag}`);
    });
    const wanted = { code: "NO_PREVIOUS_TAG", exit: 8, what: /No tag of the form \{version\}/, next: /repository\.tag/ };
    await refusesToPlan(world, desk(world.folder), [version], wanted);
  });

  test("without the main branch that is named", async () => {
    const wanted = { code: "MAIN_UNKNOWN", exit: 8, what: /no branch trunk/, next: /one of: .*master/ };
    await refusesToPlan(
      staged,
      desk(staged.folder, replaced("main: master\n  branch: release", "main: trunk\n  branch: release")),
      [],
      wanted,
    );
  });

  test("without a commit since the last release", async () => {
    const world = await changed((each) => bare(each, "update-ref", "refs/heads/master", "refs/tags/1.29.0^{commit}"));
    const wanted = { code: "NOTHING_NEW", exit: 8, what: /master has no commit that 1\.29\.0 lacks/, next: /Skip this departure/ };
    await refusesToPlan(world, desk(world.folder), [version], wanted);
  });

  test.each([["refs/heads/master"], ["refs/heads/master~3"]])("with a tag of the version at %s", async (at) => {
    const world = await changed((each) => bare(each, "update-ref", `refs/tags/${version}`, bare(each, "rev-parse", at)));
    const wanted = { code: "VERSION_NOT_NEXT", exit: 8, what: /it has been released/, next: /Release 1\.31\.0 instead/ };
    await refusesToPlan(world, desk(world.folder), [version], wanted);
  });

  test("with the release's branch at another commit", async () => {
    const world = await changed((each) => bare(each, "update-ref", `refs/heads/release-${version}`, "refs/heads/master~2"));
    const found = bare(world, "rev-parse", "refs/heads/master~2");
    const wanted = {
      code: "BRANCH_TAKEN",
      exit: 9,
      what: new RegExp(`release-1.30.0 already exists at ${found}`),
      next: /Delete the branch by hand/,
    };
    await refusesToPlan(world, desk(world.folder), [version], wanted);
  });

  test("with the release's branch at the very commit, which is as good as cut", async () => {
    const world = await changed((each) => bare(each, "update-ref", `refs/heads/release-${version}`, "refs/heads/master"));
    const at = desk(world.folder);
    expect((await at.type("start", version)).exit).toBe(3);
    expect((await world.stage.world.applied()).filter((each) => /release-1\.30\.0 c97d02b/.test(each.subject))).toEqual([]);
  });

  describe("with a version file", () => {
    const file = "posthog/version.py";
    /** Puts bytes, or a symbolic link, at a path of the main branch. */
    const put = (text: string | Buffer, mode = "100644", path = file) =>
      changed(({ folder }) => {
        const git = (argv: readonly string[], input: string | Buffer = "", env = {}): string =>
          plainGit([`--git-dir=${repositoryOf(folder, repositories.main)}`, ...argv], { input, env });
        const index = { GIT_INDEX_FILE: join(shelf.folder(), "index") };
        git(["read-tree", "refs/heads/master"], "", index);
        git(["update-index", "--add", "--cacheinfo", `${mode},${git(["hash-object", "-w", "--stdin"], text)},${path}`], "", index);
        const commit = git(["commit-tree", git(["write-tree"], "", index), "-p", "refs/heads/master", "-m", "fix: a file"]);
        git(["update-ref", "refs/heads/master", commit]);
      });
    const edit = { code: "EDIT_REFUSED", exit: 8, next: /Mend the file or the edit/ };
    const unsafe = { code: "FILE_UNSAFE", exit: 8, next: /Name a path inside the repository/ };

    test.each<[string, string | Buffer, string, Wanted]>([
      ["that has no version", "NAME = 'shop'\n", "100644", { ...edit, what: /version\.py cannot be edited.*NO_MATCH/ }],
      [
        "that has two",
        'VERSION = "1.29.0"\nVERSION = "1.29.0"\n',
        "100644",
        { ...edit, what: /version\.py cannot be edited.*(MATCHES|MANY)/ },
      ],
      ["that is a link out of the repository", "../../../etc/passwd", "120000", { ...unsafe, what: /a symbolic link is in the way/ }],
      ["that is not UTF-8", Buffer.from('VERSION = "1.29.0" # \xff\xfe\n', "latin1"), "100644", { ...unsafe, what: /it is not UTF-8/ }],
    ])("%s", async (_, text, mode, wanted) => {
      const world = await put(text, mode);
      await refusesToPlan(world, desk(world.folder), [version], wanted);
    });

    test.each([
      ["CRLF", '# version\r\nVERSION = "1.29.0"\r\n# end\r\n'],
      ["no newline at its end", 'VERSION = "1.29.0"'],
      ["a byte order mark", '\ufeffVERSION = "1.29.0"\n'],
    ])("with %s, every other byte of which is kept", async (_, text) => {
      const world = await put(text);
      expect((await desk(world.folder).type("start", version)).exit).toBe(3);
      const commit = bare(world, "rev-parse", `refs/heads/release-${version}`);
      const kept = await world.as("ana-example").objects.file(repositories.main, commit, file);
      expect(kept).toBe(text.replace("1.29.0", version));
    });

    test("that is not there", async () => {
      const wanted = { ...edit, what: /src\/nowhere\.py cannot be edited.*FILE_MISSING/ };
      await refusesToPlan(staged, desk(staged.folder, replaced(file, "src/nowhere.py")), [version], wanted);
    });

    test("that is a folder", async () => {
      const pattern = '{ file: posthog, pattern: "V = (.*)", message: "Bump version {version}" }';
      const at = desk(staged.folder, replaced('{ file: posthog/version.py, message: "Bump version {version}" }', pattern));
      await refusesToPlan(staged, at, [version], { ...unsafe, what: /it is a folder/ });
    });
  });

  test("an edit of the chart that cannot be made is told before anything begins", async () => {
    const at = desk(staged.folder, replaced("at: image.default", "at: image.nowhere"));
    const wanted = { code: "EDIT_REFUSED", exit: 8, what: /values\.yaml cannot be edited.*NO_SUCH_PATH/, next: /signalbox plan/ };
    await refusesToPlan(staged, at, [version], wanted);
  });

  test("hostile names of branches, tags and people, and hostile subjects: planned and shown as text, and no command of them runs", async () => {
    const cwd = desk(staged.folder).cwd;
    const canary = join(cwd, "canary");
    const world = await changed(({ folder }) => {
      const git = (argv: readonly string[], input = ""): string =>
        plainGit([`--git-dir=${repositoryOf(folder, repositories.main)}`, ...argv], { input });
      const head = git(["rev-parse", "refs/heads/master"]);
      const author = `$(touch ${canary}) \u202egnp <x@example.com> 1637000000 +0000`;
      const subject = `fix: \`touch ${canary}\` $(touch ${canary}); \u001b]52;c;aGk=\u0007 \u001b[2J\u009b31m \u202egnp.exe\u200b ::set-output name=a::b \${{ github.token }}`;
      const tree = git(["rev-parse", `${head}^{tree}`]);
      const body = `tree ${tree}\nparent ${head}\nauthor ${author}\ncommitter ${author}\n\n${subject}\n\nCo-authored-by: \u001b[31m <evil@example.com>\n`;
      const commit = git(["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], body);
      git(["update-ref", "refs/heads/master", commit]);
      const names = [`--upload-pack=touch\${IFS}${canary.replaceAll("/", "_")}`, "$(id)", ";id", "`id`", "<img>", "\u202egnp", "-x"];
      for (const each of names) for (const kind of ["heads", "tags"]) git(["update-ref", `refs/${kind}/${each}`, commit]);
    });
    const at = desk(world.folder);
    const shown = await typeProduct({ cwd: at.cwd, environment: at.environment }, "plan", version, "--as", "ana", "--state", ".state");
    expect(shown.exit, shown.error).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be there.
    expect(`${shown.out}${shown.error}`).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
    const json = await at.type("plan", version);
    expect(json.exit).toBe(0);
    expect(JSON.parse(json.out).plan.version).toBe(version);
    expect((await at.type("start", version)).exit).toBe(3);
    const log = readFileSync(join(at.cwd, ".state", "releases", version, "log.txt"), "utf8");
    expect(log).toContain("$(touch ");
    for (const folder of [cwd, at.cwd, process.cwd()]) expect(readdirSync(folder).filter((each) => each.includes("canary"))).toEqual([]);
  });
});

describe("a clone that is rehearsed on or surveyed", () => {
  const clone = (): string => {
    const folder = join(shelf.folder(), "clone");
    plainGit(["init", "--quiet", "--initial-branch=main", folder]);
    for (const [at, tag] of ["v0.1.0", "v0.2.0", undefined].entries()) {
      writeFileSync(join(folder, "VERSION"), `0.${at + 1}.0\n`);
      plainGit(["-C", folder, "add", "."]);
      plainGit(["-C", folder, "commit", "--quiet", "-m", `feat: ${at}`]);
      if (tag !== undefined) plainGit(["-C", folder, "tag", "-a", tag, "-m", tag]);
    }
    plainGit(["-C", folder, "remote", "add", "origin", "https://github.com/example/app.git"]);
    return folder;
  };
  const at = (cwd: string) => ({ cwd, environment: { PATH: process.env["PATH"] } });

  test.each<[string, (folder: string) => string, Wanted]>([
    [
      "not a repository",
      () => shelf.folder(),
      { code: "NOT_A_REPOSITORY", exit: 8, what: /is not a git repository/, next: /Run the command inside a clone/ },
    ],
    [
      "a shallow clone",
      (folder) => {
        const shallow = join(shelf.folder(), "shallow");
        plainGit(["clone", "--quiet", "--depth=1", `file://${folder}`, shallow]);
        return shallow;
      },
      { code: "SHALLOW_CLONE", exit: 8, what: /is a shallow clone/, next: /git fetch --unshallow/ },
    ],
  ])("%s", async (_, make, wanted) => {
    const folder = make(clone());
    const cwd = shelf.folder();
    const untouched = filesBelow(folder);
    expectError(await typeProduct(at(folder), "init", "--json"), wanted);
    expectError(await typeProduct(at(cwd), "rehearse", "--repository", folder, "--json"), wanted);
    expectError(await typeProduct(at(cwd), "rehearse", "--repository", folder, "--config", exampleConfig, "--json"), wanted);
    expect(filesBelow(folder)).toEqual(untouched);
    expect(filesBelow(cwd)).toEqual([]);
  });

  test("a detached HEAD is fine: the main branch is known without it", async () => {
    const folder = clone();
    plainGit(["-C", folder, "checkout", "--quiet", "--detach", "v0.1.0"]);
    expect((await typeProduct(at(folder), "init", "--json")).exit).toBe(0);
    expect(readFileSync(join(folder, "signalbox.yaml"), "utf8")).toMatch(/main: "main"/);
    expect((await typeProduct(at(folder), "check", "--json")).exit).toBe(0);
  });
});

describe("the configuration", () => {
  const bomb = ["a: &a [x, x]", ...["b", "c", "d"].map((name, at) => `${name}: &${name} [*${"abc"[at]}, *${"abc"[at]}]`)].join("\n");
  test.each<[string, (yaml: string) => string, RegExp]>([
    ["that is no YAML", () => "train: [posthog\n", /line \d+, column \d+: error[\s\S]*no YAML/],
    ["with a bomb of aliases", (yaml) => `${yaml}${bomb}\n`, /line \d+, column \d+: error[\s\S]*anchor/],
    ["with a key twice", (yaml) => `${yaml}train: other\n`, /line \d+, column 1: error at train/],
    ["with a number where a text must be", replaced('tag: "{version}"', "tag: 1.30"), /line \d+[\s\S]*tag[\s\S]*"1\.30"/],
    ["with a tab", (yaml) => yaml.replace("  github: PostHog/posthog", "\tgithub: PostHog/posthog"), /blanks as indentation/],
    ["with a tag of a language", replaced("train: posthog", "train: !!js/function 'x'"), /line \d+/],
    ["nested without end", () => `train:\n${" [\n".repeat(1000)}`, /deep/],
    [
      "with a branch that is an option",
      replaced("branch: release-{version}\n  tag:", 'branch: "--upload-pack={version}"\n  tag:'),
      /beginning with a letter or digit/,
    ],
    ["with a version file above the repository", replaced("posthog/version.py", "../../.git/config"), /inside its folder/],
    ["with an absolute version file", replaced("posthog/version.py", "/etc/passwd"), /not an absolute one/],
    ["with a version file of git's own", replaced("posthog/version.py", ".git/config"), /outside git's own folder/],
    ["with a version file by backslashes", replaced("posthog/version.py", "'..\\\\x'"), /without backslashes/],
    [
      "with a pattern that never ends",
      replaced("file: posthog/version.py,", 'file: posthog/version.py, pattern: "^(a+)+$",'),
      /line \d+[\s\S]*pattern/,
    ],
    ["that is not there", () => "", /problems|error/],
  ])("%s", async (_, change, what) => {
    const at = desk(staged.folder, change);
    const untouched = await stateOf(staged, at.cwd);
    const wanted = { code: "CONFIG_INVALID", exit: 8, what, next: /signalbox check/ };
    expectError(await at.type("check"), wanted);
    expectError(await at.type("plan"), wanted);
    expect(await stateOf(staged, at.cwd)).toEqual(untouched);
    expect(existsSync(join(at.cwd, ".state"))).toBe(false);
  });

  test("a missing one, and a missing world: never the real systems instead", async () => {
    const at = desk(staged.folder);
    const missing = { code: "CONFIG_MISSING", exit: 8, what: /no configuration at/, next: /signalbox init/ };
    expectError(await at.type("plan", "--config", "absent.yaml"), missing);
    at.environment["SIGNALBOX_WORLD"] = join(at.cwd, "absent.json");
    expectError(await at.type("plan"), { code: "WORLD_MISSING", exit: 8, what: /no world at/, next: /unset SIGNALBOX_WORLD/ });
  });
});

test("a pipe, a device or a folder instead of the configuration is refused at once, and a template that is one is missing", async () => {
  const at = desk(staged.folder);
  execFileSync("mkfifo", [join(at.cwd, "pipe.yaml")]);
  const refused = (what: RegExp): Wanted => ({ code: "CONFIG_NO_FILE", exit: 8, what, next: /--config FILE/ });
  for (const verb of ["plan", "check"]) {
    expectError(await at.type(verb, "--config", "pipe.yaml"), refused(/pipe\.yaml is a pipe/));
    expectError(await at.type(verb, "--config", "../../../../../../../../dev/zero"), refused(/is a device/));
    expectError(await at.type(verb, "--config", "templates"), refused(/templates is a folder/));
  }
  rmSync(join(at.cwd, "templates", "post.md"));
  execFileSync("mkfifo", [join(at.cwd, "templates", "post.md")]);
  expectError(await at.type("plan"), { code: "CONFIG_INVALID", exit: 8, what: /post\.md/, next: /signalbox check/ });
});

describe("credentials", () => {
  const worldWith = (credentials: Readonly<Record<string, string | undefined>>) => {
    const at = desk(staged.folder);
    const file = JSON.parse(readFileSync(join(staged.folder, "world.json"), "utf8"));
    const changed = join(shelf.folder(), "world.json");
    writeFileSync(changed, JSON.stringify({ ...file, credentials: { ...file.credentials, ...credentials } }));
    at.environment["SIGNALBOX_WORLD"] = changed;
    return at;
  };
  const missing = { code: "TOKEN_MISSING", exit: 9, next: /_FILE to a file that holds it/ };

  test.each<[string, Readonly<Record<string, string | undefined>>, RegExp]>([
    ["GitHub", { GITHUB_TOKEN: undefined }, /GITHUB_TOKEN/],
    [
      "Heroku and a Slack workspace",
      { HEROKU_API_KEY: undefined, SLACK_TOKEN_TEAM: undefined },
      /SLACK_TOKEN_TEAM, HEROKU_API_KEY are not set/,
    ],
    ["CloudFront", { AWS_SECRET_ACCESS_KEY: undefined }, /CloudFront: AWS_SECRET_ACCESS_KEY is not set/],
    ["Mailchimp", { MAILCHIMP_API_KEY: "" }, /MAILCHIMP_API_KEY is not set/],
  ])("none for %s: told before the release begins, all at once", async (_, without, what) => {
    const at = worldWith(without);
    const untouched = await stateOf(staged, at.cwd);
    expectError(await at.type("start", version), { ...missing, what });
    const planned = await at.type("plan", version);
    const { missing: told, error } = JSON.parse(planned.out);
    expect(error?.what ?? told.join(", ")).toMatch(new RegExp(Object.keys(without).at(-1) ?? ""));
    expect(await stateOf(staged, at.cwd)).toEqual(untouched);
  });

  test.each([
    ["GitHub", { GITHUB_TOKEN: "ghp_stale" }],
    ["Mailchimp", { MAILCHIMP_API_KEY: "stale-us1" }],
  ])("an expired one for %s", async (system, expired) => {
    const at = worldWith(expired);
    const wanted = {
      code: "TOKEN_REFUSED",
      exit: 9,
      what: new RegExp(`(git|${system}) refused the credential`, "i"),
      next: /Renew the credential/,
    };
    await refusesToPlan(staged, at, [version], wanted);
    expect(JSON.stringify(await at.type("plan", version))).not.toContain("stale");
  });
});

describe("the machine", () => {
  /** A folder with a `git` that says it is of some version. */
  const gitThatSays = (text: string): string => {
    const folder = shelf.folder();
    writeFileSync(join(folder, "git"), `#!/bin/sh\necho '${text}'\n`);
    chmodSync(join(folder, "git"), 0o755);
    return folder;
  };
  const wanted = { code: "GIT_MISSING", exit: 69, next: /Install a newer git/ };

  test.each([
    ["no git", () => shelf.folder(), /there is no program git on the PATH/],
    ["an old git", () => gitThatSays("git version 2.37.9"), /too old: git version 2\.37\.9/],
    ["a git that says anything", () => gitThatSays("hello"), /too old: hello/],
  ])("%s", async (_, path, what) => {
    const at = desk(staged.folder);
    at.environment["PATH"] = path();
    await refusesToPlan(staged, at, [version], { ...wanted, what });
    expect(existsSync(join(at.cwd, ".state"))).toBe(false);
    for (const words of [
      ["init", "--config", "new.yaml"],
      ["rehearse", "--config", exampleConfig],
    ])
      expectError(await typeProduct(at, ...words, "--json"), { ...wanted, what });
    expect(existsSync(join(at.cwd, "new.yaml")) || existsSync(join(at.cwd, "report"))).toBe(false);
  });

  test("an old Node: the bin says so in words, and does nothing else", async () => {
    const bin = resolve(import.meta.dirname, "../bin/signalbox.js");
    const old = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.11.1" } });
      Object.defineProperty(process, "version", { value: "v20.11.1" });
      await import(${JSON.stringify(bin)});`;
    const cwd = shelf.folder();
    const ended = await runNode(["--input-type=module", "-e", old, "--", "plan"], { cwd, env: { PATH: process.env["PATH"] } });
    expect(ended.code).toBe(69);
    expect(ended.errors).toMatch(/needs Node 24 or newer; this is v20\.11\.1[\s\S]*why:[\s\S]*next:/);
    expect(filesBelow(cwd)).toEqual([]);
  });

  test("a port that is occupied", async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const twin = { name: "any", origins: [], operations: [], refuse: () => ({ status: 404 }), holdings: () => ({}) };
    const serving = { ledger: openLedger(shelf.folder()), faults: noFaults, now: () => instant("2021-11-26T10:00:00Z"), port };
    await expect(serveTwin(twin, serving)).rejects.toMatchObject({
      code: "PORT_OCCUPIED",
      explanation: { what: `Port ${port} is in use.`, next: expect.stringContaining("Name another port"), fault: "machine" },
    });
    await new Promise((closed) => server.close(closed));
  });

  const unusable = { code: "STORE_UNUSABLE", exit: 69, next: /another with --state FOLDER/ };

  test("a file in place of the state folder", async () => {
    const at = desk(staged.folder);
    writeFileSync(join(at.cwd, "taken"), "mine\n");
    const untouched = await stateOf(staged, at.cwd);
    for (const command of [
      ["plan", version],
      ["start", version],
      ["tick", version],
    ])
      expectError(await at.type(...command, "--state", "taken"), { ...unusable, what: /taken cannot be used/ });
    expect(await stateOf(staged, at.cwd)).toEqual(untouched);
  });

  test("a state folder that may not be written, by somebody who is not root", async () => {
    const at = desk(staged.folder);
    const locked = join(at.cwd, "locked");
    mkdirSync(locked, { mode: 0o555 });
    // For the child to be nobody, what it reads must be open to everybody.
    chmodSync(at.cwd, 0o755);
    const world = join(at.cwd, "world.json");
    const clock = join(at.cwd, "clock");
    writeFileSync(clock, readFileSync(join(staged.folder, "clock")));
    writeFileSync(world, JSON.stringify({ ...JSON.parse(readFileSync(join(staged.folder, "world.json"), "utf8")), clock }));
    const here = (path: string): string => JSON.stringify(resolve(import.meta.dirname, path));
    const script = `const { typeProduct } = await import(${here("../src/testing/product-terminal.ts")});
      await Promise.all([import(${here("../src/cli/commands/of-app.ts")}), import(${here("../src/cli/print-error.ts")})]);
      if (process.getuid() === 0) process.setuid(65534);
      const at = { cwd: ${JSON.stringify(at.cwd)}, environment: { PATH: process.env.PATH, SIGNALBOX_WORLD: ${JSON.stringify(world)} } };
      process.stdout.write(JSON.stringify(await typeProduct(at, "start", "${version}", "--as", "ana", "--state", "locked", "--json")));`;
    const ended = await runNode(["--input-type=module", "-e", script], { cwd: at.cwd, env: { PATH: process.env["PATH"] } });
    expectError(JSON.parse(ended.output || JSON.stringify({ out: ended.errors })), {
      ...unusable,
      what: /locked cannot be used: .*(EACCES|permi|writ|open)/i,
    });
    expect(readdirSync(locked)).toEqual([]);
    expect(await staged.stage.parts.journal.releases()).toEqual([]);
  });
});

test.each([
  ["Ctrl-C", "SIGINT"],
  ["SIGTERM", "SIGTERM"],
] as const)(
  "%s in the middle: the step ends, the exit code is 130, and the next tick goes on as if nothing had been",
  async (_, signal) => {
    let interrupt = (): void => {};
    const world = await shelf.stage(shelf.folder(before), ({ changes, when }) => {
      if (changes && when === "applied") interrupt();
    });
    const at = desk(world.folder);
    const main = resolve(import.meta.dirname, "../src/main.ts");
    const script = `import(${JSON.stringify(main)}).then(({ main }) => main(process.argv.slice(1))).then((code) => { process.exitCode = code; })`;
    const words = ["start", version, "--json", "--as", "ana", "--state", join(world.folder, "state")];
    const ended = await runNode(["--input-type=module", "-e", script, "--", ...words], { cwd: at.cwd, env: at.environment }, (kill) => {
      interrupt = () => {
        interrupt = () => {};
        kill(signal);
      };
    });
    expect(ended.code, ended.errors).toBe(130);
    const said = JSON.parse(ended.output) as { readonly error: unknown };
    expect(said.error).toMatchObject({ code: "INTERRUPTED", exit: 130, next: expect.stringContaining("signalbox tick") });
    expect(ended.errors).toContain("Stopping before the next step");
    expect(world.applied()).toHaveLength(1);
    expect((await world.now()).steps.filter((each) => each.is === "done")).toHaveLength(1);

    await world.goOn((release) => release.asks.some((each) => each.kind === "test-session"));
    const undisturbed = await shelf.copy(before);
    await undisturbed.types("ana", "start", version);
    await undisturbed.goOn((release) => release.asks.some((each) => each.kind === "test-session"));
    expect(world.applied()).toEqual(undisturbed.applied());
  },
);

interface NodeEnded {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

const runNode = (
  argv: readonly string[],
  at: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
  begun: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<NodeEnded> =>
  new Promise((ended) => {
    const child = spawn(process.execPath, [...argv], { ...at, stdio: ["ignore", "pipe", "pipe"] });
    let [output, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.once("close", (code) => ended({ code, output, errors }));
    begun((signal) => child.kill(signal));
  });
