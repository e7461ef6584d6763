import { showHidden } from "../../texts/show-hidden.ts";

/** A value in the words of a page, whatever stands in it. */
export const code = (text: string): string => {
  const plain = showHidden(text.replaceAll(/\s+/g, " "));
  const marks = "`".repeat(longestRun(plain, 0) + 1);
  const apart = /^`|`$|^ .* $/.test(plain) || plain === "" ? " " : "";
  return `${marks}${apart}${plain}${apart}${marks}`;
};

/** A block of code that nothing in it ends. */
export const fenced = (language: string, text: string): readonly string[] => {
  const fence = "`".repeat(Math.max(3, longestRun(text, 0) + 1));
  return [`${fence}${language}`, ...text.replace(/\n+$/, "").split("\n"), fence];
};

const longestRun = (text: string, least: number): number =>
  [...text.matchAll(/`+/g)].reduce((longest, [run]) => Math.max(longest, run.length), least);
