/** For light and dark screens, phones and paper. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1f2933; --soft: #5b6875; --page: #fff; --card: #f4f6f8; --rule: #d8dee4; --good: #00806e; --bad: #c0392b; --wait: #b36b00 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaee; --soft: #9aa7b4; --page: #14181c; --card: #1e242a; --rule: #35404a; --good: #3ecfb9; --bad: #ff7b6b; --wait: #f0b050 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem }
p { margin: .25rem 0 } .soft { color: var(--soft) } .bad { color: var(--bad) }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; margin: 1.25rem 0; padding: 0 }
.totals div { background: var(--card); border-radius: .4rem; padding: .6rem .8rem }
.totals dt { color: var(--soft); font-size: .85rem } .totals dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums }
.chart { display: block; width: 100%; max-width: 40rem; height: auto; font-size: 14px } .chart text { fill: var(--ink) }
.bar { fill: var(--bad) } .grid { stroke: var(--rule) } polyline { fill: none; stroke: var(--good); stroke-width: 2 } polyline.refused { stroke: var(--bad) }
.tick.throttled { fill: var(--wait); background: var(--wait) } .tick.retry { fill: var(--bad); background: var(--bad) }
.legend { color: var(--soft); font-size: .85rem } .legend span { display: inline-block; width: 1rem; height: 2px; margin: 0 .25rem .25rem .75rem; background: var(--good) }
.legend span.refused { background: var(--bad) } .legend span.tick { width: 3px; height: .7rem; margin-bottom: 0 } .legend span.throttled { background: var(--wait) } .legend span.retry { background: var(--bad) }
table { width: 100%; border-collapse: collapse; font-size: .9rem } th { text-align: left; color: var(--soft); font-weight: 600 } th, td.short { white-space: nowrap }
th, td { padding: .35rem .5rem; border-bottom: 1px solid var(--rule); vertical-align: top } td { min-width: 5rem } td.short { min-width: 0; font-variant-numeric: tabular-nums }
input { width: 100%; font: inherit; padding: .45rem .6rem; margin-bottom: .5rem; color: inherit; background: var(--card); border: 1px solid var(--rule); border-radius: .4rem }
pre { background: var(--card); border-radius: .4rem; padding: .75rem .9rem; white-space: pre-wrap; margin: 0 }
[hidden] { display: none !important }
@media (max-width: 40rem) {
  .chart { font-size: 20px } td.short { white-space: normal }
  thead { display: none } table, tbody, tr, td { display: block; width: 100% } tr { border-bottom: 1px solid var(--rule); padding: .5rem 0 }
  td { border: 0; padding: .1rem 0 } td::before { content: attr(data-label) ' '; color: var(--soft) } td:empty { display: none }
}
@media print { input, .search { display: none } body { font-size: 11pt } tr { break-inside: avoid } h2 { break-after: avoid } }
`
