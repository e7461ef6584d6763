import type { PageLine, Passage } from "./checklist-lines.ts";
import { partsOf } from "./recognise/reading.ts";

/** What a line warns of, where the warning names an order: what must not be before something else, or whom it reaches at once. */
export const warningOf = (line: PageLine): string | undefined => {
  const found = partsOf(line).flatMap((part) => warningsIn(part));
  return found.length === 0 ? undefined : [...new Set(found)].join(" ").slice(0, 300);
};

/** Warnings of a passage that is no line. */
export const warningsIn = (passage: Passage): readonly string[] => {
  const sentences = passage.text.split(/(?<=[.!?])\s+/);
  const bold = passage.strong.flatMap((text) => {
    if (!namesOrder.test(text)) return [];
    return text.split(/\s+/).length >= 3
      ? [text]
      : sentences.filter((sentence) => sentence.includes(text) && sentence.split(/\s+/).length >= 4).slice(0, 1);
  });
  const plain = sentences.filter(
    (sentence) =>
      insists.test(sentence) && namesOrder.test(sentence) && !bold.some((each) => each.includes(sentence) || sentence.includes(each)),
  );
  return [...bold, ...(passage.strong.length > 0 || passage.quoted ? plain : [])];
};

const namesOrder =
  /\b(?:until|unless|before|after|once|first|immediately|right away|not yet|only|must|never|do not|don['’]t|imperative|will notify|cannot be undone|irreversible)\b/i;

/** A warning that forbids something before something else, not one that only hurries. */
export const forbids = (warning: string): boolean => /\b(?:until|before|unless|only|never|do not|must)\b|\bdon['’]t\b/i.test(warning);

const insists = /\b(?:imperative|warning|caution|important|never|must not|do not|don['’]t)\b|⚠/i;
