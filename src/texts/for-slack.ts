import { showHidden } from "./show-hidden.ts";

/** Outside text in Slack mrkdwn: `&`, `<` and `>` are the only characters that can begin a mention, a link or a command (docs.slack.dev, "Formatting message text"; T05). */
export const forSlack = (text: string): string =>
  showHidden(text, { lines: true }).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
