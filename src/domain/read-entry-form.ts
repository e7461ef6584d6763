import type { ChangelogForm } from "./changelog-form.ts";

/** One entry of a section: what stands before its text, and its first line. */
export interface Bullet {
  readonly lead: string;
  readonly text: string;
}

/** The entries of a section, of nested lists the outer ones only where both exist. */
export const bulletsOf = (section: string): readonly Bullet[] => {
  const all = [...section.matchAll(/^( {0,3}[-*+] +)(\S.*)$/gm)].map((found) => ({
    lead: found[1] ?? "",
    text: (found[2] ?? "").trimEnd(),
  }));
  const outer = Math.min(...all.map(({ lead }) => lead.search(/\S/)));
  return all.filter(({ lead }) => lead.search(/\S/) === outer);
};

/** What most entries do with references, mentions, case and conventional types. */
export const entryForm = (
  bullets: readonly string[],
): Pick<ChangelogForm, "entry" | "reference" | "mention" | "text" | "capital" | "lists"> => {
  const read = bullets.map(readEntry);
  const referring = read.filter(({ reference }) => reference !== undefined);
  const mentioning = read.filter(({ mention }) => mention !== undefined);
  const refers = referring.length * 4 >= bullets.length && referring.length > 0;
  const mentions = mentioning.length * 4 >= bullets.length && mentioning.length > 0;
  const telling = read.filter((each) => (each.reference !== undefined) === refers && (each.mention !== undefined) === mentions);
  const texts = read.map(({ text }) => text);
  return {
    entry: commonest(telling.map(({ entry }) => entry)) ?? "{text} {reference}",
    reference: refers ? commonest(referring.map(({ reference }) => reference ?? "")) : undefined,
    mention: mentions ? commonest(mentioning.map(({ mention }) => mention ?? "")) : undefined,
    text: share(texts, /^[a-z]+(?:\([^()]*\))?!?: /) >= 0.25 ? "subject" : "summary",
    capital: share(texts, /^[A-Z]/) >= 0.5,
    lists: texts.some((text) => /^(?:chore|ci|build)(?:\(|:)|^bump \S+ from /i.test(text)) ? "all" : "notable",
  };
};

/** The value that occurs most often, of several the first. */
export const commonest = (values: readonly string[]): string | undefined => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<readonly [string | undefined, number]>((best, each) => (each[1] > best[1] ? each : best), [undefined, 0])[0];
};

const share = (texts: readonly string[], pattern: RegExp): number =>
  texts.filter((text) => pattern.test(text)).length / Math.max(1, texts.length);

interface Entry {
  readonly text: string;
  readonly entry: string;
  readonly reference: string | undefined;
  readonly mention: string | undefined;
}

const referencePattern = /\(\[#(\d+)\]\([^()\s]+\)\)|\[#(\d+)\]\([^()\s]+\)|\(#(\d+)\)|(?<![\w/&])#(\d+)\b/;
const mentionPattern = /(?:\b(?:by|thanks to|thanks) )?(?:\(?\[@([\w-]+)\]\(https:\/\/github\.com\/[\w-]+\)\)?|(?<![\w/])\(?@([\w-]+)\)?)/i;

/** Takes one entry apart; further references of the same entry count as text. */
const readEntry = (line: string): Entry => {
  const bullet = line.slice(0, 2000);
  const reference = referencePattern.exec(bullet);
  const mention = mentionPattern.exec(bullet);
  const marked = bullet.replace(reference?.[0] ?? "\0", "\uE000").replace(mention?.[0] ?? "\0", "\uE001");
  const lead = /^[\uE000\uE001][\uE000\uE001\s:–-]*/.exec(marked)?.[0] ?? "";
  const rest = marked.slice(lead.length);
  const trail = /\.?(?:\s*[\uE000\uE001])+\.?$/.exec(rest)?.[0] ?? "";
  const text = rest.slice(0, rest.length - trail.length);
  const entry = `${lead}{text}${trail}`.replace("\uE000", "{reference}").replace("\uE001", "{mention}");
  return {
    text,
    entry,
    reference: lead.includes("\uE000") || trail.includes("\uE000") ? templateOfReference(reference?.[0] ?? "") : undefined,
    mention: lead.includes("\uE001") || trail.includes("\uE001") ? templateOfMention(mention?.[0] ?? "") : undefined,
  };
};

const templateOfReference = (text: string): string =>
  text.replace(/https?:\/\/[^/()\s]+\/[^/()\s]+\/[^/()\s]+\/([\w-]+)\/\d+/, "{repository}/$1/{number}").replace(/#\d+/, "#{number}");

const templateOfMention = (text: string): string =>
  text.replace(/@[\w-]+/, "@{handle}").replace(/github\.com\/[\w-]+/, "github.com/{handle}");
