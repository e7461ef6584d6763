import type { SentText } from "../../app/rehearse/rehearsal.ts";
import { textView } from "./diff-view.ts";
import { html, type Markup } from "./markup.ts";

/** Every text as its readers found it, by release. */
export const textsView = (texts: readonly SentText[]): Markup => {
  const versions = [...new Set(texts.map(({ version }) => version))];
  return html`<section id="texts" aria-labelledby="texts-title">
<h2 id="texts-title">Texts as they were sent</h2>
${texts.length === 0 && html`<p class="lead">None.</p>`}
${versions.map((version) => html`<h3>${version}</h3>${texts.filter((each) => each.version === version).map(({ name, text }) => textView(name, text))}`)}
</section>`;
};
