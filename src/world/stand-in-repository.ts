import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { mustGit } from "../twins/git/run-git.ts";

/** A repository of which no clone was given, made from what the configuration says of it. */
export interface StandIn {
  readonly folder: string;
  readonly path: string;
  readonly main: string;
  /** Path → text. */
  readonly files: Readonly<Record<string, string>>;
}

/** Makes a bare repository of one commit and resolves with its folder. */
export const makeStandIn = async ({ folder, path, main, files }: StandIn): Promise<string> => {
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}.work-`);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(work, file)), { recursive: true });
    await writeFile(join(work, file), text);
  }
  const as = { GIT_AUTHOR_NAME: "example", GIT_AUTHOR_EMAIL: "example@example.com", GIT_AUTHOR_DATE: "1600000000 +0000" };
  const environment = {
    ...as,
    GIT_COMMITTER_NAME: "example",
    GIT_COMMITTER_EMAIL: "example@example.com",
    GIT_COMMITTER_DATE: "1600000000 +0000",
  };
  await mustGit({ path, argv: ["init", "--quiet", "--template=", `--initial-branch=${main}`, work] });
  await mustGit({ path, argv: ["-C", work, "add", "--all"] });
  await mustGit({ path, environment, argv: ["-C", work, "commit", "--quiet", "--message", "A stand-in made from the configuration"] });
  await mustGit({ path, argv: ["clone", "--quiet", "--bare", "--template=", work, folder] });
  await rm(work, { recursive: true, force: true });
  return folder;
};
