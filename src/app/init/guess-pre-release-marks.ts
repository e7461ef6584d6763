import { structureOf } from "../../domain/structured-file.ts";
import { applyEdit } from "../../edits/apply-edit.ts";
import { editAt } from "../../edits/edit-at.ts";
import { listValues, type StandingValue } from "../../edits/list-values.ts";
import type { GuessedFile } from "./guessed-file.ts";
import { escaped } from "./place-of-mention.ts";
import { parseStanding } from "./standing-version.ts";

/**
 * A key beside the version that spells the pre-release, `designation: beta1`: a release takes its line away. Only beside a version that is not released
 * yet; what stands beside a released one says something of the product.
 */
export const preReleaseMarks = (text: string, { file, place, holds }: GuessedFile, previous: string): readonly GuessedFile[] => {
  const standing = parseStanding(holds);
  if (place.is !== "at" || structureOf(file) !== "yaml" || standing === undefined || standing.version === previous) return [];
  const above = place.path.replace(/[^.]*$/, "");
  return listValues(text, file).flatMap((value) => {
    const key = value.at.startsWith(above) ? value.at.slice(above.length) : "";
    return value.isNamed && spellsPreRelease(key, value.value) ? placeOfLine(file, text, value) : [];
  });
};

/** A number says that there are several of its kind; without one the key has to say what it is. */
const spellsPreRelease = (key: string, value: string): boolean =>
  /^[\w-]{1,40}$/.test(key) &&
  (/^(?:alpha|beta|rc|pre|preview|dev)[-.]?\d{1,4}$/i.test(value) ||
    (/^(?:alpha|beta|rc|pre|preview|dev)$/i.test(value) && /designation|pre[-_]?release|suffix/i.test(key)));

/** The line and the end of the one above it, by which it is found whether it is there or not. */
const placeOfLine = (file: string, text: string, { start, end, value }: StandingValue): readonly GuessedFile[] => {
  const from = text.lastIndexOf("\n", start);
  const behind = text.indexOf("\n", end);
  const line = text.slice(from + 1, behind < 0 ? text.length : behind);
  const neighbour = text.slice(text.lastIndexOf("\n", from - 1) + 1, Math.max(0, from));
  const [key, before] = [line, neighbour].map((each) => /^ {0,40}[\w-]{1,60}: /.exec(each)?.[0]);
  if (key === undefined || before === undefined) return [];
  const place = { is: "pattern", pattern: `^${escaped(before)}.*((?:\\n${escaped(key)}.*)?)$` } as const;
  const gone = applyEdit(text, editAt(file, place, ""));
  const again = gone.is === "edited" ? applyEdit(gone.text, editAt(file, place, "")) : gone;
  const isLine = gone.is === "edited" && gone.text === text.slice(0, from) + text.slice(behind < 0 ? text.length : behind);
  return isLine && again.is === "edited" && again.text === gone.text ? [{ file, place, to: "", holds: value }] : [];
};
