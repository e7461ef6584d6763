import { failure, unclear, well } from "../../domain/diagnosis.ts";
import { instant } from "../../domain/instant.ts";
import type { ChatAccess } from "../../domain/ports/announcements.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly workspace: string; readonly channel: string };

/** Nobody posts under this key. */
const nobodys = "signalbox-doctor";
/** So far ahead that the channel has no message since: reading it then only tells that it may be read. */
const never = instant("2100-01-01T00:00:00Z");

/** An announcement is posted, and then read back to know that it was: both must be allowed, in this very channel. */
export const chat: Preflight<"messages", Input, ChatAccess> = {
  name: "chat",
  title: "the channel at Slack",
  needs: ["messages"],
  atLaunch: true,
  serves: ["post-to-slack"],
  inputs: ({ train }) =>
    train.slack
      .map(({ workspace, channel }) => ({ workspace, channel }))
      .filter(
        ({ workspace, channel }, at, all) => all.findIndex((each) => each.workspace === workspace && each.channel === channel) === at,
      ),
  about: ({ workspace, channel }) => `${workspace} ${channel}`,
  look: async ({ messages }, { workspace, channel }) => {
    const access = await messages.access(workspace);
    await messages.find(workspace, { channel, key: nobodys, since: never });
    return access;
  },
  mend: ({ workspace, channel }) =>
    `Invite the bot: type /invite @signalbox in ${channel} of ${workspace}. Scopes and token: https://api.slack.com/apps, "OAuth & Permissions".`,
  judge: ({ workspace, channel }, { account, scopes }) => {
    const fix = `Add them at https://api.slack.com/apps, "OAuth & Permissions", install the app again, and set the token of ${workspace} again.`;
    if (scopes === undefined)
      return unclear({
        says: `${account} reads ${channel}; Slack does not say whether it may post`,
        why: "The answer names no scopes.",
        fix,
      });
    if (!scopes.includes("chat:write"))
      return failure({
        says: `${account} may not post: it lacks chat:write and has ${scopes.join(", ") || "no scope"}`,
        why: "The announcement would be refused after the launch.",
        fix,
      });
    return well(`${account} may post in ${channel} and read it`);
  },
};
