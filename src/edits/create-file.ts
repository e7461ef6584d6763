import type { Edited, EditRefused, NewFile } from "../domain/edit.ts";
import { quoted, refuse } from "./refusal.ts";

/** Creates a file; one that already holds exactly this text counts as created. */
export const createFile = (text: string | undefined, edit: NewFile): Edited | EditRefused => {
  if (text === undefined || text === edit.text) return { is: "edited", text: edit.text };
  return refuse(edit, "FILE_EXISTS", `a file of ${text.length} characters that begins with ${quoted(text.slice(0, 40))}`);
};
