import { readJson } from "./set-json.ts";
import { readToml } from "./set-toml.ts";
import { readYaml } from "./set-yaml.ts";
import { parseValuePath } from "./value-path.ts";

/** The scalar at a dotted path of a YAML, JSON or TOML file as text, spelt as in the file (`1.30` stays `1.30`); nothing where there is none. */
export const readValue = (text: string | undefined, file: string, at: string): string | undefined => {
  const path = parseValuePath(at);
  if (text === undefined || path === undefined) return undefined;
  const bare = text.replace(/^\ufeff/, "");
  if (/\.ya?ml$/i.test(file)) return readYaml(bare, path);
  if (/\.json$/i.test(file)) return readJson(bare, path);
  return /\.toml$/i.test(file) ? readToml(bare, path) : undefined;
};
