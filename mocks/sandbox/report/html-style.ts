/** How reports look: system fonts, light and dark, fit for printing. */
export const style = `
:root { color-scheme: light dark;
  --page: light-dark(#f3f4f0, #101513); --card: light-dark(#fff, #19201d);
  --ink: light-dark(#1a2420, #e7ece9); --quiet: light-dark(#586660, #9dada6);
  --line: light-dark(#dde1db, #2d3834); --sunken: light-dark(#f7f8f5, #141a18);
  --good: light-dark(#0d6650, #4fc29c); --good-tint: light-dark(#e7f2ed, #17312a);
  --bad: light-dark(#a8261b, #ff9d92); --bad-tint: light-dark(#fcecea, #3a1d1a);
  --warn: light-dark(#7a4d00, #f0c47a); --warn-tint: light-dark(#fdf3dc, #33270f) }
*, ::before, ::after { box-sizing: border-box }
body { margin: 0; padding: 2rem 1.25rem 4rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif }
main { max-width: 62rem; margin: 0 auto; display: grid; gap: 1.25rem }
h1, h2, h3, p, ul { margin: 0 }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em }
h2 { font-size: 1.25rem; margin-top: .75rem }
h3 { font-size: 1rem }
code { font: .9em/1.4 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
  overflow-wrap: anywhere }
.quiet { color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere }
.sums { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem }
.sum, .item, .note, table { background: var(--card); border: 1px solid var(--line); border-radius: .75rem }
.sum { padding: .75rem 1rem } .sum b { display: block; font-size: 1.5rem; line-height: 1.2 }
.sum.violated b { color: var(--bad) } .sum.met b { color: var(--good) }
.items { display: grid; gap: .5rem; padding: 0; list-style: none }
.item { padding: .75rem 1rem; display: grid; gap: .5rem }
.head { display: grid; grid-template-columns: 5.75rem 1fr; gap: .75rem; align-items: start }
.badge { justify-self: start; padding: .1rem .6rem; border-radius: 2rem; font-size: .8125rem;
  font-weight: 600; white-space: nowrap; background: var(--sunken); color: var(--quiet) }
.badge.violated { background: var(--bad-tint); color: var(--bad) }
.badge.met { background: var(--good-tint); color: var(--good) }
.badge.not-seen { background: var(--warn-tint); color: var(--warn) }
.body { margin-left: 6.5rem; display: grid; gap: .5rem }
.finding { padding: .6rem .75rem; border-radius: .5rem; background: var(--sunken); display: grid; gap: .15rem }
.finding > code { display: block }
.cure { font-weight: 600 } .cure::before { content: '→ ' }
.note { padding: .75rem 1rem; background: var(--warn-tint); color: var(--warn) }
.scroll { overflow-x: auto }
table { width: 100%; border-collapse: separate; border-spacing: 0; font-size: .9375rem }
th, td { padding: .4rem .75rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line) }
thead th { border-top: 0; color: var(--quiet); font-weight: 600 }
.bar { height: .4rem; margin-top: .4rem; border-radius: 1rem; background: var(--sunken); overflow: hidden }
.bar i { display: block; height: 100%; background: var(--good) }
@media (max-width: 40rem) { .head { grid-template-columns: 1fr } .body { margin-left: 0 } }
@media print { body { padding: 0; background: none } .item { break-inside: avoid } }
`
