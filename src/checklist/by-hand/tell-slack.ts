import { shellWord } from "../../domain/shell-word.ts";
import { curl } from "./curl.ts";

/** A request to Slack's API as a command. The bot's token is in the variable under which Signalbox reads it. */
export const tellSlack = (workspace: string, method: "chat.postMessage" | "chat.update", body: object): string =>
  `${curl} -X POST -H "Authorization: Bearer $${tokenName(workspace)}" -H 'Content-Type: application/json; charset=utf-8' https://slack.com/api/${method} -d ${shellWord(JSON.stringify(body))} | jq -e .ok`;

/** A message as Signalbox posts it: nothing in its text calls anybody, and its key makes it known again. */
export const messageOf = ({
  channel,
  text,
  key,
}: {
  readonly channel: string;
  readonly text: string;
  readonly key: string | undefined;
}) => ({
  channel,
  text,
  ...plain,
  unfurl_links: false,
  unfurl_media: false,
  ...(key === undefined ? {} : { metadata: { event_type: eventType, event_payload: { key } } }),
});

/** Another text in the place of a message's, with the same key. */
export const editOf = ({ channel, id, text, key, edition }: Readonly<Record<"channel" | "id" | "text" | "key" | "edition", string>>) => ({
  channel,
  ts: id,
  text,
  ...plain,
  metadata: { event_type: eventType, event_payload: { key, edition } },
});

const plain = { parse: "none", link_names: false } as const;
const eventType = "release_train_step";

const tokenName = (workspace: string): string => `SLACK_TOKEN_${workspace.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
