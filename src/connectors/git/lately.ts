import type { Signature } from "../../domain/commit.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { Git, GitCall } from "./git.ts";

/** Authors of the newest commits up to a commit, one for each, at most 1,000. */
export const authorsLately = async (git: Git, here: (call: GitCall) => GitCall, upTo: ObjectId): Promise<readonly Signature[]> => {
  const argv = ["log", "-n", "1000", "--format=%an%x00%ae", "--end-of-options", upTo];
  const found = (await git.must(here({ argv }))).toString("utf8");
  return found
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [name = "", email = ""] = line.split("\0");
      return { name, email };
    });
};
