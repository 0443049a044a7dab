/** Colours by role, for paper and bright rooms. The same roles and values as the console's tokens. */
const light = `--surface-0:#eef1f4;--surface-1:#fff;--surface-2:#e6ebf0;--line-1:#e1e6ec;--line-2:#aab5c1;--ink-1:#10171f;--ink-2:#3d4956;--ink-3:#5b6876;--data-measured:#10171f;--data-expected:#1f6fb5;--data-band:#1f6fb524;--data-residual:#2c3844;--alarm:#8b110f;--alarm-wash:#8b110f14;--caution:#8a5400;--caution-wash:#8a54001a;--ok:#17654d;--ok-wash:#17654d14;--good:#0e3da9;--good-wash:#0e3da914;--blind:#774c78;--blind-wash:#774c7814`;
const dark = `--surface-0:#0a0d12;--surface-1:#10151c;--surface-2:#18202a;--line-1:#202934;--line-2:#3a4757;--ink-1:#eef3f9;--ink-2:#aeb9c7;--ink-3:#8492a3;--data-measured:#eaf4fd;--data-expected:#6fb1ea;--data-band:#6fb1ea2e;--data-residual:#c9d6e4;--alarm:#f8744e;--alarm-wash:#f8744e1f;--caution:#fec82d;--caution-wash:#fec82d1a;--ok:#5be1b4;--ok-wash:#5be1b41a;--good:#3589fe;--good-wash:#3589fe24;--blind:#a68fc8;--blind-wash:#a68fc81c`;

/** Roles as CSS variables: light on paper and by default, dark where the screen asks for it. */
export const roleStyle = `:root{color-scheme:light dark;${light}}@media screen and (prefers-color-scheme:dark){:root{${dark}}}`;

/** How the classes of plots are drawn. Needs the variables of {@link roleStyle} or of the console's tokens. */
export const plotStyle = `.plot{display:block;width:100%;height:auto;font-size:11px;font-variant-numeric:tabular-nums}
.plot text{fill:var(--ink-2)}.plot .tick{fill:var(--ink-3)}.plot .title{fill:var(--ink-1);font-weight:600;stroke:var(--surface-1);stroke-width:3px;paint-order:stroke}
.plot .start{text-anchor:start}.plot .middle{text-anchor:middle}.plot .end{text-anchor:end}
.plot .grid{stroke:var(--line-1);stroke-width:1}.plot .axis{stroke:var(--line-2);stroke-width:1}
.plot .line{fill:none;stroke-linejoin:round}
.plot .measured{stroke:var(--data-measured);stroke-width:1.4}.plot .expected{stroke:var(--data-expected);stroke-width:1.1}
.plot .residual{stroke:var(--data-residual);stroke-width:1.2}.plot .statistic{stroke:var(--data-measured);stroke-width:1.4}
.plot .other{stroke:var(--ink-3);stroke-width:.9;stroke-dasharray:2 2}
.plot .median{stroke:var(--data-measured);stroke-width:1.4}
.plot .envelope{fill:var(--data-measured);opacity:.35}.plot .band{fill:var(--data-band)}
.plot .threshold{fill:none;stroke-dasharray:5 4;stroke-width:1}
.plot .is-alarm{stroke:var(--alarm)}.plot .is-caution{stroke:var(--caution)}.plot .is-neutral{stroke:var(--ink-3)}.plot .is-blind{stroke:var(--blind)}.plot .is-good{stroke:var(--good)}.plot .is-ok{stroke:var(--ok)}
.plot text.is-alarm,.plot .fill.is-alarm{fill:var(--alarm);stroke:none}.plot text.is-caution,.plot .fill.is-caution{fill:var(--caution);stroke:none}
.plot text.is-blind{fill:var(--blind);stroke:none}.plot text.is-neutral,.plot .fill.is-neutral{fill:var(--ink-2);stroke:none}.plot .fill.is-good,.plot text.is-good{fill:var(--good);stroke:none}.plot text.is-ok{fill:var(--ok);stroke:none}
.plot .fill.is-blind{fill:var(--blind);stroke:none}.plot .fill.is-expected{fill:var(--data-expected)}.plot .fill.is-quiet{fill:var(--line-2)}
.plot .onset{fill:var(--alarm);opacity:.28}.plot .gap{fill:var(--blind-wash)}.plot .hatch{stroke:var(--blind);stroke-width:1;opacity:.4}
.plot .hindsight{fill:var(--surface-1);stroke:var(--ink-1)}.plot .wash-good{fill:var(--surface-2);stroke:var(--line-2)}.plot .wash-caution{fill:var(--caution-wash);stroke:var(--caution)}.plot .wash-alarm{fill:var(--alarm-wash);stroke:var(--alarm)}.plot .wash-neutral{fill:none;stroke:var(--ink-3)}
.plot .now{stroke:var(--ink-1);stroke-width:1.4}`;
