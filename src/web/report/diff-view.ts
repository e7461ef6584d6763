import { html, type Markup } from "./markup.ts";
import { counted } from "./tally.ts";

/** More lines than this are folded away. */
const openLines = 16;

/** A unified diff with its lines marked by sign and colour; a long one can be unfolded. */
export const diffView = (title: string, diff: string): Markup => {
  const lines = diff.replace(/\n$/, "").split("\n");
  const body = html`<pre class="diff" tabindex="0"><code>${lines.map(
    (line) => html`<span class="${kindOf(line)}">${line}
</span>`,
  )}</code></pre>`;
  const added = lines.filter((line) => kindOf(line) === "add").length;
  const removed = lines.filter((line) => kindOf(line) === "del").length;
  return folded(
    html`<span class="path">${title}</span> <span class="plus">+${added}</span> <span class="minus">−${removed}</span>`,
    lines,
    body,
  );
};

/** A text as it will be sent. */
export const textView = (title: string, text: string): Markup => {
  const lines = text.replace(/\n$/, "").split("\n");
  const size = counted(lines.length, "line");
  return folded(
    html`<span class="path">${title}</span> <span class="dim">${size}</span>`,
    lines,
    html`<pre class="text" tabindex="0">${text}</pre>`,
  );
};

const folded = (heading: Markup, lines: readonly string[], body: Markup): Markup =>
  lines.length > openLines
    ? html`<details class="fold"><summary>${heading}</summary>${body}</details>`
    : html`<figure class="fold"><figcaption>${heading}</figcaption>${body}</figure>`;

const kindOf = (line: string): "file" | "hunk" | "add" | "del" | "same" => {
  if (line.startsWith("--- ") || line.startsWith("+++ ") || line.startsWith("diff --git ")) return "file";
  if (line.startsWith("@@")) return "hunk";
  if (line.startsWith("+")) return "add";
  return line.startsWith("-") ? "del" : "same";
};
