/**
 * The Markdown that says what a piece of HTML says, for reading only: boxes, lists, headings, code, bold and links keep their meaning, every other
 * tag is dropped and its words stay. Comments, scripts and styles are no words.
 */
export const markdownOfHtml = (html: string): string =>
  html
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replaceAll(/<(script|style)\b[^<>]{0,1000}>[\s\S]*?(?:<\/\1\s*>|$)/gi, "")
    .replaceAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b([^<>]{0,2000})>/g, (_, slash: string, name: string, rest: string) =>
      markOf(name.toLowerCase(), slash === "/", rest),
    )
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replaceAll(/^>\n+(?=\S)/gm, "> ");

const markOf = (name: string, closes: boolean, rest: string): string => {
  if (/^h[1-6]$/.test(name)) return closes ? "\n\n" : `\n\n${"#".repeat(Number(name.slice(1)))} `;
  switch (name) {
    case "li":
      return closes ? "\n" : "\n- ";
    case "input":
      return /\btype\s*=\s*["']?checkbox/i.test(rest) ? "[ ] " : "";
    case "code":
      return "`";
    case "b":
    case "strong":
      return "**";
    case "pre":
      return "\n```\n";
    case "blockquote":
      return closes ? "\n\n" : "\n\n> ";
    case "p":
    case "div":
    case "br":
    case "ul":
    case "ol":
      return "\n\n";
    case "a":
      return closes ? ends : begins(rest);
    default:
      return "";
  }
};

/** An address is kept as an address beside its words: a bracket could stand open. */
const begins = (rest: string): string => {
  const address = /\bhref\s*=\s*["']([^"'<>()\s]{1,500})["']/i.exec(rest)?.[1];
  return address === undefined ? "" : `[link](${address}) `;
};

const ends = "";
