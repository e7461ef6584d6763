import { showHidden } from "./show-hidden.ts";

/** Outside text as inline Markdown, on one line, for a renderer that does nothing but Markdown (T03): every mark that means something is escaped. */
export const forInlineMarkdown = (text: string): string => written(text, (plain) => plain);

/**
 * The same for a forge. What GitHub does with rendered text is stopped too: mentions, closing keywords and bare addresses are found after entities
 * are decoded, so an entity alone does not help and a zero-width space (written as `&#8203;`, visible in the source) parts them. References such as
 * `(#123)` stay links: they only point.
 */
export const forMarkdown = (text: string): string =>
  written(text, (plain) =>
    perhapsActive.test(plain)
      ? plain
          .replaceAll(/@(?=[A-Za-z0-9])/g, `@${apart}`)
          .replaceAll(/(:)(?=\/\/)|(\bwww)(?=\.)/gi, `$1$2${apart}`)
          .replaceAll(closing, `$1${apart}`)
          .replaceAll(/\*\\\|/g, `*${apart}\\|`)
          .replaceAll(/\|\\\*/g, `|${apart}\\*`)
      : plain,
  );

/** What each of those needs; most texts have none of it. */
const perhapsActive = /[@#|]|:\/\/|www\.|GH-/i;

const apart = "&#8203;";

/** What closes an issue when it reaches the main branch: docs.github.com, "Linking a pull request to an issue". A number at the head may follow a keyword of ours. */
const closing = /((?:(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s*:?\s*|^\\?)(?:[\w.\\-]{1,100}\/[\w.\\-]{1,100})?(?:#|GH-))(?=\d)/gi;

/** Code that no renderer and no site generator reads as anything else: it stays code. */
const harmlessCode = /^`(?! )[\p{L}\p{N}_ .,:;()[\]/=+'"!?$%^-]{1,100}(?<! )`$/u;

/** An underscore inside a word is one, in every Markdown that follows CommonMark; an ampersand begins an entity only before a name or a number. */
const marks = /((?<=[\p{L}\p{N}])_+(?=[\p{L}\p{N}]))|[\\`*_[\]~|<>{}]|&(?=[#A-Za-z])/gu;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;" };

const written = (text: string, stop: (plain: string) => string): string => {
  const line = showHidden(/[^\S ]| {2}/.test(text) ? text.replaceAll(/\s+/g, " ") : text);
  // Two backticks could pair with two others, so that what stands between were code or not by what else is there: then none is kept.
  const pieces = line.includes("``") || !line.includes("`") ? [line] : line.split(/(`[^`]+`)/);
  return pieces
    .map((piece) => (harmlessCode.test(piece) && stop(piece) === piece ? piece : stop(escaped(piece))))
    .join("")
    .replace(/^ *(?:[#+=-]|\d+[.)])/, (head) => head.replace(/[#+=\-.)]/, "\\$&"));
};

const escaped = (plain: string): string =>
  !/[\\`*_[\]~|<>{}&]/.test(plain)
    ? plain
    : plain.replaceAll(marks, (mark, insideWord?: string) => insideWord ?? entities[mark] ?? `\\${mark}`);
