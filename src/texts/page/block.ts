/** A run of text as people see it, and what of it the page set apart. */
export interface Inline {
  /** Without marks; hidden characters are shown. */
  readonly text: string;
  readonly codes: readonly string[];
  readonly links: readonly { readonly text: string; readonly address: string }[];
  readonly strong: readonly string[];
}

/** A part of a page. Lines count from one. */
export type Block =
  | { readonly is: "heading"; readonly line: number; readonly depth: number; readonly inline: Inline }
  | { readonly is: "paragraph"; readonly line: number; readonly inline: Inline; readonly quoted: boolean }
  | { readonly is: "code"; readonly line: number; readonly language: string; readonly text: string }
  | { readonly is: "list"; readonly line: number; readonly ordered: boolean; readonly items: readonly ListItem[] };

export interface ListItem {
  readonly line: number;
  /** Whether it has a box to tick. */
  readonly isTask: boolean;
  readonly blocks: readonly Block[];
  /** As it was written, without its mark and indentation; hidden characters are shown. */
  readonly source: string;
}

/** A Markdown page as data. */
export interface Page {
  readonly title: string | undefined;
  readonly lines: number;
  readonly blocks: readonly Block[];
  /** What could not be taken, with its line. */
  readonly unread: readonly { readonly line: number; readonly why: string }[];
}
