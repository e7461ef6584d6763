import { slugOf } from "../../init/safe-word.ts";
import type { PageLine, Passage } from "../checklist-lines.ts";
import { type Draft, left, missing, said, section } from "../draft.ts";
import { testedImage } from "./images.ts";
import { linksOf, partsOf, type Reading, type Recognised, type Recogniser } from "./reading.ts";

/** Where a candidate is deployed: a line that deploys something whose address the page gives. */
export const environments: Recogniser = (at) => {
  const image = testedImage(at);
  const found = at.lines.flatMap((line) => environmentIn(line, at, image));
  return found.filter(({ item }, place) => found.findIndex((each) => each.item === item) === place).slice(0, 10);
};

const environmentIn = (line: PageLine, at: Reading, image: string | undefined): readonly Recognised[] => {
  const phrase =
    /^\W*(?:re-?)?deploy(?:\s+(?:it|that|this))?(?:\s+to)?\s+(?:the\s+|our\s+)?(.{2,60}?)(?:\s+(?:from|on|with|using|via|to)\b|[.,;:]|$)/i.exec(
      line.text,
    )?.[1];
  const words = (phrase ?? "").split(/\s+/).filter((word) => !/^(?:environments?|instance|server|cluster|app)$/i.test(word));
  const product = String(at.github.value).toLowerCase().split("/");
  const name = slugOf(words.filter((word) => !product.includes(word.toLowerCase())).join(" "));
  const address = name === undefined ? undefined : addressOf(name, line, at);
  if (name === undefined || address === undefined) return [];
  const fromHeroku = /\bheroku\b/i.test(line.text);
  const fromImage = /\bimage\b/i.test(line.text) && image !== undefined && !fromHeroku;
  const proves = fromHeroku ? "commit" : fromImage ? "digest" : "version";
  const way: Readonly<Record<string, Draft>> = fromHeroku
    ? { heroku: missing((slugOf(words.join(" ")) ?? name).slice(0, 30).replace(/-+$/, ""), "the page does not name the app") }
    : { command: missing(["./deploy.sh", ...(fromImage ? [`{image.${image}}`] : [])], "the page does not say how") };
  const environment = section({
    ...way,
    url: said(address.url, address.line),
    proves: said(proves, line.line),
    ask: section({ path: missing("/version", "the page does not say how to ask what runs"), [proves]: missing(`.${proves}`) }),
  });
  return [{ item: `deploy-${name}`, lines: [line], draft: section({ environments: section({ [name]: environment }) }) }];
};

/** A link of the line, or a host in brackets behind the environment's name anywhere on the page. */
const addressOf = (
  name: string,
  line: PageLine,
  { lines, passages }: Reading,
): { readonly url: string; readonly line: number } | undefined => {
  const all: readonly Passage[] = [line, ...passages, ...lines.flatMap(partsOf)];
  for (const { text, line: on } of all)
    for (const [, before = "", host = ""] of text.matchAll(
      /([\w .-]{2,80})\((?:https:\/\/)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5})\/?\)/gi,
    ))
      if ((slugOf(before.slice(-60)) ?? "").includes(name)) return { url: `https://${host.toLowerCase()}`, line: on };
  const link = linksOf(line).find(({ address }) => /^https:\/\/[a-z0-9.-]{3,100}\/?$/i.test(address));
  return link === undefined ? undefined : { url: link.address.replace(/\/$/, ""), line: line.line };
};

/** A session in which people try to break the candidate. */
export const session: Recogniser = ({ lines }) => {
  const taken = lines.filter((line) => /\bbreak the release\b|\b(?:test|testing|bug[- ]?bash|bashing|qa)\s+session\b/i.test(line.text));
  return taken.length === 0
    ? []
    : [{ item: "break-the-release", lines: taken, draft: section({ session: section({ length: left("60m") }) }) }];
};
