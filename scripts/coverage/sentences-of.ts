import { createHash } from "node:crypto";
import type { Block } from "../../src/texts/page/block.ts";
import { readPage } from "../../src/texts/page/read-page.ts";

/** One sentence of the page, or one block of commands, by its place and its hash: the page itself is not ours to copy. */
export interface PageSentence {
  /** The heading it stands under. */
  readonly under: string;
  /** Its number there, from one. */
  readonly at: number;
  /** The first eight digits of the sha256 of its words. */
  readonly hash: string;
  readonly text: string;
}

/** Every sentence of a page in order. Headings and front matter are no sentences. */
export const sentencesOf = (markdown: string): readonly PageSentence[] => {
  const found: PageSentence[] = [];
  const counts = new Map<string, number>();
  let under = "";
  const add = (text: string): void => {
    const at = (counts.get(under) ?? 0) + 1;
    counts.set(under, at);
    found.push({ under, at, hash: createHash("sha256").update(text).digest("hex").slice(0, 8), text });
  };
  const walk = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if (block.is === "heading") under = block.inline.text;
      else if (block.is === "list") for (const item of block.items) walk(item.blocks);
      else if (block.is === "code") add(block.text.trim());
      else
        for (const sentence of block.inline.text.split(/(?<=[.!?:])(?:\)|”|")?\s+(?=["“(]?[A-Z⚠])/))
          if (/[A-Za-z]/.test(sentence)) add(sentence.trim());
    }
  };
  walk(readPage(markdown).blocks);
  return found;
};
