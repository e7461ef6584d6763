import markdownIt, { type Token } from "markdown-it";
import { showHidden } from "../show-hidden.ts";
import type { Block, ListItem, Page } from "./block.ts";
import { markdownOfHtml } from "./markdown-of-html.ts";
import { inlineOf } from "./read-inline.ts";

/** Characters of a page, and of one of its lines; what is longer is refused by whoever reads the file. */
export const largestPage = 512 * 1024;
export const longestPageLine = 20_000;

/** Deeper lists are no checklist; the parser leaves them out, and so they are named. */
const deepest = 40;

/**
 * Reads a Markdown page as data, whatever stands in it. HTML is read for its words: it becomes the Markdown that says the same, and its tags go
 * no further. Nothing is followed or loaded.
 */
export const readPage = (markdown: string): Page => {
  const { text, title } = withoutFrontMatter(markdown.replace(/^\ufeff/, "").replaceAll("\r\n", "\n"));
  const lines = text.split("\n");
  const unread: { line: number; why: string }[] = [];
  const blocks = blocksOf(text, { lines, at: 0, unread, isHtml: false });
  const heading = blocks.find((each) => each.is === "heading");
  return { title: heading?.is === "heading" && heading.depth === 1 ? heading.inline.text : title, lines: lines.length, blocks, unread };
};

interface Reading {
  readonly lines: readonly string[];
  /** Where the text stands in the page, when it is a part of it. */
  readonly at: number;
  readonly unread: { line: number; why: string }[];
  /** The text was HTML, and what of it is still HTML is not read again. */
  readonly isHtml: boolean;
}

const blocksOf = (text: string, reading: Reading): readonly Block[] => {
  const parser = markdownIt("default", { html: true, linkify: false, typographer: false });
  parser.set({ maxNesting: deepest });
  const tokens = parser.parse(text, {});
  for (const { level, map, type } of tokens)
    if (level >= deepest - 1 && type === "list_item_open") reading.unread.push({ line: lineOf(map, reading), why: "nested too deep" });
  const found: Block[] = [];
  readBlocks({ tokens, at: 0 }, "", reading, (block) => found.push(block), false);
  return found;
};

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

const readBlocks = (cursor: Cursor, until: string, reading: Reading, add: (block: Block) => void, quoted: boolean): void => {
  for (let token = next(cursor); token !== undefined && token.type !== until; token = next(cursor)) {
    const line = lineOf(token.map, reading);
    switch (token.type) {
      case "heading_open":
        add({ is: "heading", line, depth: Number(token.tag.slice(1)), inline: inlineOf(next(cursor)) });
        cursor.at += 1;
        break;
      case "paragraph_open":
        add({ is: "paragraph", line, inline: inlineOf(next(cursor)), quoted });
        cursor.at += 1;
        break;
      case "fence":
      case "code_block":
        add({ is: "code", line, language: wordOf(token.info), text: showHidden(token.content, { lines: true }) });
        break;
      case "blockquote_open":
        readBlocks(cursor, "blockquote_close", reading, add, true);
        break;
      case "bullet_list_open":
      case "ordered_list_open":
        add(readList(cursor, token.type === "ordered_list_open", line, reading, quoted));
        break;
      case "html_block":
        if (!reading.isHtml) readHtml(token, line, reading, add);
        break;
      case "table_open":
        skipTo(cursor, "table_close");
        break;
      default:
    }
  }
};

const readList = (cursor: Cursor, ordered: boolean, line: number, reading: Reading, quoted: boolean): Block => {
  const items: ListItem[] = [];
  const end = ordered ? "ordered_list_close" : "bullet_list_close";
  for (let token = next(cursor); token !== undefined && token.type !== end; token = next(cursor)) {
    if (token.type !== "list_item_open") continue;
    const blocks: Block[] = [];
    const source = sourceOf(token.map, reading);
    readBlocks(cursor, "list_item_close", reading, (block) => blocks.push(block), quoted);
    items.push({ line: lineOf(token.map, reading), isTask: box.test(source), blocks, source: source.replace(box, "") });
  }
  return { is: "list", line, ordered, items };
};

const box = /^\[[ xX]\](?:\s+|$)/;

const readHtml = (token: Token, line: number, reading: Reading, add: (block: Block) => void): void => {
  const text = markdownOfHtml(token.content);
  if (text.trim() === "") return;
  for (const block of blocksOf(text, { lines: text.split("\n"), at: line - 1, unread: reading.unread, isHtml: true })) add(block);
};

/** An item's lines without its mark, and without the indentation that stands under the mark. */
const sourceOf = (map: Token["map"], { lines }: Reading): string => {
  const [first = "", ...rest] = lines.slice(map?.[0] ?? 0, map?.[1] ?? 0);
  const mark = /^[\s>]{0,200}(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/.exec(first)?.[0] ?? "";
  const under = new RegExp(`^[ \\t]{0,${Math.min(mark.length, 200)}}`);
  return showHidden([first.slice(mark.length), ...rest.map((line) => line.replace(under, ""))].join("\n").trim(), { lines: true });
};

const skipTo = (cursor: Cursor, end: string): void => {
  for (let token = next(cursor); token !== undefined && token.type !== end; ) token = next(cursor);
};

const next = (cursor: Cursor): Token | undefined => {
  const token = cursor.tokens[cursor.at];
  cursor.at += 1;
  return token;
};

const lineOf = (map: Token["map"], { at }: Reading): number => (map?.[0] ?? 0) + 1 + at;

const wordOf = (info: string): string => showHidden(info.trim().split(/\s/)[0] ?? "").slice(0, 40);

/** The head of a page between `---` lines stays counted, and only its title is read. */
const withoutFrontMatter = (text: string): { readonly text: string; readonly title: string | undefined } => {
  const lines = text.split("\n");
  const end = lines[0]?.trimEnd() === "---" ? lines.findIndex((line, at) => at > 0 && at < 200 && line.trimEnd() === "---") : -1;
  if (end < 0) return { text, title: undefined };
  const [, title] = lines.slice(1, end).flatMap((line) => /^(?:title|name):[ \t]*(.{1,200})$/.exec(line) ?? []);
  return {
    text: lines.map((line, at) => (at <= end ? "" : line)).join("\n"),
    title: title === undefined ? undefined : showHidden(title.trim().replace(/^(["'])(.*)\1$/, "$2")),
  };
};
