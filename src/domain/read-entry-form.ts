import { type Category, categoryOf, isUsualType } from "./category.ts";
import { type ChangelogForm, quietCategories } from "./changelog-form.ts";
import { readMessage } from "./commit-message.ts";
import { readEntry } from "./entry-template.ts";

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
export const entryForm = (bullets: readonly string[]): Pick<ChangelogForm, "entries" | "text" | "capital" | "quiet" | "referred"> => {
  const read = bullets.map(readEntry);
  const texts = read.map(({ text }) => text);
  return {
    entries: byUse(read.map(({ template }) => template)).slice(0, 8),
    text: share(texts, /^[A-Za-z][\w-]{0,20}(?:\([^()]*\))?!?: /) >= 0.25 && typed(texts) ? "subject" : "summary",
    capital: share(texts, /^[A-Z]/) >= 0.5,
    quiet: quietIn(texts),
    referred:
      share(
        read.map(({ template }) => template),
        /\{(?:number|issue)\}/,
      ) >= 0.9,
  };
};

/** Only what says plainly that it is a chore counts, and not once by chance. */
const quietIn = (texts: readonly string[]): readonly Category[] => {
  const said = texts.flatMap((text) => {
    const message = readMessage(text.replace(/^\*\*([\w-]{1,30}):\*\* /, "$1: "), "");
    return message.dependency || (message.type !== undefined && isUsualType(message.type)) ? [categoryOf(message, [], plainRules)] : [];
  });
  return quietCategories.filter(
    (category) => said.filter((each) => each === category).length * 40 >= texts.length && said.includes(category),
  );
};

const plainRules = { types: {}, labels: {} };

/** The value that occurs most often, of several the first. */
export const commonest = (values: readonly string[]): string | undefined => byUse(values)[0];

/** Each value once, the most frequent first, of equals the first. */
const byUse = (values: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([value]) => value);
};

/** A word and a colon may also name a part of the product: only where the words are those of commit subjects are they types. */
const typed = (texts: readonly string[]): boolean =>
  share(
    texts,
    /^(?:feat|feature|fix|bug|bugfix|chore|docs?|documentation|enhancement|improvement|change|perf|refactor|ref|ci|build|tests?|style|deps|revert)(?:\([^()]*\))?!?: /i,
  ) >= 0.25;

const share = (texts: readonly string[], pattern: RegExp): number =>
  texts.filter((text) => pattern.test(text)).length / Math.max(1, texts.length);
