import type { Signature } from "../../domain/commit.ts";
import type { PeopleRules } from "../../domain/person.ts";
import type { CloneLook } from "../../domain/ports/local-clone.ts";
import type { Train } from "../../domain/train.ts";
import { guessReleaseBranch } from "../init/guess-branches.ts";
import { guessBots, guessStaffDomain, looksLikeBot } from "../init/guess-people.ts";
import { guessTag } from "../init/guess-tag.ts";

/** What decides a list of changes: from the configuration, or as `init` would write it. */
export interface ListRules {
  /** Patterns with `{version}`. */
  readonly tag: string;
  readonly branch: string;
  readonly people: PeopleRules;
}

export const rulesOfTrain = ({ repository, contributors }: Train): ListRules => ({
  tag: repository.tag,
  branch: repository.branch,
  people: contributors,
});

/** Tag and branch as `init` would guess them; each when it is asked for. */
export const guessedNames = ({ tags, branches, origin, folder }: CloneLook): Pick<ListRules, "tag" | "branch"> => {
  let tag: string | undefined;
  return {
    get tag() {
      tag ??= guessTag({ tags, origin, folder }).guess.value;
      return tag;
    },
    get branch() {
      return guessReleaseBranch({ branches }, this.tag).value;
    },
  };
};

/** Staff and bots as `init` would guess them from who committed lately. */
export const guessedPeople = ({ origin, folder }: CloneLook, lately: readonly Signature[]): PeopleRules => {
  const shown = { origin, folder, commits: lately };
  const isBot = looksLikeBot(shown);
  const domain = guessStaffDomain(shown, isBot)?.value;
  return { staffDomains: domain === undefined ? [] : [domain], staffLogins: [], bots: guessBots(shown, isBot).bots };
};

/** The rules of several repositories as one: a colleague of one is a colleague. */
export const joinedPeople = (all: readonly PeopleRules[]): PeopleRules => ({
  staffDomains: [...new Set(all.flatMap((each) => each.staffDomains))],
  staffLogins: [...new Set(all.flatMap((each) => each.staffLogins))],
  bots: [...new Set(all.flatMap((each) => each.bots))],
});
