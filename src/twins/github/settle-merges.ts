import { distance } from "./git/changes.ts";
import { branchHead } from "./git/names.ts";

import { finished } from "./handlers/merge-pull.ts";
import { replacePull } from "./handlers/pulls.ts";
import type { Hub } from "./hub.ts";

/** Ends the merges that a death of the twin cut in two: the branch tells whether the commit had arrived. */
export async function settleMerges(hub: Hub): Promise<void> {
  for (const { name, pulls } of hub.repositories()) {
    for (const pull of pulls) {
      const { merging } = pull;
      if (merging === null) continue;
      const git = hub.git(name);
      const base = branchHead(git, pull.base);
      const arrived = base !== undefined && (await distance(git, base, merging.commit)).ahead === 0;
      hub.change(name, (known) => replacePull(known, arrived ? finished(pull, pull.headSha, merging) : { ...pull, merging: null }));
    }
  }
}
