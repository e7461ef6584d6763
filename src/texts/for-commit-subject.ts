import { showHidden } from "./show-hidden.ts";

/**
 * Outside text as the subject of a commit we make: one line, nothing hidden, no trailer (`Signed-off-by:`), no comment, no order to CI to stay
 * away (`[skip ci]` would leave a candidate unbuilt) and no issue closed by it (T02).
 */
export const forCommitSubject = (text: string): string => {
  const line = showHidden(text.replaceAll(/\s+/g, " ").trim())
    .replaceAll(/\[(skip[ -](?:ci|actions)|(?:ci|actions)[ -]skip|no[ -]ci)\]/gi, "($1)")
    .replaceAll(/\*\*\*NO_CI\*\*\*/gi, "NO_CI")
    .replaceAll(
      /((?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s*:?\s*(?:(?:[\w.-]{1,100}\/[\w.-]{1,100})?(?:#|GH-)(?=\d)|https?(?=:)))/gi,
      "$1 ",
    );
  return /^(?:#|[A-Za-z\d]+(?:-[A-Za-z\d]+)+ ?:)/.test(line) ? `"${line}"` : line;
};
