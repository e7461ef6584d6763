import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openProcesses } from "../../host/processes.ts";
import { brokenPromises } from "../../testing/contracts/contract.ts";
import { gitCases, gitContract } from "../../testing/contracts/git.ts";
import type { GitBench } from "../../testing/contracts/git-bench.ts";
import { openGitWorld, worldToken } from "../../testing/git-world.ts";
import { connectGit } from "./index.ts";

const open = async (): Promise<GitBench> => {
  const world = await openGitWorld();
  const processes = openProcesses(process.env);
  const secrets = { has: () => true, read: () => worldToken };
  const { close, ...ports } = connectGit({ door: world.door, secrets, processes, folder: join(world.folder, "own") });
  return {
    ...ports,
    world,
    close: async () => {
      await close();
      processes.close();
      await world.close();
    },
  };
};

gitContract("git by its command line", open);

/** What somebody in a hurry would write. */
const wrong = async (): Promise<GitBench> => {
  const { refs, objects, history, ...bench } = await open();
  const seen = new Map<string, Awaited<ReturnType<typeof refs.look>>>();
  let day = 0;
  return {
    ...bench,
    refs: {
      list: async (repository, prefix) => [...(await refs.list(repository, prefix))].reverse(),
      main: async () => "refs/heads/main",
      look: async (repository, ref) => {
        if (!seen.has(ref))
          seen.set(
            ref,
            (await refs.list(repository, `${ref.split("/").slice(0, 2).join("/")}/`)).find(
              (one) => one.ref.endsWith(ref) || one.ref.startsWith(ref),
            ),
          );
        const found = seen.get(ref);
        return found === undefined ? undefined : { ...found, object: found.commit };
      },
      push: async (_, { ref, object }) => void bench.world.bare(["update-ref", ref, object]),
    },
    objects: {
      file: async (repository, commit, path) => (await objects.file(repository, commit, path).catch(() => "")) ?? "",
      files: async (repository, commit) => objects.files(repository, commit, ""),
      commit: (repository, wanted) => {
        day += 86_400;
        const files = wanted.files.map((file) => ({ ...file, path: file.path.replace(/[^a-z.]/g, "") || "x" }));
        return objects.commit(repository, { ...wanted, files, by: { ...wanted.by, date: wanted.by.date + day } });
      },
      pick: async (_, { onto }) => ({ is: "picked", commit: onto }),
      tag: (repository, wanted) => {
        day += 86_400;
        return objects.tag(repository, { ...wanted, by: { ...wanted.by, date: wanted.by.date + day } });
      },
    },
    history: {
      log: async (repository, range) => [...(await history.log(repository, { ...range, without: [] }))].reverse(),
      logTxt: (repository, range, take) => history.logTxt(repository, { ...range, without: [] }, take),
      authors: async (repository, upTo) => {
        const log = await history.log(repository, { to: upTo, without: [] });
        return { emails: new Set(log.map(({ author }) => author.email)), names: new Set(log.map(({ author }) => author.name)) };
      },
      isAncestor: async () => true,
      missingOn: (repository, { on, other }) => history.log(repository, { to: on, without: [other] }),
      touched: async (repository, commit) => (await history.touched(repository, commit)).slice(0, 1),
      dateOf: async (repository, commit) => (await history.dateOf(repository, commit)) * 1000,
    },
  };
};

describe("the contract itself", () => {
  test("a hasty adapter breaks nearly every promise", async () => {
    const broken = new Set(await brokenPromises(gitCases, wrong));
    const kept = gitCases.map(({ name }) => name).filter((name) => !broken.has(name));
    expect(kept).toEqual(["shows a branch, with one object for both", "says which repository it cannot find", "touches nothing outside"]);
  }, 120_000);
});
