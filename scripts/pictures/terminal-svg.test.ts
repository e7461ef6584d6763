import { expect, test } from "vitest";
import { terminalSvg } from "./terminal-svg.ts";

test("colours become classes, text is escaped, and every line has its own row", () => {
  const svg = terminalSvg("\u001b[1m\u001b[32m✓ a\u001b[39m <b>\u001b[22m\nplain & \u001b[31mred\u001b[39m\n\n", 'the "status"');
  expect(svg).toContain('aria-label="the &quot;status&quot;"');
  expect(svg).toContain('<tspan class="bold green">✓ a</tspan><tspan class="bold"> &lt;b></tspan></text>');
  expect(svg).toContain('plain &amp; <tspan class="red">red</tspan></text>');
  expect(svg.match(/<text /g)?.length).toBe(2);
});

test("a line that no terminal shows whole is cut", () => {
  expect(terminalSvg(`\u001b[2m${"a".repeat(100)}\u001b[22m${"b".repeat(100)}`, "x")).toContain(
    `>${"b".repeat(11)}…</text>`.replace(">b", "</tspan>b"),
  );
});
