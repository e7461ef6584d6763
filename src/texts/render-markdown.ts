import markdownIt from "markdown-it";

/** How pictures are treated: shown from https addresses, or replaced by their description, because loading one tells its owner who reads. */
export interface RenderOptions {
  readonly images?: "show" | "describe";
}

/**
 * Markdown as safe HTML for newsletters and reports: raw HTML is shown as text, addresses are links only when they begin with `https://`, and
 * nothing becomes a link by itself. A link that is refused stays as it was written.
 */
export const renderMarkdown = (markdown: string, { images = "describe" }: RenderOptions = {}): string => {
  const renderer = markdownIt("default", { html: false, linkify: false, typographer: false });
  renderer.validateLink = isHttps;
  if (images === "describe") renderer.renderer.rules["image"] = (tokens, at) => renderer.utils.escapeHtml(tokens[at]?.content ?? "");
  return renderer.render(markdown);
};

const isHttps = (address: string): boolean => /^https:\/\/[^/\\?#@\s]+(?:[/?#][^\s]*)?$/i.test(address) && URL.canParse(address);
