import type { Messages } from "../../domain/ports/announcements.ts";
import type { Door, Secrets } from "../../domain/ports/host.ts";
import { slackApi } from "./api.ts";
import { slackMessages } from "./messages.ts";

/** Slack's workspaces, each opened by the bot token `SLACK_TOKEN_<WORKSPACE>`, which needs `chat:write` and `channels:history` and the bot in the channel. */
export const connectSlack = (outside: { readonly door: Door; readonly secrets: Secrets }): { readonly messages: Messages } => ({
  messages: slackMessages(slackApi(outside)),
});
