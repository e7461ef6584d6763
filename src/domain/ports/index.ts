import type { Campaigns, Cdn, Messages } from "./announcements.ts";
import type { Artifacts } from "./artifacts.ts";
import type { AppBuilds, Commands, Requests, Web } from "./environments.ts";
import type { ForgeAccess, ForgeReleases, Issues, Labels, Members, PullRequests, Statuses, WorkflowRuns } from "./forge.ts";
import type { History, Objects, Refs } from "./git.ts";
import type { Images } from "./images.ts";
import type { Tracks } from "./tracks.ts";
import type { Zones } from "./zones.ts";

/** Everything that steps can ask of the outside, by role. A step names the few it needs. */
export interface Ports {
  readonly refs: Refs;
  readonly objects: Objects;
  readonly history: History;
  readonly pulls: PullRequests;
  readonly issues: Issues;
  readonly labels: Labels;
  readonly members: Members;
  readonly statuses: Statuses;
  readonly runs: WorkflowRuns;
  readonly forgeReleases: ForgeReleases;
  readonly access: ForgeAccess;
  readonly images: Images;
  readonly builds: AppBuilds;
  readonly commands: Commands;
  readonly requests: Requests;
  readonly web: Web;
  readonly messages: Messages;
  readonly campaigns: Campaigns;
  readonly cdn: Cdn;
  readonly zones: Zones;
  readonly tracks: Tracks;
  readonly artifacts: Artifacts;
}
