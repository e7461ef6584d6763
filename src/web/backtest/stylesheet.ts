import { stylesheet as base } from "../forecast/stylesheet.ts";
import { html } from "../report/markup.ts";

/** That of the forecast's page, and what a table of signs needs. */
export const stylesheet = html`${base}
.sign{text-align:center;white-space:nowrap;font-weight:700}
.same{color:var(--good)}.differs{color:var(--warn)}.unknown{color:var(--bad)}.none{color:var(--dim)}
td.number{text-align:right}
.release{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.4rem 1rem;margin-top:.7rem}
summary{cursor:pointer;font-weight:700}
.release dl{display:grid;grid-template-columns:9rem 1fr;gap:.35rem 1rem;padding:.6rem 0}
.release dt{font-weight:600}
.release p{margin:0}
.wide{overflow-x:auto}.wide th,.wide td{white-space:nowrap;overflow-wrap:normal}.wide td{max-width:20rem;overflow:hidden;text-overflow:ellipsis}
a{color:var(--next)}
@media (max-width:40rem){.release dl{grid-template-columns:1fr}}
`;
