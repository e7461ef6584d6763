import { readMessage } from "./commit-message.ts";
import { readEntry } from "./entry-template.ts";
import type { PastSection } from "./past-sections.ts";
import { bulletsOf } from "./read-entry-form.ts";

/** Whether sections before told something in the very same words, as `update all non-major dependencies`: what is told each time is told again. */
export const toldSentences = (past: readonly PastSection[]): ((sentence: string) => boolean) => {
  const told = new Set(past.flatMap(({ text }) => bulletsOf(text).map((bullet) => plain(readEntry(bullet.text).text))));
  return (sentence) => {
    const words = plain(sentence);
    return words.includes(" ") && told.has(words);
  };
};

/** Without type and scope, which projects write in several ways. */
const plain = (text: string): string =>
  readMessage(text.slice(0, 400).replace(/^\*\*([\w-]{1,40}):\*\* /, "$1: "), "")
    .summary.toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
