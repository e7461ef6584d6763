import { failure, warning, well } from "../../domain/diagnosis.ts";
import type { Web } from "../../domain/ports/environments.ts";
import { readFeed } from "../../edits/read-feed.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly edge: string };
type Seen = Awaited<ReturnType<Web["read"]>>;

/** Where users' programs read the feed; an address that does not answer can never be seen to tell of the release. */
export const feed: Preflight<"web", Input, Seen> = {
  name: "feed",
  title: "the feed answers",
  needs: ["web"],
  atLaunch: true,
  serves: ["publish-feed"],
  inputs: ({ train }) => (train.updateFeed === undefined ? [] : [{ edge: train.updateFeed.edge }]),
  about: ({ edge }) => edge,
  look: ({ web }, { edge }) => web.read(edge),
  mend: () => "Check update-feed.edge in signalbox.yaml.",
  judge: ({ edge }, seen) => {
    const fix = `Try curl -i ${edge}; mend the address in update-feed.edge, or what serves it.`;
    const why = "The launch waits until the release is seen there, and users' programs ask there.";
    if (seen === undefined) return failure({ says: `nothing answers at ${edge}`, why, fix });
    if (seen.status !== 200) return failure({ says: `${edge} answers ${seen.status}`, why, fix });
    const [newest] = readFeed(seen.text);
    if (newest === undefined) return warning({ says: `${edge} answers, but with nothing that is read as a list of releases`, why, fix });
    return well(`${edge} answers; it tells of ${newest.version} first`);
  },
};
