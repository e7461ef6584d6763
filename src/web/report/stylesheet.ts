import { html } from "./markup.ts";

/** The page's one stylesheet, for wide and narrow screens, light and dark, and paper. It names no address. */
export const stylesheet = html`
:root{--paper:#f6f4ee;--card:#fff;--ink:#1a2430;--dim:#566270;--line:#d9d5c9;--soft:#efece3;--good:#12683f;--good-soft:#e2f3e8;--bad:#b01723;--bad-soft:#fde8e8;--warn:#8a5200;--warn-soft:#fdf0d5;--rail:#3c5a7d;--patch:#8b4a0e;--link:#1f4f8f;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#12181f;--card:#1a222c;--ink:#e6e9ec;--dim:#9fabb8;--line:#313c49;--soft:#222c38;--good:#64d497;--good-soft:#143225;--bad:#ff8d8d;--bad-soft:#421a1f;--warn:#f2bd62;--warn-soft:#3a2c11;--rail:#7ea3cf;--patch:#e2a066;--link:#92bdf3}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:3.2rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;overflow-wrap:anywhere}
main,.top,nav ul,footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1,h2,h3,h4,p,ul,ol,dl,figure{margin:0}
ul,ol{padding:0;list-style:none}
h2{font-size:1.45rem;line-height:1.2;margin:3.2rem 0 .5rem;letter-spacing:-.01em}
h3{font-size:1.05rem;line-height:1.3}
h4{font-size:1rem;line-height:1.4}
code,pre,.path{font-family:var(--mono);font-size:.84em}
.dim,.lead,small{color:var(--dim)}
.dim{font-size:.875rem;font-weight:400}
.lead{margin-bottom:1rem}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
.value{white-space:pre-wrap}
dd{margin:0}
header{color:#fff;background:#0f5334}
header.differs{background:#971320}
header.unfinished{background:#6d4300}
.top{padding-top:1.6rem;padding-bottom:1.7rem}
.kind,.says,.what,.figures dt{color:#fffd}
.verdict{display:flex;gap:1.1rem;align-items:center;margin:.7rem 0 .9rem}
h1{font-size:clamp(2.6rem,9vw,4.4rem);line-height:1;letter-spacing:-.03em}
.says{font-size:1.1rem;margin-top:.35rem}
.signal{flex:none;height:auto}
.signal .mast,.signal .stripe{stroke:#fff;stroke-width:4;fill:none}
.signal .arm{fill:#fff}.signal .stripe{stroke:#0f5334}.differs .stripe{stroke:#971320}.unfinished .stripe{stroke:#6d4300}
.signal .pivot{fill:#fff}
.version{font-variant-numeric:tabular-nums;font-weight:700}
.what .version{color:#fff;background:#fff3;padding:.1rem .5rem;border-radius:.3rem;margin-left:.35rem}
.what .small{font-size:.875rem}
.figures{display:flex;flex-wrap:wrap;gap:.4rem 2rem;margin-top:1.1rem}
.figures div{display:flex;flex-direction:column-reverse}
.figures dd{font-size:1.6rem;font-weight:700;line-height:1.1;font-variant-numeric:tabular-nums}
.figures dt{font-size:.85rem}
nav{position:sticky;top:0;z-index:2;background:var(--card);border-bottom:1px solid var(--line)}
nav ul{display:flex;gap:.15rem;overflow-x:auto;scrollbar-width:none}
nav a{display:block;padding:.7rem .6rem;text-decoration:none;white-space:nowrap;font-size:.92rem}
nav a:hover{text-decoration:underline}
.mark,.chip{display:inline-block;font-size:.78rem;font-weight:600;line-height:1.5;padding:0 .5rem;border-radius:1rem;background:var(--soft);white-space:nowrap;vertical-align:.08em}
.mark.good{background:var(--good-soft)}.mark.warn{background:var(--warn-soft)}.mark.bad,.chip.bad{background:var(--bad-soft)}
.chip{color:var(--dim);max-width:100%;overflow:hidden;text-overflow:ellipsis}.chip.bad{color:var(--bad)}
.problems,.problem{background:var(--bad-soft);border-left:.35rem solid var(--bad);border-radius:.3rem;padding:.8rem 1rem;margin:.8rem 0}
.problems{margin-top:1.6rem}
.problems h2{margin:0 0 .5rem;color:var(--bad)}
.problems li{list-style:disc;margin-left:1.2rem}
.differences div{margin:.5rem 0}
.differences dt{font-weight:700}
.warnings li{background:var(--warn-soft);border-left:.35rem solid var(--warn);padding:.4rem .8rem;margin:.4rem 0;border-radius:.3rem}
.rows{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));gap:.7rem}
.row{display:flex;gap:.8rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem .9rem}
.row>div{min-width:0;flex:1}
.row h3{display:inline}
.row .number{flex:none;width:1.9rem;height:1.9rem;border-radius:50%;display:grid;place-items:center;font-size:.85rem;font-weight:700;background:var(--good-soft);color:var(--good)}
.row.guessed .number{background:var(--warn-soft);color:var(--warn)}
.row.cannot .number{background:var(--bad-soft);color:var(--bad)}
.evidence{font-size:.85rem;margin-top:.3rem}
.evidence li{padding-left:.9rem;text-indent:-.9rem}
.evidence li::before{content:"· ";color:var(--dim);display:inline-block;width:.9rem;text-indent:0}
summary{cursor:pointer;padding:.25rem 0}
details summary .dim{margin-left:.3rem}
.row summary,.facts summary{font-size:.85rem;color:var(--dim)}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
.scroll svg{display:block}
svg text{font-family:inherit;font-size:12px;fill:var(--ink)}
.day.even{fill:transparent}.day.odd{fill:var(--soft)}
text.day-name{fill:var(--dim);font-size:11px}
text.lane-name{font-weight:600;font-size:13px}text.lane-kind{fill:var(--dim);font-size:11px}
.lane{stroke:var(--line);stroke-width:1.5;fill:none}
.sleepers{stroke:var(--line);stroke-width:3;fill:none}
.rail{stroke:var(--rail);stroke-width:2;fill:none}.patch .rail{stroke:var(--patch)}
.station{fill:var(--card);stroke:var(--rail);stroke-width:3}.patch .station{stroke:var(--patch)}
.station text{stroke:none;text-anchor:middle;font-size:11px}
.station.start,.station.end{fill:var(--rail)}.patch .station.start,.patch .station.end{fill:var(--patch)}
.station.no-return{stroke:var(--bad);stroke-width:5}.station.no-return text{fill:var(--bad);font-weight:700}
.station.told{fill:var(--good);stroke:var(--card);stroke-width:2}.station.told text{fill:var(--good);font-weight:700}
.station text,.station.start text,.station.end text{fill:var(--ink)}
.dot circle{fill:var(--card);stroke:var(--link);stroke-width:2}.dot text{text-anchor:middle;font-size:11px;font-weight:600}
.dot.mishap path{fill:var(--bad);stroke:none}.dot.mishap text{fill:var(--card)}
.dot:hover circle{fill:var(--soft)}
.legend{font-size:.85rem;color:var(--dim);margin-top:.5rem}
.key{display:inline-block;width:.8rem;height:.8rem;vertical-align:-.05rem}
.key.start{border-radius:50%;background:var(--rail)}.key.no-return{width:.3rem;background:var(--bad)}.key.told{background:var(--good);transform:rotate(45deg) scale(.8)}
.key.scene,.key.mishap{width:auto;height:auto;min-width:1.15rem;text-align:center;border-radius:1rem;border:2px solid var(--link);font-size:.68rem;font-weight:700;color:var(--ink)}
.key.mishap{border-color:var(--bad);background:var(--bad);color:var(--card);border-radius:.2rem}
.about,.pairs{display:flex;flex-wrap:wrap;gap:.35rem 1.6rem;margin:.3rem 0 .8rem}
.about dt,.pairs dt,.facts dt{font-size:.78rem;color:var(--dim)}
.phase{text-transform:uppercase;letter-spacing:.09em;font-size:.82rem;color:var(--dim);margin:1.6rem 0 .5rem}
.item{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem .95rem;margin:.6rem 0}
.interlock{font-size:.875rem;margin:.3rem 0;padding:.2rem .7rem;border-left:.25rem solid var(--warn)}
.interlock strong{color:var(--warn)}
.step{margin-top:.5rem;padding-left:.8rem;border-left:.15rem solid var(--line);font-size:.92rem}
.step>p>code{font-weight:600}
.facts{margin-top:.15rem}dl.facts,.facts dl{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem}dl.facts div,.facts dl div{display:flex;gap:.4rem;align-items:baseline}
.facts dt{flex:none;max-width:9rem}
.facts dd{font-family:var(--mono);font-size:.8rem}
.across{position:relative;text-align:center;margin:1.5rem 0;border-top:3px solid var(--bad);border-bottom:1px solid var(--bad);padding:.3rem;color:var(--bad)}
.across span{font-weight:800;text-transform:uppercase;letter-spacing:.12em;font-size:.88rem}
.across small{display:block;color:inherit}
.fold{margin:.4rem 0}
.fold figcaption,.fold summary{font-size:.85rem}
.plus{color:var(--good);font-weight:600}.minus{color:var(--bad);font-weight:600}
pre{margin:.2rem 0 0;background:var(--soft);border-radius:.35rem;padding:.5rem 0;line-height:1.45;white-space:pre-wrap;max-height:34rem;overflow:auto}
pre.text{padding:.5rem .7rem}
.diff code{font-size:1em}
.diff span{display:block;padding:0 .7rem}
.diff .add{background:var(--good-soft)}.diff .del{background:var(--bad-soft)}
.diff .hunk,.diff .file{color:var(--dim)}
.line{font-size:.9rem}
.held{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.88rem;background:var(--card);border:1px solid var(--line);margin:.4rem 0 .8rem}
th{text-align:left;font-size:.76rem;color:var(--dim);font-weight:600;border-bottom:1px solid var(--line);padding:.35rem .6rem;white-space:nowrap}
td{vertical-align:top;padding:.35rem .6rem;border-top:1px solid var(--line)}
td{min-width:3.5rem}td:has(code){min-width:9rem}
td time,.event{white-space:nowrap}
tr:target{outline:3px solid var(--link);outline-offset:-3px}
tr.mishap{background:var(--bad-soft)}
.twin{margin:1.1rem 0 1.6rem}
.twin>h3{padding-bottom:.3rem;border-bottom:2px solid var(--line);margin-bottom:.4rem}
.twin details details{margin-left:.8rem}
.plain li{display:inline-block;background:var(--soft);border-radius:.3rem;padding:0 .45rem;margin:.1rem .3rem .1rem 0}
.messages li,.notices li{background:var(--card);border:1px solid var(--line);border-radius:.2rem .8rem .8rem .8rem;padding:.6rem .9rem;margin:.5rem 0;max-width:48rem}
.pulls li{background:var(--card);border:1px solid var(--line);padding:.5rem .8rem;margin:-1px 0 0}
.said{white-space:pre-wrap}
.commits>li{margin:.9rem 0}
.notices>li{border-left-width:.35rem}.good-edge{border-left-color:var(--good)!important}.bad-edge{border-left-color:var(--bad)!important}
.notices ul li{border:0;padding:0;margin:0;list-style:disc;margin-left:1.2rem}
footer{padding-top:2.5rem;padding-bottom:2.5rem;color:var(--dim);font-size:.875rem}
@media (max-width:44rem){main,.top,nav ul,footer{padding-left:.9rem;padding-right:.9rem}
table,tbody,tr,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{border-top:1px solid var(--line);padding:.45rem 0}td,td:has(code){position:relative;min-width:0;min-height:1.5em;border:0;padding:.08rem .7rem .08rem 6rem}td:empty{display:none}
td::before{content:attr(data-column);position:absolute;left:.7rem;top:.2rem;width:5rem;font-size:.74rem;color:var(--dim)}
.figures{gap:.5rem 1.4rem}.figures div{min-width:28%}.item{padding:.65rem .75rem}.step{padding-left:.6rem}}
@media print{:root{--paper:#fff;--card:#fff}body{font-size:10pt}nav{display:none}header{print-color-adjust:exact;-webkit-print-color-adjust:exact}.item,.row,tr,.commits>li{break-inside:avoid}h2,h3,h4{break-after:avoid}pre{max-height:none}.scroll{overflow:visible}.scroll svg{width:100%;height:auto}details::details-content{content-visibility:visible}.mark,.diff .add,.diff .del,tr.mishap{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
