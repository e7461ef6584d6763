import { withoutTags } from "../texts/for-mailchimp.ts";
import { renderMarkdown } from "../texts/render-markdown.ts";

/** A newsletter from Markdown. The unsubscribe link is the vendor's merge tag, which no text of ours may forge and every newsletter must have. */
export const newsletterHtml = (markdown: string): string =>
  `<!doctype html>\n<html><body>\n${withoutTags(renderMarkdown(markdown))}\n<p><a href="*|UNSUB|*">Unsubscribe</a></p>\n</body></html>\n`;
