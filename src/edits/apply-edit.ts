import type {
  ChangelogSection,
  Edit,
  Edited,
  EditRefused,
  FeedEntry,
  FeedWithdrawal,
  ReplaceMatch,
  SetValue,
  WholeFile,
} from "../domain/edit.ts";
import { saysLater } from "../domain/says-later.ts";
import { structureOf } from "../domain/structured-file.ts";
import { parseValuePath } from "../domain/value-path.ts";
import { createFile } from "./create-file.ts";
import { putFeedEntry } from "./put-feed-entry.ts";
import { putSection } from "./put-section.ts";
import { readStanding } from "./read-value.ts";
import { quoted, refuse } from "./refusal.ts";
import { replaceMatch } from "./replace-match.ts";
import { replaceWhole } from "./replace-whole.ts";
import { setJson } from "./set-json.ts";
import { setProperties } from "./set-properties.ts";
import { setToml } from "./set-toml.ts";
import { setYaml } from "./set-yaml.ts";
import { takeFeedEntry } from "./take-feed-entry.ts";

/**
 * Makes one edit on the text of its file (`undefined` where there is none): the whole new text, or why not. Never throws, whatever the text is.
 * Only the bytes named change, a byte order mark stays, and the result has been read back; making the edit again changes nothing.
 */
export const applyEdit = (text: string | undefined, edit: Edit): Edited | EditRefused => {
  try {
    if (edit.is === "new") return createFile(text, edit);
    if (text === undefined && edit.is === "section" && edit.creates) return applied("", edit);
    if (text === undefined) return refuse(edit, "FILE_MISSING", "no such file");
    const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
    const edited = applied(text.slice(mark.length), edit);
    return edited.is === "edited" ? { is: "edited", text: mark + edited.text } : edited;
  } catch (error) {
    // A parser that runs out of stack on a hostile file has not read it; nothing was changed.
    return refuse(
      edit,
      "NOT_PARSABLE",
      error instanceof RangeError ? "nested too deep to read" : `a file its parser fails on: ${quoted(String(error))}`,
    );
  }
};

type EditOfExisting = SetValue | ReplaceMatch | WholeFile | ChangelogSection | FeedEntry | FeedWithdrawal;

const applied = (text: string, edit: EditOfExisting): Edited | EditRefused => {
  if ("keepLater" in edit && saysLater(readStanding(text, edit) ?? "", edit.to)) return { is: "edited", text };
  switch (edit.is) {
    case "set":
      return setValue(text, edit);
    case "match":
      return replaceMatch(text, edit);
    case "whole":
      return replaceWhole(text, edit);
    case "section":
      return putSection(text, edit);
    case "feed":
      return putFeedEntry(text, edit);
    case "feed-withdrawal":
      return takeFeedEntry(text, edit);
  }
};

const setValue = (text: string, edit: SetValue): Edited | EditRefused => {
  const kind = edit.kind ?? structureOf(edit.file);
  if (kind === undefined) return refuse(edit, "NOT_PARSABLE", "a file name that does not tell its kind; give `kind`, or use a pattern");
  if (kind === "properties") return setProperties(text, edit);
  const path = parseValuePath(edit.at);
  if (path === undefined)
    return refuse(edit, "NO_SUCH_PATH", `${quoted(edit.at)} is not a path such as image.tag, list[name="app"].version or map["a.b"]`);
  if (kind === "yaml") return setYaml(text, edit, path);
  return kind === "json" ? setJson(text, edit, path) : setToml(text, edit, path);
};
