import { slugOf } from "../../init/safe-word.ts";
import type { PageLine } from "../checklist-lines.ts";
import { type Draft, left, list, missing, said, section } from "../draft.ts";
import { linksOf, type Recogniser, textOf } from "./reading.ts";

/** Messages on Slack: a line that posts something there. */
export const slack: Recogniser = ({ lines }) => {
  const taken = lines.filter(
    (line) =>
      isOnSlack(line) &&
      /\b(?:post|announce|message|share|notify|tell|let)\b/i.test(line.text) &&
      !/\b(?:twitter|tweet|linkedin|mailing list)\b/i.test(line.text),
  );
  const messages: { readonly key: string; readonly draft: Draft }[] = [];
  for (const [place, line] of taken.entries()) {
    const channel = linksOf(line)
      .map(({ address }) => /^https:\/\/[\w-]{1,80}\.slack\.com\/archives\/([CG][A-Z0-9]{6,20})/.exec(address)?.[1])
      .find((each) => each !== undefined);
    const at = /\bfreeze\b/i.test(line.text) ? "freeze" : "announce";
    const key = `${channel ?? place} ${at}`;
    if (messages.some((each) => each.key === key)) continue;
    messages.push({
      key,
      draft: section({
        workspace: said(workspaceOf(line), line.line),
        channel:
          channel === undefined ? missing(`C000000000${place % 10}`, "the page does not give the channel's id") : said(channel, line.line),
        message: left("a plain text of ours"),
        at: said(at, line.line),
      }),
    });
  }
  if (messages.length === 0) return [];
  return [
    {
      item: "post-to-slack",
      lines: taken,
      draft: section({ announce: section({ slack: list(messages.slice(0, 10).map((each) => each.draft)) }) }),
    },
  ];
};

const isOnSlack = (line: PageLine): boolean =>
  /\bslack\b/i.test(line.text) || linksOf(line).some(({ address }) => /^https:\/\/[\w-]{1,80}\.slack\.com\//.test(address));

/** The word in brackets behind Slack, or the address's own name. */
const workspaceOf = (line: PageLine): string => {
  const named = /\bslack\s*\(([\w -]{2,30})\)/i.exec(line.text)?.[1];
  const host = linksOf(line)
    .map(({ address }) => /^https:\/\/([\w-]{1,40})\.slack\.com\//.exec(address)?.[1])
    .find((each) => each !== undefined);
  return slugOf(named ?? host ?? "team") ?? "team";
};

/** The newsletter, where it goes out through Mailchimp. */
export const newsletter: Recogniser = ({ lines }) => {
  const line = lines.find((each) => /\bnewsletter\b/i.test(each.text) && /\bmailchimp\b/i.test(textOf(each)));
  if (line === undefined) return [];
  const draft = section({
    announce: section({
      newsletter: section({
        "mailchimp-list": missing("0000000000", "the page does not give the audience's id"),
        subject: left("the train's name and {version}"),
        template: left("a plain text of ours"),
        from: said("last-sent", line.line),
        test: left("nobody"),
        access: left("marketing where somebody has that role, else captain"),
      }),
    }),
  });
  return [{ item: "send-newsletter", lines: [line], draft }];
};
