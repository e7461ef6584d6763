import type { Place } from "../../domain/train.ts";
import { applyEdit } from "../../edits/apply-edit.ts";
import { editAt } from "../../edits/edit-at.ts";
import type { StandingValue } from "../../edits/list-values.ts";

/** A place that holds the version, in the words of the configuration. */
export interface GuessedFile {
  readonly file: string;
  readonly place: Place;
  readonly to: string;
  readonly onMain?: string;
  /** What stands there now. */
  readonly holds: string;
}

/** Whether writing what stands there changes nothing, and writing another text changes the place: then it is one place, and one that can be written. */
export const canBeWritten = (text: string, file: string, place: Place, holds: string, other: string): boolean => {
  const [same, changed] = [applyEdit(text, editAt(file, place, holds)), applyEdit(text, editAt(file, place, other))];
  return same.is === "edited" && same.text === text && changed.is === "edited" && changed.text !== text;
};

/** A value that holds a text once, with the template in its place; nothing where it cannot be written so. */
export const guessedValue = (
  file: string,
  text: string,
  { at, value, isNamed }: StandingValue,
  { holds, template }: { readonly holds: string; readonly template: string },
): GuessedFile | undefined => {
  const parts = value.split(holds);
  if (!isNamed || parts.length !== 2 || at.length > 160 || value.length > 160) return undefined;
  const place: Place = { is: "at", path: at };
  return canBeWritten(text, file, place, value, parts.join("987.654.321"))
    ? { file, place, to: parts.map(asTemplate).join(template), holds: value }
    : undefined;
};

/** Braces are names in a template. */
const asTemplate = (text: string): string => text.replaceAll(/[{}]/g, (brace) => brace + brace);
