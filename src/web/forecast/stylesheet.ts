import { html } from "../report/markup.ts";

/** The page's one stylesheet, for wide and narrow screens, light and dark, and paper. It names no address. */
export const stylesheet = html`
:root{--paper:#f6f4ee;--card:#fff;--ink:#1a2430;--dim:#566270;--line:#d9d5c9;--good:#12683f;--bad:#b01723;--warn:#a86700;--next:#1f4f8f;--usual:#e7ecf3;--middle:#cfdbea;--top:#20364f;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#12181f;--card:#1a222c;--ink:#e6e9ec;--dim:#9fabb8;--line:#313c49;--good:#64d497;--bad:#ff8d8d;--warn:#f2bd62;--next:#92bdf3;--usual:#202b38;--middle:#2b3b4f}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;overflow-wrap:anywhere}
main,.top,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}
h1,h2,p,dl,dd{margin:0}
h2{font-size:1.35rem;line-height:1.2;margin:2.6rem 0 .7rem}
header{color:#fff;background:var(--top)}
.top{padding-top:1.6rem;padding-bottom:1.7rem}
.kind,.says,.figures dt{color:#fffd}
h1{font-size:clamp(2.2rem,7vw,3.8rem);line-height:1.05;letter-spacing:-.03em;margin:.5rem 0 .4rem}
.says{font-size:1.1rem}
.figures{display:flex;flex-wrap:wrap;gap:.5rem 2.2rem;margin-top:1.2rem}
.figures div{display:flex;flex-direction:column-reverse}
.figures dd{font-size:1.6rem;font-weight:700;line-height:1.1;font-variant-numeric:tabular-nums}
.figures dt{font-size:.85rem}
:focus-visible{outline:3px solid var(--next);outline-offset:2px}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
.scroll svg{display:block;margin:0 auto}
svg text{font-family:inherit;font-size:12px;fill:var(--dim)}
.tick{text-anchor:end;font-variant-numeric:tabular-nums}.year{text-anchor:middle}.edge{font-weight:600;fill:var(--next)!important}
.band.usual{fill:var(--usual)}.band.middle{fill:var(--middle)}
.row-line{stroke:var(--line);stroke-width:1}.zero{stroke:var(--dim);stroke-width:1.5}.median{stroke:var(--next);stroke-width:1.5;stroke-dasharray:5 4}
.pause{stroke:var(--dim);stroke-width:1.5;stroke-dasharray:1 5;stroke-linecap:round}
.run{stroke:var(--card);stroke-width:1.5}.run.good{fill:var(--good)}.run.warn{fill:var(--warn)}.run.bad{fill:var(--bad)}
.missed path{stroke:var(--dim);stroke-width:2;fill:none}
.next path{stroke:var(--next);stroke-width:2.5;fill:none;stroke-linecap:round}.next .diamond{fill:var(--card)}
.legend{font-size:.85rem;color:var(--dim);margin-top:.6rem}
.key{display:inline-block;width:.75rem;height:.75rem;border-radius:50%;vertical-align:-.05rem}
.key.good{background:var(--good)}.key.warn{background:var(--warn)}.key.bad{background:var(--bad)}
.key.next{border-radius:0;border:2px solid var(--next);transform:rotate(45deg) scale(.8)}
.cross{font-weight:700}
table{border-collapse:collapse;width:100%;font-size:.92rem;background:var(--card);border:1px solid var(--line)}
th{text-align:left;font-size:.78rem;color:var(--dim);font-weight:600;padding:.4rem .7rem}
td{padding:.35rem .7rem;border-top:1px solid var(--line);font-variant-numeric:tabular-nums;vertical-align:top}
td.late{font-weight:700;white-space:nowrap}
td.late.good{color:var(--good)}td.late.warn{color:var(--warn)}td.late.bad{color:var(--bad)}
.note{background:var(--card);border-left:.35rem solid var(--warn);padding:.7rem 1rem;margin-top:1.5rem}
footer{padding-top:2rem;padding-bottom:2.5rem;color:var(--dim);font-size:.875rem}
@media (max-width:40rem){main,.top,footer{padding-left:.8rem;padding-right:.8rem}th,td{padding-left:.4rem;padding-right:.4rem}table{font-size:.82rem}}
@media print{:root{--paper:#fff;--card:#fff}header,.band,.key{print-color-adjust:exact;-webkit-print-color-adjust:exact}tr{break-inside:avoid}.scroll{overflow:visible}.scroll svg{width:100%;height:auto}}
`;
