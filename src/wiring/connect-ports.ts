import { join } from "node:path";
import { connectCloudfront } from "../connectors/cloudfront/connect-cloudfront.ts";
import { connectCommand } from "../connectors/command/connect-command.ts";
import { connectGit } from "../connectors/git/index.ts";
import { connectGithub } from "../connectors/github/connect-github.ts";
import { connectHeroku } from "../connectors/heroku/connect-heroku.ts";
import { connectMailchimp } from "../connectors/mailchimp/connect-mailchimp.ts";
import { connectOci } from "../connectors/oci/connect-oci.ts";
import { connectRequest } from "../connectors/request/connect-request.ts";
import { connectSlack } from "../connectors/slack/connect-slack.ts";
import { connectWeb } from "../connectors/web/connect-web.ts";
import type { Artifacts } from "../domain/ports/artifacts.ts";
import type { Clock, Door, Pace, Secrets } from "../domain/ports/host.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { Tracks } from "../domain/ports/tracks.ts";
import type { Processes } from "../host/processes.ts";
import { runtimeZones } from "../host/zones.ts";

/** What every connector is made of: the way out, who we are there, the time, and a folder of our own. */
export interface Ground {
  readonly door: Door;
  readonly secrets: Secrets;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly pace: Pace;
  /** The state folder. */
  readonly folder: string;
  readonly tracks: Tracks;
  readonly artifacts: Artifacts;
}

export interface ConnectedPorts {
  readonly ports: Ports;
  readonly close: () => Promise<void>;
}

/** Every port by its connector: the same in production and in a rehearsal, which differ only in the door, the credentials and the clock. */
export const connectPorts = (ground: Ground): ConnectedPorts => {
  const { refs, objects, history, close } = connectGit({ ...ground, folder: join(ground.folder, "git") });
  const ports: Ports = {
    refs,
    objects,
    history,
    ...connectGithub(ground),
    ...connectOci(ground),
    ...connectHeroku(ground),
    ...connectCommand(ground),
    ...connectRequest(ground),
    ...connectWeb(ground),
    ...connectSlack(ground),
    ...connectMailchimp(ground),
    ...connectCloudfront(ground),
    zones: runtimeZones(),
    tracks: ground.tracks,
    artifacts: ground.artifacts,
  };
  return { ports, close };
};
