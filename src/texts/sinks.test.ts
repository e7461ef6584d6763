import fc from "fast-check";
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { describe, expect, test } from "vitest";
import { outsidePayloads as payloads } from "../testing/outside-payloads.ts";
import { forCommitSubject } from "./for-commit-subject.ts";
import { forHtml } from "./for-html.ts";
import { forMailchimpHtml } from "./for-mailchimp.ts";
import { forMarkdown } from "./for-markdown.ts";
import { forSlack } from "./for-slack.ts";
import { forTerminal } from "./for-terminal.ts";
import { renderMarkdown } from "./render-markdown.ts";

const inMarkdown = (text: string): string => renderMarkdown(`- ${forMarkdown(text)} end`, { images: "show" });
const tags = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];
/** A subject may show code as code. */
const tagsButCode = (html: string): readonly string[] => tags(html).filter((tag) => tag !== "<code>" && tag !== "</code>");
const hiddenOrControl = /[\p{Cc}\p{Cf}]/u;

/** What each sink must never hold, whoever wrote the text. */
const sinks: readonly [sink: string, render: (text: string) => string, forbidden: readonly RegExp[]][] = [
  ["HTML", forHtml, [/[<>"'`{}]/, /\p{Cf}|(?![\n\t])\p{Cc}/u]],
  ["Mailchimp", forMailchimpHtml, [/[<>"'`{}]/, /\*\|/, /\|\*/]],
  ["Slack", forSlack, [/[<>]/, /&(?!(?:amp|lt|gt);)/, /\p{Cf}|(?![\n\t])\p{Cc}/u]],
  [
    "Markdown",
    forMarkdown,
    [
      /[<>{}\n]/,
      hiddenOrControl,
      /@[A-Za-z0-9]/,
      /:\/\//,
      /(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s*:?\s*(?:[\w.-]+\/[\w.-]+)?(?:#|GH-)\d/i,
      /\*\\?\|/,
      /\|\\?\*/,
    ],
  ],
  [
    "commit subject",
    forCommitSubject,
    [
      /\n/,
      hiddenOrControl,
      /^[\w]+-[\w-]+ ?:/,
      /(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s*:?\s*(?:[\w.-]+\/[\w.-]+)?(?:#|GH-)\d/i,
      /\[skip ci\]/i,
    ],
  ],
  ["terminal", forTerminal, [hiddenOrControl]],
];

describe.each(sinks)("outside text in %s", (_sink, render, forbidden) => {
  test.each(payloads)("%j does nothing", (payload) => {
    for (const pattern of forbidden) expect(render(payload)).not.toMatch(pattern);
  });

  test("nor does any other text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(fc.oneof(fc.constantFrom(...payloads), fc.constantFrom("*", "|", "@", "#1", "fixes ", "\n", "<", "&", "\\", ":", "//")), {
          maxLength: 6,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (value) => {
        for (const pattern of forbidden) expect(render(value)).not.toMatch(pattern);
      }),
      { numRuns: 500 },
    );
  });
});

describe("outside text in Markdown that is then rendered", () => {
  test.each(payloads)("%j brings no tag of its own and reads the same", (payload) => {
    expect(tagsButCode(inMarkdown(payload))).toEqual(["<ul>", "<li>", "</li>", "</ul>"]);
  });

  test("no text opens a list, a heading or a table", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("# a", "- a", "1. a", "+ a", "=== ", "---", "    code", "| a |", "a\n=\n")),
        (value) => {
          fc.pre(value.trim() !== "");
          expect(tagsButCode(renderMarkdown(`${forMarkdown(value)} end`)).join("")).toBe("<p></p>");
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("what is rendered reads as it was written", () => {
    const part = fc.constantFrom("a", "_", "__", "*", "`", " ", "b_c", "`x_y`", "`<b>`", "&lt;", "\\", "[l](u)", "|", "~~");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const said = `x${parts.join("")}x`.replaceAll(/ +/g, " ");
        const shown = parseFragment(renderMarkdown(forMarkdown(said)));
        const withCode = textOf(shown, (text, tag) => (tag === "code" ? `\`${text}\`` : text));
        expect(withCode.replaceAll("\u200b", "").trim()).toBe(said);
      }),
      { numRuns: 2000 },
    );
  });

  test("a reference that only points stays", () => expect(forMarkdown("fix: retry (#123)")).toBe("fix: retry (#123)"));
});

describe("what is harmless stays readable", () => {
  test.each([
    ["feat(paths): add Zoë's <b> & more", "feat(paths): add Zoë's &lt;b&gt; &amp; more", forSlack],
    ["Zoë 👩‍💻 ✔️ — 日本語", "Zoë 👩‍💻 ✔️ — 日本語", forTerminal],
    ["fix: snake_case", "fix: snake_case", forMarkdown],
    ["fix: __init__ and _a_ b_", "fix: \\_\\_init\\_\\_ and \\_a\\_ b\\_", forMarkdown],
    ["feat: `read_all()` & `a: b`, R&D &amp;", "feat: `read_all()` & `a: b`, R&amp;D &amp;amp;", forMarkdown],
    ["`<b>` and `x`", "\\`&lt;b&gt;\\` and `x`", forMarkdown],
    ["`a ``b` c`", "\\`a \\`\\`b\\` c\\`", forMarkdown],
    ["`@ana` `www.example.com` `a", "\\`@&#8203;ana\\` \\`www&#8203;.example.com\\` \\`a", forMarkdown],
    ["Bump version 1.30.0", "Bump version 1.30.0", forCommitSubject],
    ["fix: handle pre-release: labels", "fix: handle pre-release: labels", forCommitSubject],
    ["Signed-off-by: ana", '"Signed-off-by: ana"', forCommitSubject],
    ["closes https://github.com/o/r/issues/1", "closes https ://github.com/o/r/issues/1", forCommitSubject],
    ["docs [skip ci]", "docs (skip ci)", forCommitSubject],
  ])("%j becomes %j", (text, rendered, render) => {
    expect(render(text)).toBe(rendered);
  });
});

const textOf = (node: Tree.Node, inTag: (text: string, tag: string) => string): string =>
  "value" in node
    ? node.value
    : "childNodes" in node
      ? inTag(node.childNodes.map((child) => textOf(child, inTag)).join(""), node.nodeName)
      : "";
