import { run } from "../../domain/by-hand.ts";
import { sha256 } from "../../domain/canonical.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, broken, effect, holds, present } from "../../domain/step.ts";
import { fetchAll, gitIn } from "../by-hand/git-words.ts";
import { timings } from "./lateness.ts";

type Input = {
  readonly version: string;
  readonly name: string;
  readonly repository: string;
  readonly to: string;
  readonly without: readonly string[];
  /** Of the bytes the plan was made from. */
  readonly sha256: string;
};

/** Keeps the list of commits beside the journal. Another candidate's list is replaced. */
export const keepArtifact = effect<"artifacts" | "history", Input, { readonly sha256: string }>({
  name: "keep-artifact",
  needs: ["artifacts", "history"],
  class: "set",
  keyedBy: "the file's name",
  looksAt: "the file's hash",
  reversible: "yes",
  ...timings.disk,
  target: ({ version, name }) => `artifact ${version}/${name}`,
  describe: ({ name, version }) => `keep ${name} of ${version}`,
  observe: async ({ artifacts }, { version, name, ...wanted }, { receipt }) => {
    const bytes = await artifacts.read(version, name);
    const found = bytes === undefined ? undefined : sha256(bytes);
    return found !== undefined && (found === wanted.sha256 || found === receipt) ? present({ sha256: found }) : absent;
  },
  apply: async ({ artifacts, history }, { version, name, repository, to, without }) => {
    const pieces: Uint8Array[] = [];
    await history.logTxt(repository, { to, without }, (some) => void pieces.push(some));
    const bytes = Buffer.concat(pieces);
    await artifacts.write(version, name, bytes);
    return sha256(bytes);
  },
  verify: ({ name, ...wanted }, found) =>
    found.sha256 === wanted.sha256
      ? holds(`${name} has ${found.sha256}`)
      : broken(`${name} has ${found.sha256}; the plan was made from ${wanted.sha256}`),
  facts: (_, found) => ({ sha256: found.sha256 }),
  byHand: ({ name, repository, to, without }) => [
    run(
      fetchAll(repository),
      `${gitIn(repository, "log", "--pretty=format:%s %ae", to, ...without.map((id) => `^${id}`))} > ${shellWord(name)}`,
    ),
  ],
});
