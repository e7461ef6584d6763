import type { Json } from "../../domain/known.ts";
import { html, type Markup, type Part } from "./markup.ts";
import { counted } from "./tally.ts";

type Fields = Readonly<Record<string, Json>>;

/** Deeper values are written as JSON on one line. */
const deepest = 12;

/** A table whose cells name their column, so that it can be read on a phone as cards. */
export const tableOf = (columns: readonly string[], rows: readonly (readonly Part[])[]): Markup => html`<div class="held"><table>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, at) => html`<td data-column="${columns[at] ?? ""}">${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;

/** Any plain data for people: records with plain fields as pairs, lists of such records as tables, what is inside others to unfold. */
export const jsonView = (value: Json, depth = 0): Markup => {
  if (depth > deepest) return html`<code>${JSON.stringify(value)}</code>`;
  if (isList(value)) return listView(value, depth);
  if (isFields(value)) return fieldsView(value, depth);
  return plain(value);
};

export const isFields = (value: Json | undefined): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const isPlain = (value: Json): value is null | boolean | number | string => typeof value !== "object" || value === null;

const listView = (list: readonly Json[], depth: number): Markup => {
  if (list.length === 0) return none;
  if (list.every(isPlain)) return html`<ul class="plain">${list.map((each) => html`<li>${plain(each)}</li>`)}</ul>`;
  if (!list.every(isFields)) return html`<ul>${list.map((each) => html`<li>${jsonView(each, depth + 1)}</li>`)}</ul>`;
  const columns = [...new Set(list.flatMap(Object.keys))].filter((name) => list.some((each) => !isEmpty(each[name])));
  return tableOf(
    columns,
    list.map((each) => columns.map((name) => cell(each[name], depth + 1))),
  );
};

const cell = (value: Json | undefined, depth: number): Part => (isEmpty(value) ? "" : jsonView(value ?? null, depth));

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

const fieldsView = (fields: Fields, depth: number): Markup => {
  const entries = Object.entries(fields);
  if (entries.length === 0) return none;
  const pairs = entries.filter((entry): entry is [string, null | boolean | number | string] => isPlain(entry[1]));
  const deep = entries.filter(([, value]) => !isPlain(value) && !isEmpty(value));
  if (pairs.length === 0 && deep.length > 1 && deep.every(([, value]) => isFields(value) && Object.values(value).every(isPlain)))
    return listView(
      deep.map(([name, value]) => ({ "": name, ...(isFields(value) ? value : {}) })),
      depth,
    );
  return html`${pairs.length > 0 && html`<dl class="pairs">${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${plain(value)}</dd></div>`)}</dl>`}
${deep.map(([name, value]) => html`<details${depth < 1 ? html` open` : undefined}><summary>${name} <span class="dim">${sizeOf(value)}</span></summary>${jsonView(value, depth + 1)}</details>`)}`;
};

const sizeOf = (value: Json): string =>
  isFields(value) ? String(Object.keys(value).length) : Array.isArray(value) ? String(value.length) : "";

const none = html`<span class="dim">nothing</span>`;

/** A long text is folded; an id of a commit or a digest is set as code. */
const plain = (value: null | boolean | number | string): Markup => {
  if (value === null) return html`<span class="dim">none</span>`;
  const text = String(value);
  if (/^(sha256:)?[0-9a-f]{40,64}$/.test(text)) return html`<code>${text}</code>`;
  return text.length > 240 || text.split("\n").length > 4
    ? html`<details><summary>${text.slice(0, 60).trim()}… <span class="dim">${counted(text.length, "character")}</span></summary><pre class="text" tabindex="0">${text}</pre></details>`
    : html`<span class="value">${text}</span>`;
};
