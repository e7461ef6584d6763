import { explain } from "../domain/errors.ts";
import type { Processes } from "./processes.ts";

/** The version of the git on the path, such as `2.39.5`; raises GIT_MISSING when there is none or it is older than 2.38 (merge-tree --write-tree). */
export const gitVersion = async (processes: Processes): Promise<string> => {
  const ended = await processes.run({ program: "git", argv: ["--version"], deadline: 10_000 });
  if (ended.is === "absent") throw explain("GIT_MISSING", { found: "there is no program git on the PATH" });
  const said = ended.is === "ended" ? ended.output.toString("utf8").trim() : "it did not answer";
  const found = /^git version (\d+)\.(\d+)((?:\.\d+)*)/.exec(said);
  if (found === null) throw explain("GIT_MISSING", { found: said.slice(0, 80) });
  const [major, minor] = [Number(found[1]), Number(found[2])];
  if (major < 2 || (major === 2 && minor < 38)) throw explain("GIT_MISSING", { found: said.slice(0, 80) });
  return `${major}.${minor}${found[3] ?? ""}`;
};
