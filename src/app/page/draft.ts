import type { Guess } from "../init/repository-survey.ts";

/** A configuration that is being drafted: every value with where it came from. */
export type Draft = Said | Left | DraftSection | DraftList;

export interface Said {
  readonly is: "said";
  readonly value: string | number | readonly string[];
  readonly from: string;
  readonly confidence: Guess["confidence"];
}

/** Nothing says it, and the configuration can do without: its default holds. */
export interface Left {
  readonly is: "left";
  readonly default: string;
}

export interface DraftSection {
  readonly is: "section";
  readonly values: Readonly<Record<string, Draft>>;
}

export interface DraftList {
  readonly is: "list";
  readonly items: readonly Draft[];
}

export const notOnThePage = "not on the page";

/** A value that stands on the page at a line. */
export const said = (value: Said["value"], line: number): Said => ({ is: "said", value, from: `line ${line}`, confidence: "likely" });

/** A value that the configuration needs and the page does not give; `from` says what was put in its place. */
export const missing = (value: Said["value"], from = notOnThePage): Said => ({ is: "said", value, from, confidence: "unsure" });

export const left = (value: string): Left => ({ is: "left", default: value });

export const section = (values: Readonly<Record<string, Draft | undefined>>): DraftSection => ({
  is: "section",
  values: Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
});

export const list = (items: readonly Draft[]): DraftList => ({ is: "list", items });

/** Both drafts; where they speak of the same value, the first. Lists are one value. */
export const merge = (first: Draft, second: Draft): Draft => {
  if (first.is !== "section" || second.is !== "section") return first;
  const both = Object.entries(first.values).map(([key, value]) => {
    const other = second.values[key];
    return [key, other === undefined ? value : merge(value, other)] as const;
  });
  return section({
    ...Object.fromEntries(both),
    ...Object.fromEntries(Object.entries(second.values).filter(([key]) => first.values[key] === undefined)),
  });
};

/** Every value with its path, in the words of the configuration. */
export const guessesIn = (draft: Draft, key = ""): readonly Guess[] => {
  switch (draft.is) {
    case "said": {
      const value = Array.isArray(draft.value) ? draft.value.join(", ") : String(draft.value);
      return [{ key, value, from: draft.from, confidence: draft.confidence }];
    }
    case "left":
      return [{ key, value: draft.default, from: `${notOnThePage}; the default`, confidence: "unsure" }];
    case "section":
      return Object.entries(draft.values).flatMap(([name, value]) => guessesIn(value, key === "" ? name : `${key}.${name}`));
    case "list":
      return draft.items.flatMap((value, at) => guessesIn(value, `${key}[${at}]`));
  }
};
