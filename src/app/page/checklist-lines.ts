import type { Block, Inline, ListItem, Page } from "../../texts/page/block.ts";

/** Words of a page with their place: a paragraph, or a point below a line. */
export interface Passage extends Inline {
  readonly line: number;
  /** Headings above, the outermost first. */
  readonly headings: readonly string[];
  readonly quoted: boolean;
}

/** Something to do, as the page has it: a box, a numbered step, or a section with its own heading. */
export interface PageLine extends Passage {
  readonly as: "box" | "number" | "heading";
  /** The boxes above it that only group. */
  readonly groups: readonly string[];
  /** Other boxes stand below it. */
  readonly isGroup: boolean;
  /** What stands below it and is no line of its own. */
  readonly details: readonly Passage[];
  readonly code: readonly { readonly line: number; readonly text: string }[];
  /** As it was written. */
  readonly source: string;
}

/** What a page says to do, in its order, and all its other words. */
export interface PageLines {
  readonly lines: readonly PageLine[];
  readonly passages: readonly Passage[];
}

/**
 * Boxes are lines wherever they stand; numbered steps are lines where no box is; on a page without boxes, a section that says what to do is one line.
 * A box above other boxes is a line of its own only when somebody wants it, so it comes as their group.
 */
export const checklistLines = (page: Page): PageLines => {
  const sections = sectionsOf(page.blocks);
  const hasBoxes = sections.some(({ blocks }) => blocks.some(holdsBox));
  const lines: PageLine[] = [];
  const passages: Passage[] = [];
  for (const [at, each] of sections.entries()) {
    const { headings, blocks } = each;
    if (blocks.some(holdsBox)) for (const item of itemsIn(blocks)) addBoxes(item, headings, [], lines, passages);
    else if (blocks.some((block) => block.is === "list" && block.ordered))
      for (const block of blocks)
        if (block.is === "list" && block.ordered) lines.push(...block.items.map((item) => lineOf(item, "number", headings, [])));
        else passages.push(...passagesOf([block], headings));
    else if (!hasBoxes && each.heading !== undefined && saysWhatToDo(each, sections[at + 1])) lines.push(headingLine(each, each.heading));
    else passages.push(...passagesOf(blocks, headings));
    if (blocks.some(holdsBox))
      passages.push(
        ...passagesOf(
          blocks.filter((block) => !holdsBox(block)),
          headings,
        ),
      );
  }
  return { lines, passages };
};

interface Section {
  readonly heading: Extract<Block, { is: "heading" }> | undefined;
  readonly headings: readonly string[];
  readonly blocks: readonly Block[];
}

const sectionsOf = (blocks: readonly Block[]): readonly Section[] => {
  const sections: { heading: Section["heading"]; headings: readonly string[]; blocks: Block[] }[] = [
    { heading: undefined, headings: [], blocks: [] },
  ];
  const above: { depth: number; text: string }[] = [];
  for (const block of blocks) {
    if (block.is !== "heading") {
      sections.at(-1)?.blocks.push(block);
      continue;
    }
    while ((above.at(-1)?.depth ?? 0) >= block.depth) above.pop();
    above.push({ depth: block.depth, text: block.inline.text });
    sections.push({ heading: block, headings: above.map((each) => each.text), blocks: [] });
  }
  return sections;
};

const holdsBox = (block: Block): boolean => block.is === "list" && block.items.some((item) => item.isTask || item.blocks.some(holdsBox));

const itemsIn = (blocks: readonly Block[]): readonly ListItem[] =>
  blocks.flatMap((block) => (block.is === "list" && holdsBox(block) ? block.items : []));

const addBoxes = (item: ListItem, headings: readonly string[], groups: readonly string[], lines: PageLine[], passages: Passage[]): void => {
  if (item.isTask) lines.push(lineOf(item, "box", headings, groups));
  else
    passages.push(
      ...passagesOf(
        item.blocks.filter((block) => !holdsBox(block)),
        headings,
      ),
    );
  const inner = item.isTask ? [...groups, firstText(item.blocks)] : groups;
  for (const below of itemsIn(item.blocks)) addBoxes(below, headings, inner, lines, passages);
};

const lineOf = (item: ListItem, as: PageLine["as"], headings: readonly string[], groups: readonly string[]): PageLine => {
  const own = item.blocks.filter((block) => !holdsBox(block));
  const [first, ...rest] = own;
  const head = first?.is === "paragraph" ? first : undefined;
  return {
    ...(head?.inline ?? nothing),
    line: item.line,
    headings,
    quoted: false,
    as,
    groups,
    isGroup: item.blocks.some(holdsBox),
    details: passagesOf(head === undefined ? own : rest, headings),
    code: codeIn(own),
    source: withoutBoxes(item),
  };
};

const headingLine = ({ headings, blocks }: Section, heading: NonNullable<Section["heading"]>): PageLine => ({
  ...heading.inline,
  text: heading.inline.text.replace(/^\d{1,3}[.)]\s*/, ""),
  line: heading.line,
  headings: headings.slice(0, -1),
  quoted: false,
  as: "heading",
  groups: [],
  isGroup: false,
  details: passagesOf(blocks, headings),
  code: codeIn(blocks),
  source: [
    heading.inline.text,
    ...passagesOf(blocks, headings).map((each) => each.text),
    ...codeIn(blocks).map((each) => each.text.trimEnd()),
  ].join("\n"),
});

/** A section says what to do when it has a number, begins with a word that tells to, or shows git's commands. What only holds other sections does not. */
const saysWhatToDo = ({ heading, headings, blocks }: Section, next: Section | undefined): boolean => {
  if (blocks.length === 0 || heading === undefined) return false;
  if (next !== undefined && next.headings.length > headings.length && !blocks.some((block) => block.is === "code")) return false;
  const words = heading.inline.text.replace(/^\d{1,3}[.)]\s*/, "");
  return words !== heading.inline.text || tells.test(words) || codeIn(blocks).some(({ text }) => /^\s*(?:\$ )?git /m.test(text));
};

const tells =
  /^(?:(?:manually|locally)\s+)?(?:add|address|announc|approv|build|bump|check|clean|clos|commit|communicat|compil|complet|copy|creat|cut|deploy|draft|edit|ensur|finali[sz]|generat|indicat|mak|merg|monitor|notify|open|perform|post|prepar|promot|publish|pull|push|rebuild|remov|review|run|send|set|sign|start|submit|tag|test|tweet|updat|upload|validat|verify|wait|writ)(?:e|t?ing)?\b|^releas(?:e|ing)\s+(?:a|an|the|to)\b/i;

const passagesOf = (blocks: readonly Block[], headings: readonly string[]): readonly Passage[] =>
  blocks.flatMap((block): readonly Passage[] => {
    if (block.is === "paragraph") return [{ ...block.inline, line: block.line, headings, quoted: block.quoted }];
    return block.is === "list" ? block.items.flatMap((item) => passagesOf(item.blocks, headings)) : [];
  });

const codeIn = (blocks: readonly Block[]): PageLine["code"] =>
  blocks.flatMap((block) => {
    if (block.is === "code") return [{ line: block.line, text: block.text }];
    return block.is === "list" ? block.items.flatMap((item) => codeIn(item.blocks)) : [];
  });

const firstText = (blocks: readonly Block[]): string => {
  const [first] = blocks;
  return first?.is === "paragraph" ? first.inline.text : "";
};

/** Boxes below are lines of their own. */
const withoutBoxes = ({ source, blocks }: ListItem): string => {
  const boxes = blocks.find(holdsBox);
  if (boxes === undefined) return source;
  const lines = source.split("\n");
  const from = lines.findIndex((line, at) => at > 0 && /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\]/.test(line));
  return (from < 0 ? lines : lines.slice(0, from)).join("\n").trimEnd();
};

const nothing: Inline = { text: "", codes: [], links: [], strong: [] };
