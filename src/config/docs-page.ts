import { configurationSchema, type JsonSchema } from "./json-schema.ts";
import { spellingsPage } from "./spellings-page.ts";

/** docs/config.md: one table for each section, made from the same schema that reads the file. */
export const configPage = (): string => {
  const all = rowsOf("", configurationSchema());
  const sections = all.filter(({ schema }) => insideOf(schema) !== undefined);
  return [
    "# signalbox.yaml",
    "",
    "Generated from `src/config/sections`; `npm run docs` writes this page and `schema.json`, which gives an editor the same descriptions:",
    "",
    "```yaml",
    "# yaml-language-server: $schema=./node_modules/signalbox/schema.json",
    "```",
    "",
    "The file is data only: no anchors, aliases, merge keys or tags, each key once, at most 64 KiB. What looks like a number but is a text, such as",
    "`1.30`, is quoted. Sections that are left out leave their items out of the checklist. Secrets are never in the file.",
    "",
    "## Spellings of a version",
    "",
    ...spellingsPage(),
    "## Keys at the top",
    "",
    ...table(all.filter((row) => !sections.includes(row))),
    ...sections.flatMap(sectionOf),
  ].join("\n");
};

interface Row {
  readonly key: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

const sectionOf = ({ key, schema }: Row): readonly string[] => [
  `## ${key}`,
  "",
  ...(schema.description === undefined ? [] : [schema.description, ""]),
  ...table(rowsBelow("", schema)),
];

/** A section's keys, those of the items of a list of sections, or those of each named section. */
const insideOf = (schema: JsonSchema): { readonly prefix: string; readonly inside: JsonSchema } | undefined => {
  if (schema.properties !== undefined) return { prefix: "", inside: schema };
  if (schema.items?.properties !== undefined) return { prefix: "[].", inside: schema.items };
  const other = schema.additionalProperties;
  return other !== undefined && other !== false && other.properties !== undefined ? { prefix: "NAME.", inside: other } : undefined;
};

const rowsOf = (prefix: string, { properties = {}, required = [] }: JsonSchema): readonly Row[] =>
  Object.entries(properties).map(([key, schema]) => ({ key: `${prefix}${key}`, schema, isRequired: required.includes(key) }));

const rowsBelow = (prefix: string, schema: JsonSchema): readonly Row[] => {
  const found = insideOf(schema);
  if (found === undefined) return [];
  return rowsOf(`${prefix}${found.prefix}`, found.inside).flatMap((row) => [
    row,
    ...rowsBelow(row.schema.items === undefined ? `${row.key}.` : row.key, row.schema),
  ]);
};

const table = (rows: readonly Row[]): readonly string[] =>
  rows.length === 0 ? [] : ["| key | what it is | default | example |", "|---|---|---|---|", ...rows.map(lineOf), ""];

const lineOf = ({ key, schema, isRequired }: Row): string => {
  const values = schema.enum === undefined ? "" : ` One of ${schema.enum.map((each) => `\`${each}\``).join(", ")}.`;
  return `| \`${key}\` | ${cell(`${schema.description ?? ""}${values}`)} | ${isRequired ? "required" : coded(schema.default)} | ${coded(schema.examples?.[0])} |`;
};

const coded = (value: unknown): string => {
  if (value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0)) return "";
  return `\`${cell(typeof value === "string" ? value : JSON.stringify(value))}\``;
};

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ").trim();
