import { parsePlainDate } from "./plain-date.ts";

/** What a fact of a name looks like, in words, and whether a text does; facts of other names may be any text. */
interface Shape {
  readonly says: string;
  readonly fits: (value: string) => boolean;
}

const matches =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);

const shapes: ReadonlyMap<string, Shape> = new Map([
  ["commit", { says: "a whole commit id, 40 digits and letters from a to f", fits: matches(/^[0-9a-f]{40}$/) }],
  ["digest", { says: "an image's digest, sha256: and 64 digits and letters from a to f", fits: matches(/^sha256:[0-9a-f]{64}$/) }],
  ["number", { says: "a number such as 4711", fits: matches(/^[1-9][0-9]{0,9}$/) }],
  ["day", { says: "a day such as 2021-11-29", fits: (value) => parsePlainDate(value) !== undefined }],
]);

/** What a fact that people tell should look like; undefined where it does. Later steps are made of it, so a slip of the hand must not get that far. */
export const misshapen = (name: string, value: string): string | undefined => {
  const shape = shapes.get(name);
  return shape === undefined || shape.fits(value) ? undefined : shape.says;
};
