import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bundleProgram } from "../../scripts/build.ts";
import { instant } from "../../src/domain/instant.ts";
import { type Import, startImport } from "../../src/twins/git/fast-import.ts";
import { loadTrain } from "../../src/wiring/load-train.ts";
import { keepBlueprint } from "../../src/world/open-world.ts";
import { makeStandIn } from "../../src/world/stand-in-repository.ts";

/** The configuration that is run and killed. */
export const trainFile = join(import.meta.dirname, "train", "signalbox.yaml");

/** The version that the world starts at, and the one that is released in it. */
export const versions = { before: "1.29.0", released: "1.30.0" } as const;

/** Somebody who gave something for the first time, so that texts thank her by name. */
export const newcomer = "Dora";

/** Writes a world into `folder`: three small repositories and the train, on the morning of the freeze. */
export const layGround = async (folder: string, config = trainFile): Promise<void> => {
  const path = process.env["PATH"] ?? "";
  const { train } = await loadTrain(config);
  const sources = join(folder, "sources");
  await mkdir(sources, { recursive: true });
  const app = join(sources, "app.git");
  await writeApp(await startImport(app, train.repository.main, path));
  const charts = await makeStandIn({ folder: join(sources, "charts.git"), path, main: "main", files: chartFiles });
  const site = await makeStandIn({ folder: join(sources, "site.git"), path, main: "main", files: { "README.md": "# A site\n" } });
  keepBlueprint(join(folder, "world"), {
    config,
    guessed: [],
    train,
    start: instant("2021-11-26T10:00:00Z"),
    sources: { "crash-example/app": app, "crash-example/charts": charts, "crash-example/site": site },
    pulls: [],
    members: [],
    installed: versions.before,
    lastCampaign: {
      subject: `What is new in ${versions.before}`,
      html: '<html><body><p>News</p><p><a href="*|UNSUB|*">Unsubscribe</a></p></body></html>\n',
    },
  });
};

const writeApp = async (repository: Import): Promise<void> => {
  const ana = { name: "Ana", email: "ana@example.com" };
  const dora = { name: newcomer, email: "dora@example.org" };
  const noon = 1_634_817_600;
  const commit = (parents: readonly number[], days: number, author: typeof ana, message: string, files: Readonly<Record<string, string>>) =>
    repository.commit({ branch: "main", parents, author, date: noon + days * 86_400, message, files });
  const released = commit([], 0, ana, "feat: begin", {
    "CHANGELOG.md": "# Changelog\n\n### 1.29.0 - Thursday 21 October 2021\n\n- Begins (#1)\n",
    "app/version.py": `VERSION = "${versions.before}"\n`,
    "versions.json": `[\n    {\n        "version": "${versions.before}",\n        "release_date": "2021-10-21"\n    }\n]\n`,
  });
  repository.tag({ name: versions.before, commit: released, tagger: ana, date: noon, message: `Version ${versions.before}\n` });
  const feature = commit([released], 7, dora, "feat(paths): walk back (#2)\n", { "app/paths.py": "BACK = True\n" });
  commit([feature], 14, ana, "fix(export): write the last row (#3)\n", { "app/export.py": "LAST = True\n" });
  await repository.end();
};

const chartFiles = {
  "chart/Chart.yaml": `apiVersion: v2\nname: app\nversion: 3.16.0\nappVersion: ${versions.before}\n`,
  "chart/values.yaml": `image:\n    default: ":release-${versions.before}"\n`,
};

/** Builds the program as it ships into `folder`, so that what dies is never an older build, and resolves with its bin. */
export const buildProgram = async (folder: string): Promise<string> => {
  const root = dirname(dirname(import.meta.dirname));
  const program = join(folder, "bin", "signalbox.js");
  await bundleProgram(join(folder, "dist"));
  await mkdir(dirname(program), { recursive: true });
  await copyFile(join(root, "bin", "signalbox.js"), program);
  await copyFile(join(root, "package.json"), join(folder, "package.json"));
  return program;
};
