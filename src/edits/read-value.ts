import type { ReplaceMatch, SetValue, WholeFile } from "../domain/edit.ts";
import { structureOf } from "../domain/structured-file.ts";
import { contentEndOf } from "../domain/text-range.ts";
import { parseValuePath } from "../domain/value-path.ts";
import { readMatch } from "./replace-match.ts";
import { readJson } from "./set-json.ts";
import { readProperties } from "./set-properties.ts";
import { readToml } from "./set-toml.ts";
import { readYaml } from "./set-yaml.ts";

/** The scalar at a path of a structured file as text, spelt as in the file (`1.30` stays `1.30`); nothing where there is none. */
export const readValue = (text: string | undefined, file: string, at: string): string | undefined =>
  readStanding(text, { is: "set", file, at, to: "" });

/** What stands now where an edit would write; nothing where there is no such place. */
export const readStanding = (text: string | undefined, edit: SetValue | ReplaceMatch | WholeFile): string | undefined => {
  const bare = text?.replace(/^\ufeff/, "");
  if (bare === undefined) return undefined;
  switch (edit.is) {
    case "set":
      return readSet(bare, edit);
    case "match":
      return readMatch(bare, edit);
    case "whole":
      return bare.slice(0, contentEndOf(bare));
  }
};

const readSet = (text: string, edit: SetValue): string | undefined => {
  const kind = edit.kind ?? structureOf(edit.file);
  if (kind === "properties") return readProperties(text, edit.file, edit.at);
  const path = parseValuePath(edit.at);
  if (path === undefined || kind === undefined) return undefined;
  if (kind === "yaml") return readYaml(text, path);
  return kind === "json" ? readJson(text, path) : readToml(text, path);
};
