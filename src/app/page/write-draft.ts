import { shown } from "../init/safe-word.ts";
import type { Draft } from "./draft.ts";

/** A draft as YAML. Texts are always quoted or in a block, and a comment holds nothing that ends a line. */
export const writeDraft = (draft: Draft): string => (draft.is === "section" ? `${sectionLines(draft.values, "", "\n").join("\n")}\n` : "");

type Values = Readonly<Record<string, Draft>>;

const sectionLines = (values: Values, indent: string, between = ""): readonly string[] =>
  Object.entries(values).flatMap(([key, value], at) => {
    const lines = keyLines(key, value, indent);
    return lines.length > 0 && at > 0 && between !== "" ? ["", ...lines] : lines;
  });

const keyLines = (key: string, draft: Draft, indent: string): readonly string[] => {
  const name = /^[a-z][a-z0-9-]*$/.test(key) ? key : JSON.stringify(key);
  switch (draft.is) {
    case "left":
      return [];
    case "said":
      return valueLines(`${indent}${name}:`, draft, indent);
    case "section": {
      const lines = sectionLines(draft.values, `${indent}  `);
      return lines.length === 0 ? [`${indent}${name}: {}`] : [`${indent}${name}:`, ...lines];
    }
    case "list":
      return draft.items.length === 0
        ? [`${indent}${name}: []`]
        : [`${indent}${name}:`, ...draft.items.flatMap((item) => itemLines(item, `${indent}  `))];
  }
};

/** The first key of an item stands behind its dash. */
const itemLines = (item: Draft, indent: string): readonly string[] => {
  if (item.is !== "section") return item.is === "said" ? valueLines(`${indent}-`, item, indent) : [];
  const [first = `${indent}  {}`, ...rest] = sectionLines(item.values, `${indent}  `);
  return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
};

const valueLines = (head: string, { value, from }: Extract<Draft, { is: "said" }>, indent: string): readonly string[] => {
  const comment = from === "" ? "" : `  # ${shown(from)}`;
  if (typeof value === "string" && value.includes("\n") && fitsBlock(value))
    return [`${head} |2-${comment}`, ...value.split("\n").map((line) => (line === "" ? "" : `${indent}  ${line}`))];
  const text =
    typeof value === "number"
      ? String(value)
      : typeof value === "string"
        ? JSON.stringify(value)
        : `[${value.map((each) => JSON.stringify(each)).join(", ")}]`;
  return [`${head} ${text}${comment}`];
};

/** A block keeps a text as it is, but for what stands at its ends. */
const fitsBlock = (text: string): boolean => !/^\n|\n$|[^\S\n]\n|[^\S\n]$|[\r\u0085\u2028\u2029\t]/.test(text);
