/** How the inspector looks: system fonts, light and dark, from 390 to 1600 px. */
export const style = `
:root { color-scheme: light dark;
  --page: light-dark(#f3f4f0, #101513); --card: light-dark(#fff, #19201d);
  --sunken: light-dark(#f7f8f5, #141a18); --ink: light-dark(#1a2420, #e7ece9);
  --quiet: light-dark(#586660, #9dada6); --line: light-dark(#dde1db, #2d3834);
  --edge: light-dark(#88958f, #64746d); --accent: light-dark(#0d6650, #4fc29c);
  --on-accent: light-dark(#fff, #08201a); --tint: light-dark(#e7f2ed, #17312a);
  --bad: light-dark(#a8261b, #ff9d92); --bad-tint: light-dark(#fcecea, #3a1d1a);
  --warn: light-dark(#7a4d00, #f0c47a); --warn-tint: light-dark(#fdf3dc, #33270f) }
*, ::before, ::after { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink);
  font: .9375rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif }
p, h1, h2, h3, ul, ol, dl, dd, pre, fieldset { margin: 0; padding: 0 }
ul, ol { list-style: none }
h1 { font-size: 1.375rem; line-height: 1.25; letter-spacing: -.01em; overflow-wrap: anywhere }
h2 { font-size: 1.0625rem }
h3 { font-size: .9375rem }
code, pre, .mono { font: .8125rem/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace }
code { overflow-wrap: anywhere }
pre { padding: .75rem; border-radius: .5rem; background: var(--sunken); border: 1px solid var(--line);
  white-space: pre-wrap; overflow-wrap: anywhere; max-height: 32rem; overflow: auto }
a { color: var(--accent); text-underline-offset: .2em }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .375rem }
main:focus { outline: none }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; border-radius: .5rem;
  background: var(--card); z-index: 2 }
.skip:focus { top: .5rem }
.sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.quiet { color: var(--quiet); font-size: .8125rem }
.top { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding: .5rem 1.25rem;
  background: var(--card); border-bottom: 1px solid var(--line) }
.mark { font-weight: 700; color: var(--ink); text-decoration: none; letter-spacing: -.01em; padding: .4rem 0 }
nav { display: flex; flex-wrap: wrap; gap: .125rem; margin-left: -.25rem }
nav a { padding: .4rem .75rem; border-radius: .5rem; color: var(--ink); text-decoration: none }
nav a:hover { background: var(--sunken) }
nav a[aria-current] { background: var(--tint); color: var(--accent); font-weight: 600 }
.language { margin-left: auto; padding: .4rem 0; font-size: .8125rem }
main { max-width: 100rem; margin: 0 auto; padding: 1.25rem 1.25rem 4rem; display: grid; gap: 1rem;
  grid-template-columns: minmax(0, 1fr) }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem;
  min-width: 0 }
.narrow { max-width: 30rem }
.stack { display: grid; gap: .75rem; grid-template-columns: minmax(0, 1fr); align-content: start }
.row { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center }
.row.end { align-items: end }
.spread { justify-content: space-between }
.pair > * { min-width: 0 }
.pair { display: grid; gap: 1rem; align-items: start; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)) }
form { min-width: 0; max-width: 100% }
label { display: grid; gap: .2rem; max-width: 100%; grid-template-columns: minmax(0, 1fr); font-size: .8125rem; color: var(--quiet); min-width: 0 }
input, select, textarea, button { font: inherit; color: var(--ink); background: var(--card);
  border: 1px solid var(--edge); border-radius: .5rem; padding: .4rem .6rem; min-height: 2.5rem; max-width: 100% }
textarea { font: .8125rem/1.5 ui-monospace, Menlo, Consolas, 'Liberation Mono', monospace }
button { cursor: pointer; font-weight: 600; padding: .4rem .9rem }
button:hover { background: var(--tint) }
button.primary { background: var(--accent); color: var(--on-accent); border-color: var(--accent) }
button.small { min-height: 2rem; padding: .15rem .6rem; font-size: .8125rem }
[hidden] { display: none !important }
.badge { display: inline-block; padding: .05rem .5rem; border-radius: 2rem; font-size: .75rem; font-weight: 600;
  background: var(--sunken); color: var(--quiet); border: 1px solid var(--line); white-space: nowrap }
.badge.good { background: var(--tint); color: var(--accent); border-color: transparent }
.badge.bad { background: var(--bad-tint); color: var(--bad); border-color: transparent }
.badge.warn { background: var(--warn-tint); color: var(--warn); border-color: transparent }
li .quiet, .quiet { overflow-wrap: anywhere }
button { overflow-wrap: break-word }
a.badge { white-space: normal; overflow-wrap: anywhere; min-width: 0; max-width: 100% }
.note { padding: .6rem .9rem; border-radius: .5rem; background: var(--tint) }
.note.bad { background: var(--bad-tint); color: var(--bad) }
.note.warn { background: var(--warn-tint); color: var(--warn) }
.filters { display: grid; gap: .5rem .75rem; align-items: end;
  grid-template-columns: repeat(auto-fit, minmax(min(9rem, 42vw), 1fr)) }
.filters input, .filters select { width: 100% }
.traffic { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden }
.traffic li { border-top: 1px solid var(--line); border-left: 4px solid transparent }
.traffic li:first-child { border-top: 0 }
.traffic li.bad { border-left-color: var(--bad) }
.traffic li.warn { border-left-color: var(--warn) }
.traffic a { display: grid; grid-template-columns: 6.5rem 3.5rem minmax(0, 1fr) auto; gap: .1rem .75rem;
  padding: .5rem .9rem; color: var(--ink); text-decoration: none; align-items: baseline }
.traffic a:hover { background: var(--sunken) }
.traffic a:focus-visible { outline-offset: -3px }
.traffic .what { overflow-wrap: anywhere }
.traffic .marks { display: flex; flex-wrap: wrap; gap: .25rem; justify-content: end }
.traffic .why { grid-column: 3 / -1; color: var(--quiet); font-size: .8125rem; overflow-wrap: anywhere }
.traffic .out .what { padding-left: 1rem }
.time { font-variant-numeric: tabular-nums; color: var(--quiet); font-size: .8125rem; white-space: nowrap }
.status { font-weight: 700; font-variant-numeric: tabular-nums }
.status.bad { color: var(--bad) } .status.good { color: var(--accent) } .status.warn { color: var(--warn) }
table { width: 100%; border-collapse: collapse; font-size: .875rem }
.scroll { overflow-x: auto; max-width: 100% }
th, td { padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line);
  overflow-wrap: anywhere }
.scroll td a code { white-space: nowrap }
thead th { border-top: 0; color: var(--quiet); font-weight: 600; font-size: .8125rem }
dl.facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .2rem .9rem }
dl.facts dt { color: var(--quiet) } dl.facts dd { overflow-wrap: anywhere }
details > summary { cursor: pointer; padding: .25rem 0; font-weight: 600 }
details > summary .quiet { font-weight: 400 }
details[open] > summary { margin-bottom: .5rem }
.reason { padding: .75rem .9rem; border-radius: .5rem; background: var(--sunken); border-left: 4px solid var(--edge) }
.reason.bad { border-left-color: var(--bad) } .reason.warn { border-left-color: var(--warn) }
.line { display: grid; gap: 0; position: relative }
.line > li { position: relative; padding: 0 0 1rem 1.75rem; min-width: 0 }
.line > li::before { content: ''; position: absolute; left: .3rem; top: .45rem; width: .7rem; height: .7rem;
  border-radius: 50%; background: var(--accent); z-index: 1 }
.line > li::after { content: ''; position: absolute; left: .59rem; top: .5rem; bottom: -.5rem; width: 2px;
  background: var(--line) }
.line > li:last-child::after { display: none }
.line > li.bad::before { background: var(--bad) }
.line > li.warn::before { background: var(--warn) }
.line > li.future::before { background: var(--card); border: 2px solid var(--edge) }
.clock { font-size: 1.75rem; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: -.02em }
@media (max-width: 46rem) {
  main { padding: 1rem .75rem 3rem } .top { padding: .5rem .75rem }
  nav a { padding: .4rem .45rem }
  .language { order: -1; position: absolute; right: .75rem; top: .5rem }
  .traffic a { grid-template-columns: auto 1fr auto; padding: .6rem .75rem }
  .traffic .what { grid-column: 1 / -1; grid-row: 2 } .traffic .why { grid-column: 1 / -1 }
  .traffic .marks { grid-column: 1 / -1; justify-content: start }
  .traffic .out .what { padding-left: 0 }
  .scroll table { min-width: 34rem }
  .filters { grid-template-columns: 1fr 1fr } .clock { font-size: 1.375rem }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important } }
`
