import { showHidden } from "./show-hidden.ts";

/** Outside text as inline Markdown, on one line, for a renderer that does nothing but Markdown (T03): every mark that means something is escaped. */
export const forInlineMarkdown = (text: string): string =>
  showHidden(text.replaceAll(/\s+/g, " "))
    .replaceAll(/[&<>{}]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/[\\`*_[\]~|]/g, "\\$&")
    .replace(/^ *(?:[#+=-]|\d+[.)])/, (head) => head.replace(/[#+=\-.)]/, "\\$&"));

/**
 * The same for a forge. What GitHub does with rendered text is stopped too: mentions, closing keywords and bare addresses are found after entities
 * are decoded, so an entity alone does not help and a zero-width space (written as `&#8203;`, visible in the source) parts them. References such as
 * `(#123)` stay links: they only point.
 */
export const forMarkdown = (text: string): string =>
  forInlineMarkdown(text)
    .replaceAll(/@(?=[A-Za-z0-9])/g, `@${apart}`)
    .replaceAll(/(:)(?=\/\/)|(\bwww)(?=\.)/gi, `$1$2${apart}`)
    .replaceAll(closing, `$1${apart}`)
    .replaceAll(/\*\\\|/g, `*${apart}\\|`)
    .replaceAll(/\|\\\*/g, `|${apart}\\*`);

const apart = "&#8203;";

/** What closes an issue when it reaches the main branch: docs.github.com, "Linking a pull request to an issue". A number at the head may follow a keyword of ours. */
const closing = /((?:(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s*:?\s*|^\\?)(?:[\w.\\-]{1,100}\/[\w.\\-]{1,100})?(?:#|GH-))(?=\d)/gi;
