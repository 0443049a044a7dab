import { plotStyle, roleStyle } from "../plot/index.ts";

/** How a map is drawn. */
const mapStyle = `.plot .sea{fill:var(--surface-1)}.plot .land{fill:var(--surface-2);stroke:var(--line-2);stroke-width:.7}.plot .graticule{stroke:var(--line-1);stroke-width:.7}.plot .map-frame{fill:none;stroke:var(--line-2)}
.plot .target{fill:none;stroke:var(--ink-3);stroke-width:1.2}.plot .orbit{fill:none;stroke:var(--data-expected);stroke-width:1.2;stroke-dasharray:5 4}.plot .descent{fill:none;stroke:var(--data-expected);stroke-width:2.2}.plot .footprint{fill:var(--alarm-wash);stroke:var(--alarm);stroke-width:1.4}
.plot .map-mark{fill:var(--ink-1);stroke:var(--surface-1);stroke-width:1}.plot .face{fill:none;stroke:var(--ink-3);stroke-width:.8;stroke-dasharray:3 2}.plot .halo{stroke:var(--surface-1);stroke-width:3px;paint-order:stroke}`;

/** The one style sheet of a report: bright on paper, dark where the screen asks for it, A4 when printed. */
export const pageStyle = `${roleStyle}
*{box-sizing:border-box}
body{margin:0;background:var(--surface-0);color:var(--ink-1);font:13px/1.4 "Inter","Segoe UI","Lato","Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:800px;margin:0 auto;padding:24px;background:var(--surface-1)}
h1{font-size:22px;line-height:1.2;margin:2px 0 0;font-weight:600}
h2{font-size:17px;line-height:1.25;margin:30px 0 6px;padding-top:8px;border-top:1px solid var(--line-2);font-weight:600}
h3{font-size:13px;margin:16px 0 4px;font-weight:600}
p{margin:4px 0 8px;max-width:84ch}a{color:inherit;text-decoration:underline;text-decoration-color:var(--line-2);overflow-wrap:anywhere}
.kicker{display:flex;justify-content:space-between;gap:16px;color:var(--ink-2);font-size:12px}
.asof{color:var(--ink-2)}
.made{border:1px dashed var(--caution);background:var(--caution-wash);padding:5px 10px;margin:8px 0;font-size:12px}
.made strong{color:var(--caution);letter-spacing:.04em}
.verdict{display:flex;gap:10px;align-items:flex-start;border:1.5px solid;border-left-width:6px;padding:9px 12px;margin:10px 0}
.verdict p{margin:0;max-width:none;font-size:17px;line-height:1.3}.verdict p+p{font-size:13px;color:var(--ink-2);margin-top:2px}
.verdict.alarm{border-color:var(--alarm);background:var(--alarm-wash)}.verdict.alarm strong{color:var(--alarm)}
.verdict.caution{border-color:var(--caution);background:var(--caution-wash)}.verdict.caution strong{color:var(--caution)}
.verdict.ok{border-color:var(--line-2)}.verdict.ok strong{color:var(--ok)}
.verdict.blind{border-color:var(--blind);background:var(--blind-wash)}.verdict.blind strong{color:var(--blind)}
.shape{flex:none;width:15px;height:15px;vertical-align:-2px;margin-right:4px}
.alarm .shape,.shape.alarm{fill:var(--alarm);stroke:var(--alarm)}.shape.caution{fill:var(--caution);stroke:var(--caution)}.shape.ok{fill:none;stroke:var(--ok)}.shape.good{fill:none;stroke:var(--good)}.shape.blind{fill:none;stroke:var(--blind)}.shape.cross{fill:none;stroke:var(--alarm)}
.word{white-space:nowrap}.word.alarm,.word.cross{color:var(--alarm)}.word.caution{color:var(--caution)}.word.ok{color:var(--ok)}.word.good{color:var(--good)}.word.blind{color:var(--blind)}
.cells{display:grid;grid-template-columns:repeat(3,1fr);border:1px solid var(--line-2);margin:10px 0}
.cell{padding:7px 10px;border-right:1px solid var(--line-1);border-bottom:1px solid var(--line-1);min-width:0}
.cell h3{margin:0;font-weight:400;font-size:12px;color:var(--ink-2)}.cell .value{font-size:21px;line-height:1.2}.cell .value small{font-size:12px;color:var(--ink-2)}
.cell p{margin:0;font-size:12px}.cell .from{color:var(--ink-3);font-size:11px;line-height:1.3}
.cell .value.none{font-size:15px;padding:3px 0}
.two{display:grid;grid-template-columns:1fr 1fr;gap:18px}.two>*{min-width:0}
.counts{list-style:none;display:flex;flex-wrap:wrap;gap:4px 14px;margin:2px 0 4px;padding:0}
.do{margin:2px 0;padding:0;list-style:none;counter-reset:do}.do li{counter-increment:do;display:grid;grid-template-columns:16px 92px 1fr;gap:8px;padding:3px 0;border-top:1px solid var(--line-1)}
.do li::before{content:counter(do);color:var(--ink-3)}.do .when{font-weight:600}.do .from{color:var(--ink-3);font-size:11px}
.first .small{max-width:none}.small{font-size:12px;color:var(--ink-2)}
.brief{padding-left:16px;margin:2px 0}.brief li{margin:1px 0;font-size:12px}
figure{margin:8px 0 12px}figcaption{font-size:11.5px;color:var(--ink-2);max-width:96ch}
table{border-collapse:collapse;width:100%;font-size:12px;margin:6px 0 12px}caption{text-align:left;font-weight:600;padding:2px 0}
th,td{text-align:left;vertical-align:top;padding:3px 8px 3px 0;border-bottom:1px solid var(--line-1);overflow-wrap:break-word}
thead th{font-weight:400;color:var(--ink-3);border-bottom-color:var(--line-2)}.number{text-align:right;white-space:nowrap}td.nowrap,th.nowrap{white-space:nowrap}
.foot{color:var(--ink-3);font-size:11px;margin-top:10px}
code{font:11.5px ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
${plotStyle}
${mapStyle}
@media (max-width:640px){main{padding:14px}.cells{grid-template-columns:1fr 1fr}.two{grid-template-columns:1fr}.wide{overflow-x:auto}.wide table{min-width:560px}.do li{grid-template-columns:16px 1fr}.do li>.when{grid-column:2}.do li>:last-child{grid-column:2}}
@page{size:A4;margin:13mm 14mm 15mm;@bottom-left{content:"Hoarfrost incident report: a decision aid, no command to a spacecraft";font:8pt Arial,sans-serif;color:#5b6876}@bottom-right{content:counter(page) " / " counter(pages);font:8pt Arial,sans-serif;color:#5b6876}}
@media print{body{background:none;font-size:9.2pt;line-height:1.32;-webkit-print-color-adjust:exact;print-color-adjust:exact}main{max-width:none;padding:0}
.sheet{break-after:page}tbody tr:nth-child(-n+3){break-before:avoid}tbody tr:nth-last-child(-n+2){break-before:avoid}table.short{break-inside:avoid}.first figure,.first .cells,.first .verdict,.first .made{margin:6px 0}.first h3{margin:7px 0 2px}.first .small{margin:2px 0 4px}.first h1{font-size:16pt}.first .verdict{padding:6px 10px}.first .verdict p{font-size:12.5pt}.first .verdict p+p{font-size:9.2pt}.cell{padding:4px 8px}.cell p,.do,.brief li,.small,.made{font-size:8.6pt}.cell .from,.do .from{font-size:7.8pt}.first .do li{padding:2px 0}#basis .brief li{font-size:8pt}h2,h3,caption{break-after:avoid}figure,tr,.cell,.do li{break-inside:avoid}thead{display:table-header-group}
h2{margin-top:18px}table{font-size:8.6pt}.cell .value{font-size:15pt}a{text-decoration:none}}`;
