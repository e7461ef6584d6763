import type { Token } from "markdown-it";
import { showHidden } from "../show-hidden.ts";
import type { Inline } from "./block.ts";

/** The words of one paragraph or heading, and what of them is code, a link or bold. A box at the head is no word. */
export const inlineOf = (token: Token | undefined): Inline => {
  const found = { text: "", codes: [] as string[], links: [] as { text: string; address: string }[], strong: [] as string[] };
  const open: { kind: "link" | "strong"; from: number; address: string }[] = [];
  const begin = (kind: "link" | "strong", address: string) => open.push({ kind, from: found.text.length, address });
  const end = (kind: "link" | "strong"): void => {
    const last = open.findLastIndex((each) => each.kind === kind);
    const [closed] = last < 0 ? [] : open.splice(last, 1);
    if (closed === undefined) return;
    const text = found.text.slice(closed.from).trim();
    if (kind === "strong") found.strong.push(text);
    else found.links.push({ text, address: closed.address });
  };
  for (const child of token?.children ?? []) {
    switch (child.type) {
      case "code_inline":
        found.codes.push(plain(child.content));
        found.text += plain(child.content);
        break;
      case "link_open":
        begin("link", plain(String(child.attrs?.find(([name]) => name === "href")?.[1] ?? "")).slice(0, 2000));
        break;
      case "link_close":
        end("link");
        break;
      case "strong_open":
        begin("strong", "");
        break;
      case "strong_close":
        end("strong");
        break;
      case "softbreak":
      case "hardbreak":
        found.text += " ";
        break;
      case "text":
      case "image":
        found.text += plain(child.content);
        break;
      default:
    }
  }
  return { ...found, text: found.text.replace(/^\[[ xX]\](?:\s+|$)/, "").trim() };
};

const plain = (text: string): string => showHidden(text.replaceAll(/\s+/g, " "));
