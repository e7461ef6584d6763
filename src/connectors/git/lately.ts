import type { Signature } from "../../domain/commit.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { Git, GitCall } from "./git.ts";
import type { KeptFolder } from "./kept-folder.ts";

/** Authors of the newest commits up to a commit, one for each, at most 1,000; kept by the commit's id, as git told them. */
export const authorsLately = async (
  git: Git,
  here: (call: GitCall) => GitCall,
  kept: KeptFolder,
  upTo: ObjectId,
): Promise<readonly Signature[]> => {
  const name = `${upTo}.lately`;
  const known = kept.read(name);
  if (known !== undefined) return signatures(known);
  const argv = ["log", "-n", "1000", "--format=%an%x00%ae", "--end-of-options", upTo];
  const found = (await git.must(here({ argv }))).toString("utf8");
  kept.write(name, found);
  return signatures(found);
};

/** One record for each author, however many of the commits are theirs. */
const signatures = (lines: string): readonly Signature[] => {
  const known = new Map<string, Signature>();
  return lines.split("\n").flatMap((line) => {
    if (line === "") return [];
    const found = known.get(line);
    if (found !== undefined) return [found];
    const [name = "", email = ""] = line.split("\0");
    known.set(line, { name, email });
    return known.get(line) ?? [];
  });
};
