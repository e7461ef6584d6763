import { shellWord, variable } from "../../domain/shell-word.ts";
import { curl } from "./curl.ts";

/** Where people find campaigns. */
export const campaignsPage = "https://admin.mailchimp.com/campaigns/";

/** A request to Mailchimp's API as a command; the end of the key names the data centre. */
export const askMailchimp = (path: string): string => curlMailchimp("", path);

export const tellMailchimp = (method: "POST" | "PUT" | "PATCH", path: string, body?: object): string =>
  `${curlMailchimp(`-X ${method} `, path)}${body === undefined ? "" : ` -H 'Content-Type: application/json' -d ${shellWord(JSON.stringify(body))}`}`;

/** Changes title and subject; the sender must be named with them, so it is read first. */
export const nameCampaignByHand = ({ id, ...to }: { readonly id: string; readonly title: string; readonly subject?: string }) => {
  const settings = { title: to.title, ...(to.subject === undefined ? {} : { subject_line: to.subject }) };
  const filter = `{settings: (.settings | {subject_line, from_name, reply_to} + ${JSON.stringify(settings)})}`;
  return [
    `settings=$(${askMailchimp(`/campaigns/${id}`)} | jq -c ${shellWord(filter)})`,
    `${curlMailchimp("-X PATCH ", `/campaigns/${id}`)} -H 'Content-Type: application/json' -d ${shellWord(variable("settings"))}`,
  ];
};

const curlMailchimp = (method: string, path: string): string =>
  `${curl} ${method}-u "signalbox:$MAILCHIMP_API_KEY" "https://\${MAILCHIMP_API_KEY##*-}.api.mailchimp.com/3.0"${shellWord(path)}`;
