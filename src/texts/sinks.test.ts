import fc from "fast-check";
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
    expect(tags(inMarkdown(payload))).toEqual(["<ul>", "<li>", "</li>", "</ul>"]);
  });

  test("no text opens a list, a heading or a table", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("# a", "- a", "1. a", "+ a", "=== ", "---", "    code", "| a |", "a\n=\n")),
        (value) => {
          fc.pre(value.trim() !== "");
          expect(tags(renderMarkdown(`${forMarkdown(value)} end`)).join("")).toBe("<p></p>");
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("a reference that only points stays", () => expect(forMarkdown("fix: retry (#123)")).toBe("fix: retry (#123)"));
});

describe("what is harmless stays readable", () => {
  test.each([
    ["feat(paths): add Zoë's <b> & more", "feat(paths): add Zoë's &lt;b&gt; &amp; more", forSlack],
    ["Zoë 👩‍💻 ✔️ — 日本語", "Zoë 👩‍💻 ✔️ — 日本語", forTerminal],
    ["fix: snake_case", "fix: snake\\_case", forMarkdown],
    ["Bump version 1.30.0", "Bump version 1.30.0", forCommitSubject],
    ["fix: handle pre-release: labels", "fix: handle pre-release: labels", forCommitSubject],
    ["Signed-off-by: ana", '"Signed-off-by: ana"', forCommitSubject],
    ["closes https://github.com/o/r/issues/1", "closes https ://github.com/o/r/issues/1", forCommitSubject],
    ["docs [skip ci]", "docs (skip ci)", forCommitSubject],
  ])("%j becomes %j", (text, rendered, render) => {
    expect(render(text)).toBe(rendered);
  });
});
