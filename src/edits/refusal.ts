import type { Edit, EditRefused } from "../domain/edit.ts";

/** Says why an edit cannot be made as asked; `found` is what stands there instead, in plain words. */
export const refuse = (edit: Pick<Edit, "file">, code: EditRefused["code"], found: string): EditRefused => ({
  is: "refused",
  code,
  file: edit.file,
  found,
});

/** A piece of somebody's file inside a message: quoted, and short however long it is. */
export const quoted = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** A list of names inside a message: the first ten. */
export const listed = (names: readonly string[]): string =>
  names.length === 0 ? "nothing" : `${names.slice(0, 10).map(quoted).join(", ")}${names.length > 10 ? ", …" : ""}`;
