import { act, run } from "../../domain/by-hand.ts";
import { findPlaceholders, type Placeholder, placeholdersText } from "../../domain/placeholders.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import { absent, holds, pending, present, wait } from "../../domain/step.ts";
import { githubPage } from "../by-hand/ask-github.ts";
import { branchHead, kept } from "../by-hand/git-words.ts";
import { lookAgain } from "./lateness.ts";
import { short } from "./short.ts";

type Input = {
  readonly repository: string;
  readonly branch: string;
  readonly file: string;
  /** sha256 of what Signalbox wrote there last, so that a newer draft is looked at again. */
  readonly drafted: string;
  /** Lines in which an author's own words look like a placeholder. */
  readonly told: readonly string[];
};

type State = { readonly commit: ObjectId; readonly open: readonly Placeholder[] | undefined };

/** Waits until people have filled in what a draft left to them. Whatever they push is looked at anew; what they want published is the commit it tells. */
export const awaitFinishedDraft = wait<"refs" | "objects", Input, State>({
  name: "await-finished-draft",
  momentary: true,
  needs: ["refs", "objects"],
  poll: lookAgain.soon,
  describe: ({ file, branch }) => `${file} on ${branch} has nothing left to fill in`,
  observe: async ({ refs, objects }, { repository, branch, file, told }) => {
    const head = (await refs.look(repository, `refs/heads/${branch}`))?.commit;
    if (head === undefined) return absent;
    const text = await objects.file(repository, head, file);
    return present({ commit: head, open: text === undefined ? undefined : findPlaceholders(text, { told }) });
  },
  verify: ({ file, branch }, { commit, open }) => {
    if (open === undefined) return pending(`${file} is not on ${branch}, and every text leads to it`);
    if (open.length > 0)
      return pending(`${file} on ${branch} is not finished: ${placeholdersText(open)}. What is meant as it stands is written in backticks`);
    return holds(`${file} is finished at ${short(commit)}`);
  },
  facts: (_, { commit }) => ({ commit }),
  byHand: ({ repository, branch, file }, { keeps }) => [
    act(`Read ${file} on ${branch}: nothing may be left to fill in: ${githubPage(`${repository}/blob/${branch}/${file}`)}`),
    run(...kept(keeps("commit"), branchHead(repository, branch))),
  ],
});
