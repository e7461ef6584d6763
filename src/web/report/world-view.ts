import { fieldAt, type Json, textAt } from "../../domain/known.ts";
import { isFields, isList, jsonView, tableOf } from "./json-view.ts";
import { html, type Markup } from "./markup.ts";
import { moment } from "./when.ts";

/** What every outside system holds at the end, each in the form in which people know it. */
export const worldView = (holdings: Readonly<Record<string, Json>>): Markup => {
  const held = Object.entries(holdings).filter(([, value]) => !(isFields(value) && Object.keys(value).length === 0));
  return html`<section id="world" aria-labelledby="world-title">
<h2 id="world-title">What the outside world holds now</h2>
${held.map(([name, value]) => html`<article class="twin"><h3>${name}</h3>${viewOf(name)(value)}</article>`)}
</section>`;
};

const viewOf = (name: string): ((value: Json) => Markup) => {
  if (name === "git") return repositories;
  if (name === "slack") return workspaces;
  if (name === "github") return forge;
  return name.startsWith("registry") ? images : (value) => jsonView(value);
};

/** `{ repositories: { name: { refs: { ref: id } } } }` as tables of refs, with branches and tags by their short names. */
const repositories = (value: Json): Markup =>
  each(isFields(value) ? (value["repositories"] ?? null) : value, (name, repository) => {
    const refs = isFields(repository) ? (repository["refs"] ?? repository) : repository;
    if (!isFields(refs) || !Object.values(refs).every((id) => typeof id === "string")) return titled(name, undefined, jsonView(repository));
    const rows = Object.entries(refs).map(([ref, id]) => [refName(ref), html`<code>${String(id)}</code>`]);
    return titled(name, rows.length, tableOf(["ref", "points at"], rows));
  });

const refName = (ref: string): Markup =>
  html`<span class="value">${ref.replace(/^refs\/(heads|tags)\//, "")}</span>${ref.startsWith("refs/tags/") && html` <span class="chip">tag</span>`}`;

/** `{ repository: { pulls, … } }`: pull requests as a list of their own, the rest as it comes. */
const forge = (value: Json): Markup =>
  each(value, (name, repository) => {
    const pulls = isFields(repository) ? repository["pulls"] : undefined;
    if (!isFields(repository) || !isList(pulls)) return titled(name, undefined, jsonView(repository));
    const { pulls: _, ...rest } = repository;
    return titled(name, pulls.length, html`${pullList(pulls.toReversed())}${jsonView(rest, 1)}`);
  });

/** More pull requests than this are folded away: the newest are those of the rehearsal. */
const openPulls = 8;

const pullList = (pulls: readonly Json[]): Markup => {
  const older = pulls.slice(openPulls);
  return html`${pulls.length > 0 && html`<ul class="pulls">${pulls.slice(0, openPulls).map(pull)}</ul>`}
${older.length > 0 && html`<details><summary>${older.length} older</summary><ul class="pulls">${older.map(pull)}</ul></details>`}`;
};

const pull = (value: Json): Markup => {
  const text = (field: string): string => plainText(fieldAt(value, field));
  const labels = fieldAt(value, "labels");
  const body = text("body");
  return html`<li><p><strong>#${text("number")}</strong> <span class="value">${text("title")}</span> <span class="chip">${text("state")}</span>
${Array.isArray(labels) && labels.map((label) => html` <span class="chip">${plainText(label)}</span>`)}</p>
<p class="dim"><span class="value">${text("head")}</span> into <span class="value">${text("base")}</span> by ${text("author")}${text("mergedBy") !== "" && `, merged by ${text("mergedBy")}`}</p>
${body !== "" && html`<details><summary>text</summary><pre class="text" tabindex="0">${body}</pre></details>`}</li>`;
};

const plainText = (value: Json | undefined): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

/** `{ image: { tags: { tag: digest } } }` as tables of tags. */
const images = (value: Json): Markup =>
  each(value, (name, image) => {
    const tags = isFields(image) ? image["tags"] : undefined;
    if (!isFields(tags)) return titled(name, undefined, jsonView(image));
    return titled(
      name,
      Object.keys(tags).length,
      tableOf(
        ["tag", "digest"],
        Object.entries(tags).map(([tag, digest]) => [tag, html`<code>${String(digest)}</code>`]),
      ),
    );
  });

/** `{ workspace: { channel: [message] } }` as messages, oldest first. */
const workspaces = (value: Json): Markup =>
  each(value, (workspace, channels) =>
    each(channels, (channel, messages) =>
      titled(
        `${workspace} · #${channel}`,
        undefined,
        html`<ol class="messages">${(Array.isArray(messages) ? messages : [messages]).map(message)}</ol>`,
      ),
    ),
  );

const message = (value: Json): Markup => {
  const text = textAt(value, "text");
  if (text === undefined) return html`<li>${jsonView(value)}</li>`;
  const millis = Number(textAt(value, "ts")) * 1000;
  const sent = Number.isFinite(millis) && Math.abs(millis) < 8e15 ? moment(new Date(millis).toISOString()) : undefined;
  const edited = textAt(value, "edited") !== undefined;
  return html`<li><p class="dim">${sent}${edited && " · edited"}</p><p class="said">${text}</p></li>`;
};

const each = (value: Json, view: (name: string, value: Json) => Markup): Markup =>
  isFields(value) ? html`${Object.entries(value).map(([name, inner]) => view(name, inner))}` : jsonView(value);

const titled = (name: string, size: number | undefined, body: Markup): Markup =>
  html`<details open><summary><span class="value">${name}</span> <span class="dim">${size}</span></summary>${body}</details>`;
