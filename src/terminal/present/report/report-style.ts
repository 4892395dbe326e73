/** For light and dark screens, phones and paper: what is printed is light, with its colours. */
export const REPORT_STYLE = `
:root { color-scheme: light; --ink: #1f2933; --soft: #5b6875; --page: #fff; --card: #f4f6f8; --rule: #d8dee4; --good: #00806e; --more: #3f8fc4; --bad: #c0392b; --wait: #b36b00; --idle: #aab4be }
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --ink: #e6eaee; --soft: #9aa7b4; --page: #14181c; --card: #1e242a; --rule: #35404a; --good: #3ecfb9; --more: #6bb5e8; --bad: #ff7b6b; --wait: #f0b050; --idle: #56626e }
}
* { box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem }
p { margin: .25rem 0 } .soft { color: var(--soft) } .bad { color: var(--bad) }
footer { margin-top: 2.25rem; font-size: .85rem }
.outcomes { display: flex; gap: 2px; height: 1.5rem; margin: 1.25rem 0 .5rem; border-radius: .4rem; overflow: hidden }
.outcomes span { min-width: 3px } .created { background: var(--good) } .updated { background: var(--more) }
.unchanged { background: var(--idle) } .skipped { background: var(--wait) } .rejected { background: var(--bad) }
ul.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 0; padding: 0 }
ul.legend span { display: inline-block; width: .7rem; height: .7rem; margin: 0 .4rem 0 0; border-radius: .15rem }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; margin: 1.25rem 0; padding: 0 }
.totals div { background: var(--card); border-radius: .4rem; padding: .6rem .8rem }
.totals dt { color: var(--soft); font-size: .85rem } .totals dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums }
.bars { list-style: none; margin: 0; padding: 0; max-width: 44rem } .bars li { margin: .35rem 0 } .bars div { display: flex; align-items: center; gap: .5rem; font-variant-numeric: tabular-nums }
.bars i { height: .85rem; min-width: 2px; border-radius: .15rem; background: var(--bad) }
.chart { display: block; width: 100%; max-width: 40rem; height: auto; font-size: 14px } .chart text { fill: var(--ink) }
.grid { stroke: var(--rule) } polyline { fill: none; stroke: var(--good); stroke-width: 2 } polyline.refused { stroke: var(--bad) }
.tick.throttled { fill: var(--wait); background: var(--wait) } .tick.retry { fill: var(--bad); background: var(--bad) }
.legend { color: var(--soft); font-size: .85rem } p.legend span { display: inline-block; width: 1rem; height: 2px; margin: 0 .25rem .25rem .75rem; background: var(--good) }
p.legend span.refused { background: var(--bad) } p.legend span.tick { width: 3px; height: .7rem; margin-bottom: 0 } p.legend span.throttled { background: var(--wait) } p.legend span.retry { background: var(--bad) }
table { width: 100%; border-collapse: collapse; font-size: .9rem } th { text-align: left; color: var(--soft); font-weight: 600 } th, td.short, td.whole, td.wide, .whole { white-space: nowrap }
tr { border-bottom: 1px solid var(--rule) } th, td { padding: .3rem .5rem .3rem 0; vertical-align: top; min-width: 0 } td.short { font-variant-numeric: tabular-nums }
#rejects, #rejects thead, #rejects tbody { display: block } #rejects tr { display: grid; grid-template-columns: 3.7em 3.7em 15.5em 4fr 1.5fr 1.5fr 5.5em; padding: .15rem 0 }
#rejects :is(th, td):last-child { grid-column: 3 / -1; padding-top: 0; color: var(--soft) }
input { width: 100%; font: inherit; padding: .45rem .6rem; margin-bottom: .5rem; color: inherit; background: var(--card); border: 1px solid var(--rule); border-radius: .4rem }
pre { background: var(--card); border-radius: .4rem; padding: .75rem .9rem; white-space: pre-wrap; margin: 0 }
[hidden] { display: none !important }
@media screen and (max-width: 70rem) {
  td.short, td.wide { white-space: normal }
  thead, #rejects thead { display: none } table, tbody, tr, td, #rejects tr { display: block; width: 100% } tr, #rejects tr { padding: .5rem 0 }
  td { padding: .1rem 0 } td::before { content: attr(data-label) ' '; color: var(--soft) } td:empty { display: none }
}
@media screen and (max-width: 40rem) { .chart { font-size: 24px } }
@media print { input, .search { display: none } body { font-size: 10pt } main { padding: 0 } table { font-size: 7.5pt } #rejects tr { grid-template-columns: 3.2em 3.2em 16em 5fr 1.8fr 1.8fr 4.5em } td.wide[data-label=Value] { white-space: normal } tr, svg, .totals div { break-inside: avoid } h2 { break-after: avoid } }
`
