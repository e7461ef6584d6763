import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainGit } from "./git-world.ts";

/** A repository being made; each act has a time of its own, so that the same acts make the same commits. */
export interface MakingRepository {
  readonly folder: string;
  readonly git: (...argv: readonly string[]) => string;
  /** Writes files and commits them. */
  readonly commit: (subject: string, files: Readonly<Record<string, string>>, author?: readonly [name: string, email: string]) => void;
}

export const makeRepository = (folder: string, branch: string): MakingRepository => {
  let seconds = 1_600_000_000;
  const git = (...argv: readonly string[]): string => plainGit(["-C", folder, ...argv]);
  mkdirSync(folder, { recursive: true });
  plainGit(["init", "--quiet", `--initial-branch=${branch}`, folder]);
  return {
    folder,
    git,
    commit: (subject, files, [name, email] = ["Ana Example", "ana@example.com"]) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      seconds += 3600;
      const date = `${seconds} +0200`;
      const env = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
      git("add", "--all");
      plainGit(["-C", folder, "commit", "--quiet", "--message", subject], { env });
    },
  };
};

/** Tags with a v, a package.json and a changelog, and GitHub as its remote. */
export const shop = (folder: string): MakingRepository => {
  const made = makeRepository(folder, "main");
  made.git("remote", "add", "origin", "https://github.com/acme/shop.git");
  made.commit("feat: first", {
    "package.json": '{\n  "name": "shop",\n  "version": "1.0.0"\n}\n',
    "CHANGELOG.md": "# Changelog\n\n## [1.0.0] - 2020-09-13\n\n### Added\n\n- first\n",
  });
  made.git("tag", "v1.0.0");
  for (const each of [1, 2, 3]) made.commit(`fix: number ${each} (#${each})`, { [`src/${each}.js`]: `${each}\n` });
  return made;
};

/** How the shop is released; tests add what they are about. */
export const shopConfiguration = `train: shop
people:
  ana: { roles: [captain, release-team] }
  ben: { github: ben-example, roles: [release-team] }
captains: [ana]
schedule: { every: month, release: last monday, freeze: friday before, time-zone: Europe/Berlin }
repository: { github: acme/shop, main: main, branch: "release-{version}", tag: "v{version}" }
changelog: { file: CHANGELOG.md }
version-files: [{ file: package.json }]
`;

/** Packages tagged `pkg@1.2.3` beside `v1.2.3`, a main branch called trunk, no remote, and a commit checked out by its id. */
export const packages = (folder: string): MakingRepository => {
  const made = makeRepository(folder, "trunk");
  made.commit("init", {
    "package.json": '{ "name": "root", "version": "1.2.3", "private": true }\n',
    "packages/pkg/package.json": '{ "name": "pkg", "version": "1.2.3" }\n',
  });
  for (const tag of ["pkg@1.2.3", "v1.2.3"]) made.git("tag", tag);
  made.commit("feat(pkg): x", { "packages/pkg/x.js": "1\n" });
  made.git("tag", "other@0.5.0");
  made.commit("plain words", { "packages/pkg/x.js": "2\n" });
  made.git("checkout", "--quiet", "--detach", "HEAD~1");
  return made;
};

/** Nearly all merges, by people whose names and files no ASCII spells, without a remote. */
export const merges = (folder: string): MakingRepository => {
  const made = makeRepository(folder, "master");
  made.commit("début", { "pyproject.toml": '[project]\nname = "c"\nversion = "0.9.0"\n' }, ["Żółć Ünïcødé", "zolc@exämple.com"]);
  made.git("tag", "--annotate", "--message", "0.9.0", "0.9.0");
  for (const each of [1, 2, 3, 4]) {
    made.git("checkout", "--quiet", "-b", `sujet-${each}`);
    made.commit(`ajoute « ${each} »`, { [`файл ${each}`]: `${each}\n` }, [`名前 ${each}`, `n${each}@example.org`]);
    made.git("checkout", "--quiet", "master");
    made.commit(`auf master ${each}`, { zähler: `${each}\n` }, ["Zoë Ångström", "zoe@example.org"]);
    made.git("merge", "--quiet", "--no-ff", "--message", `Merge branch 'sujet-${each}'`, `sujet-${each}`);
  }
  return made;
};

/** A changelog whose headings are underlined, with work begun above them, and branches that are named by nothing but a version. */
export const underlined = (folder: string): MakingRepository => {
  const made = makeRepository(folder, "master");
  const past = "1.0.1 / 2020-09-13\n==================\n\n  * second (#2)\n\n1.0.0 / 2020-09-12\n==================\n\n  * first (#1)\n";
  made.commit("feat: first (#1)", { "package.json": '{ "name": "underlined", "version": "1.0.1" }\n', "History.md": past });
  made.git("tag", "v1.0.1");
  made.git("branch", "1.x");
  made.commit("fix: begun by hand (#3)", { "History.md": `# Unreleased Changes\n\n  * begun by hand (#3)\n\n${past}`, "lib/a.js": "1\n" });
  made.commit("feat: more (#4)", { "lib/a.js": "2\n" });
  return made;
};
