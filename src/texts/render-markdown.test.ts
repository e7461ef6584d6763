import { describe, expect, test } from "vitest";
import { withoutTags } from "./for-mailchimp.ts";
import { renderMarkdown } from "./render-markdown.ts";

describe("Markdown for a newsletter", () => {
  test("becomes headings, lists, links and tables", () => {
    expect(renderMarkdown("## New\n\n- **Paths** in [docs](https://example.com/a?b=1)\n")).toBe(
      '<h2>New</h2>\n<ul>\n<li><strong>Paths</strong> in <a href="https://example.com/a?b=1">docs</a></li>\n</ul>\n',
    );
  });

  test.each([
    ["<script>alert(1)</script>"],
    ["<img src=x onerror=alert(1)>"],
    ["<!-- a --><a href='javascript:x'>x</a>"],
    ["[x](javascript:alert(1))"],
    ["[x](JaVaScRiPt:alert(1))"],
    ["[x](&#106;avascript:alert(1))"],
    ["[x](data:text/html;base64,AAAA)"],
    ["[x](//evil.example)"],
    ["[x](http://example.com)"],
    ["[x](/relative)"],
    ["[x](https://good.example@evil.example/)"],
    ["[x]: vbscript:a\n\n[x]"],
    ["<javascript:alert(1)>"],
    ["![a](http://evil.example/p.gif)"],
    ["https://bare.example"],
  ])("%s makes no link and no tag", (markdown) => {
    expect(renderMarkdown(markdown, { images: "show" })).not.toMatch(/<(?!\/?p>)/);
  });

  test("describes pictures unless they are wanted", () => {
    expect(renderMarkdown('![a "b"](https://example.com/p.png)')).toBe("<p>a &quot;b&quot;</p>\n");
    expect(renderMarkdown("![a](https://example.com/p.png)", { images: "show" })).toContain(
      '<img src="https://example.com/p.png" alt="a">',
    );
  });

  test("holds no merge tag once they are taken out, even one that Markdown put together", () => {
    expect(withoutTags(renderMarkdown("\\*|UNSUB|\\*"))).toBe("<p>&#42;|UNSUB|&#42;</p>\n");
  });
});
