import { execFileSync } from "node:child_process";
import { z } from "zod";
import type { RawCommit } from "../../src/domain/commit.ts";
import { LOG_FORMAT, parseLog } from "../../src/domain/read-log.ts";
import { usualPath } from "../../src/twins/git/fast-import.ts";
import type { ReplayCase } from "./read-case.ts";

const input = z.looseObject({ previous_tag: z.string() });

/** The commits of a case's range in a repository made of it, newest first. */
export const readRange = async (of: ReplayCase, repository: string): Promise<readonly RawCommit[]> =>
  logOf(repository, `refs/tags/${input.parse(of.input).previous_tag}..refs/heads/${of.main}`);

const logOf = (repository: string, range: string): readonly RawCommit[] =>
  parseLog(
    execFileSync("git", ["-C", repository, "log", "-z", "--topo-order", `--format=${LOG_FORMAT}`, range], {
      env: { PATH: usualPath },
      maxBuffer: 1 << 30,
    }).toString("latin1"),
  );
