import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "../../testing/cpu-time.ts";
import { hostileTexts } from "../../testing/hostile-texts.ts";
import { hasHiddenCharacters } from "../show-hidden.ts";
import type { Block } from "./block.ts";
import { readPage } from "./read-page.ts";

const page = (...lines: readonly string[]) => readPage(lines.join("\n"));

const textsOf = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block) => {
    if (block.is === "list") return block.items.flatMap((item) => [item.source, ...textsOf(item.blocks)]);
    return block.is === "code" ? [block.text, block.language] : [block.inline.text, ...block.inline.codes, ...block.inline.strong];
  });

describe("a page as data", () => {
  test("headings, boxes, nesting, numbers, code, bold and links keep their meaning and their lines", () => {
    const { title, blocks } = page(
      "# Release",
      "",
      "- [ ] Start the `release-x` branch",
      "  ```bash",
      "  git checkout x",
      "  ```",
      "  - [x] **Do not merge** before [the build](https://ci.example.com)",
      "",
      "1. One",
    );
    expect(title).toBe("Release");
    expect(blocks.map((each) => [each.is, each.line])).toEqual([
      ["heading", 1],
      ["list", 3],
      ["list", 9],
    ]);
    const [, list] = blocks;
    const item = list?.is === "list" ? list.items[0] : undefined;
    expect(item).toMatchObject({ line: 3, isTask: true });
    expect(item?.blocks[0]).toMatchObject({ inline: { text: "Start the release-x branch", codes: ["release-x"] } });
    expect(item?.blocks[1]).toMatchObject({ is: "code", line: 4, language: "bash", text: "git checkout x\n" });
    expect(item?.source.split("\n").slice(0, 3)).toEqual(["Start the `release-x` branch", "```bash", "git checkout x"]);
    const nested = item?.blocks[2]?.is === "list" ? item.blocks[2].items[0] : undefined;
    expect(nested).toMatchObject({
      line: 7,
      isTask: true,
      blocks: [
        {
          inline: {
            text: "Do not merge before the build",
            strong: ["Do not merge"],
            links: [{ text: "the build", address: "https://ci.example.com" }],
          },
        },
      ],
    });
  });

  test("a head between dashes gives its title only, and lines still count from the top of the file", () => {
    const { title, blocks } = page("---", 'title: "Release X"', "labels: y", "---", "Text");
    expect(title).toBe("Release X");
    expect(blocks).toMatchObject([{ is: "paragraph", line: 5 }]);
  });

  test("HTML is read for its words: boxes, lists, code, bold and quotations, never scripts or comments", () => {
    const { blocks } = page(
      "<blockquote class='note'>",
      "As soon as it is pushed, <code>x-{version}</code> is built.",
      "</blockquote>",
      "",
      "<ul><li><input type='checkbox'> <b>Tag</b> it</li><li>Two</li></ul>",
      "<script>alert(1)</script><!-- hidden -->",
    );
    expect(blocks[0]).toMatchObject({ is: "paragraph", quoted: true, inline: { codes: ["x-{version}"] } });
    expect(blocks[1]).toMatchObject({
      is: "list",
      items: [{ isTask: true, blocks: [{ inline: { strong: ["Tag"] } }] }, { isTask: false }],
    });
    expect(JSON.stringify(blocks)).not.toMatch(/alert|hidden/);
  });
});

describe("a page made to harm", () => {
  test("whatever stands in it, it is read, and no hidden character comes through", () => {
    const hostile = fc.array(fc.oneof(fc.constantFrom(...hostileTexts, "- [ ] ", "\n", "> ", "**", "`", "<b", "[x](", "#"), fc.string()), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(hostile, (parts) => {
        for (const text of textsOf(readPage(parts.join("")).blocks)) expect(hasHiddenCharacters(text, { lines: true })).toBe(false);
      }),
    );
  });

  test("lists inside lists without end are cut where they are too deep, and that is said", () => {
    const { unread } = readPage(Array.from({ length: 300 }, (_, at) => `${"  ".repeat(at)}- x`).join("\n"));
    expect(unread[0]?.why).toBe("nested too deep");
  });

  test.each([
    ["open brackets", "[".repeat(15_000)],
    ["stars", "*a".repeat(7_000)],
    ["backticks", Array.from({ length: 170 }, (_, at) => "`".repeat(at)).join(" ")],
    ["open tags", "<a ".repeat(6_000)],
    ["quotations", `${">".repeat(10_000)}x`],
    ["a paragraph of open brackets as long as a page may be", "[a](\n".repeat(100_000)],
    ["a paragraph of code marks as long as a page may be", Array.from({ length: 1_000 }, (_, at) => "`".repeat(at)).join("a")],
    ["boxes as many as a page may have", "- [ ] **a** `b`\n".repeat(32_000)],
    ["comments that never close", "<!--".repeat(4_000)],
  ])("%s on the longest line that is taken cost little time", (_, line) => {
    const before = cpuTime();
    readPage(line);
    readPage(`<div>\n${line}\n</div>`);
    expect(cpuTime() - before).toBeLessThan(5_000);
  });
});

test("this project's own pages can be read", () => {
  for (const file of ["README.md", "CONTRIBUTING.md", "docs/architecture.md"]) {
    const read = readPage(readFileSync(join(import.meta.dirname, "../../..", file), "utf8"));
    expect(read.blocks.length).toBeGreaterThan(5);
    expect(read.unread).toEqual([]);
  }
});
