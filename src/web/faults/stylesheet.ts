import { html } from "../report/markup.ts";

/** The page's one stylesheet, for wide and narrow screens, light and dark, and paper. It names no address. */
export const stylesheet = html`
:root{--paper:#f6f4ee;--card:#fff;--ink:#1a2430;--dim:#566270;--line:#d9d5c9;--good:#12683f;--good-soft:#d5eedf;--bad:#b01723;--bad-soft:#b01723;--bad-ink:#fff;--warn:#7a4800;--warn-soft:#fde3ad;--link:#1f4f8f;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#12181f;--card:#1a222c;--ink:#e6e9ec;--dim:#9fabb8;--line:#313c49;--good:#64d497;--good-soft:#143225;--bad:#ff8d8d;--bad-soft:#ff8d8d;--bad-ink:#2a0709;--warn:#f2bd62;--warn-soft:#4a3511;--link:#92bdf3}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;overflow-wrap:anywhere}
main,.top,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
h1,h2,h3,p,dl,dd{margin:0}
h2{font-size:1.4rem;line-height:1.2;margin:2.8rem 0 .7rem}
h3{font-size:1rem}
code{font-family:var(--mono);font-size:.84em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
header{color:#fff;background:#0f5334}
header.red{background:#971320}
.top{padding-top:1.6rem;padding-bottom:1.7rem}
.kind,.says,.figures dt{color:#fffd}
h1{font-size:clamp(2.6rem,9vw,4.4rem);line-height:1;letter-spacing:-.03em;margin:.6rem 0 .5rem}
.says{font-size:1.1rem;margin-bottom:.6rem}
.figures{display:flex;flex-wrap:wrap;gap:.4rem 2rem;margin-top:1.1rem}
.figures div{display:flex;flex-direction:column-reverse}
.figures dd{font-size:1.6rem;font-weight:700;line-height:1.1;font-variant-numeric:tabular-nums}
.figures dt{font-size:.85rem}
.said{white-space:pre-wrap}
.problems{background:var(--card);border-left:.35rem solid var(--bad);border-radius:.3rem;padding:.8rem 1rem;margin-top:1.6rem}
.problems h2{margin:0 0 .5rem;color:var(--bad)}
.problems div{margin:.6rem 0}
.problems dt{font-weight:700}
.problems dd{font-family:var(--mono);font-size:.8rem;max-height:16rem;overflow:auto}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.6rem}
table{border-collapse:separate;border-spacing:2px;font-size:.85rem}
caption{text-align:left;padding-bottom:.6rem;min-width:16rem}
th{font-weight:600;color:var(--dim);text-align:left;vertical-align:bottom;font-size:.78rem}
th[scope=row]{color:var(--ink);white-space:nowrap;padding-right:.6rem;font-weight:400;font-size:.92rem;position:sticky;left:0;background:var(--card)}
th[scope=colgroup]{border-bottom:1px solid var(--line);padding:0 .3rem .2rem}
.turned span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap;font-family:var(--mono);font-weight:400;max-height:11rem}
.matrix td{min-width:1.7rem;height:1.6rem;text-align:center;border-radius:.2rem;background:var(--paper);font-weight:700;line-height:1.6rem;padding:0}
.matrix td.same,.key.same{background:var(--good-soft);color:var(--good)}
.matrix td.idle,.key.idle{background:var(--paper);color:var(--dim)}
.matrix td.asks,.key.asks{background:var(--warn-soft);color:var(--warn)}
.matrix td.red,.key.red{background:var(--bad-soft);color:var(--bad-ink)}
.matrix tr:hover td{box-shadow:inset 0 0 0 1px var(--dim)}
.key{display:inline-block;padding:.05rem .6rem;border-radius:.3rem;margin:0 .4rem .3rem 0;font-size:.82rem;font-weight:600;border:1px solid var(--line)}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.matrix td,.matrix th{position:relative}
.list td{text-align:right;padding:.1rem .6rem;font-variant-numeric:tabular-nums}
.list th{padding:.1rem .6rem}
.question{background:var(--card);border:1px solid var(--line);border-left:.35rem solid var(--warn);border-radius:.4rem;padding:.8rem 1rem;margin:.8rem 0;max-width:56rem}
.question p{margin:.35rem 0}
.answers div,.meanings div{display:grid;grid-template-columns:minmax(6rem,13rem) 1fr;gap:.2rem 1rem;padding:.15rem 0}
.after{font-size:.88rem;color:var(--dim)}
footer{padding-top:2.5rem;padding-bottom:2.5rem;color:var(--dim);font-size:.875rem}
footer p{margin:.3rem 0}
@media (max-width:44rem){main,.top,footer{padding-left:.9rem;padding-right:.9rem}th[scope=row]{position:relative;white-space:normal;min-width:9rem}.answers div,.meanings div{grid-template-columns:1fr}}
@media print{:root{--paper:#fff;--card:#fff}body{font-size:9pt}header,td,.key{print-color-adjust:exact;-webkit-print-color-adjust:exact}.scroll{overflow:visible}tr,.question{break-inside:avoid}h2{break-after:avoid}}
`;
