import { newsletter, slack } from "./announce.ts";
import { calendar } from "./calendar.ts";
import { changelog, commitList, versionFiles } from "./changes.ts";
import { chart } from "./chart.ts";
import { environments, session } from "./environments.ts";
import { images } from "./images.ts";
import type { Recogniser } from "./reading.ts";
import { branch, freeze, tag } from "./repository.ts";
import { post, releasePage } from "./site.ts";
import { cdn, sync, updateFeed } from "./sync.ts";

/** Everything that a page can say and the configuration has a word for. A line that two of them want is the first one's. */
export const recognisers: readonly Recogniser[] = [
  calendar,
  branch,
  freeze,
  commitList,
  changelog,
  versionFiles,
  environments,
  session,
  post,
  chart,
  sync,
  updateFeed,
  tag,
  images,
  releasePage,
  cdn,
  slack,
  newsletter,
];
