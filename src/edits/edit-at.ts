import type { ReplaceMatch, SetValue, WholeFile } from "../domain/edit.ts";
import type { Place } from "../domain/train.ts";

/** The edit that writes a text at a configured place of a file. */
export const editAt = (file: string, place: Place, to: string): SetValue | ReplaceMatch | WholeFile => {
  switch (place.is) {
    case "at":
      return { is: "set", file, at: place.path, to };
    case "pattern":
      return { is: "match", file, pattern: place.pattern, to, ...(place.every === undefined ? {} : { every: place.every }) };
    case "whole":
      return { is: "whole", file, to };
  }
};
