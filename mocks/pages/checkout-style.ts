/** How the checkout page looks: system fonts, light and dark, from 320 px of width on. */
export const style = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f3f4f0, #101513);
  --card: light-dark(#ffffff, #19201d);
  --sunken: light-dark(#f7f8f5, #141a18);
  --ink: light-dark(#1a2420, #e7ece9);
  --quiet: light-dark(#586660, #9dada6);
  --line: light-dark(#dde1db, #2d3834);
  --edge: light-dark(#88958f, #64746d);
  --accent: light-dark(#0d6650, #4fc29c);
  --on-accent: light-dark(#ffffff, #08201a);
  --tint: light-dark(#e7f2ed, #17312a);
  --bad: light-dark(#a8261b, #ff9d92);
  --bad-tint: light-dark(#fcecea, #3a1d1a);
  --warn: light-dark(#7a4d00, #f0c47a);
  --warn-tint: light-dark(#fdf3dc, #33270f);
}
*, ::before, ::after { box-sizing: border-box }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif;
}
p, h1, h2, ul, dl, dd, figure { margin: 0; padding: 0 }
code { font: .95em/1.4 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
  overflow-wrap: anywhere }
a { color: var(--accent); text-underline-offset: .2em }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .5rem }
main:focus { outline: none }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; border-radius: .5rem;
  background: var(--card); z-index: 1 }
.skip:focus { top: .75rem }
.sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.quiet, footer { color: var(--quiet); font-size: .875rem }

header { display: flex; justify-content: space-between; align-items: center; gap: 1rem;
  width: 100%; max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem }
.badge { display: inline-flex; align-items: center; gap: .5rem; padding: .2rem .7rem;
  border-radius: 2rem; background: var(--warn-tint); color: var(--warn);
  font-size: .8125rem; font-weight: 600 }
.badge::before { content: ''; width: .5rem; height: .5rem; border-radius: 50%;
  background: currentColor }
.language { margin-right: -.4rem; padding: .4rem; font-size: .9375rem }
.layout { width: 100%; max-width: 60rem; margin: 0 auto; padding: .5rem 1.25rem 2rem; flex: 1;
  display: grid; gap: 1.5rem; align-content: start }
footer { padding: 1rem 1.25rem 1.5rem; text-align: center }

.merchant { display: flex; gap: .75rem; align-items: center; overflow-wrap: anywhere;
  line-height: 1.3 }
.merchant .quiet { display: block }
.monogram { flex: none; display: grid; place-items: center; width: 2.75rem; height: 2.75rem;
  border-radius: .75rem; background: var(--accent); color: var(--on-accent);
  font-weight: 700; font-size: 1.25rem; text-transform: uppercase }
.amount { margin-top: 1rem; font-size: clamp(1.75rem, 6vw, 2.5rem); font-weight: 650;
  letter-spacing: -.02em; line-height: 1.2; font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere }
.description { margin-top: .25rem; color: var(--quiet); overflow-wrap: anywhere;
  white-space: pre-line }

.card { min-width: 0; padding: 1.25rem; border: 1px solid var(--line); border-radius: 1rem;
  background: var(--card) }
.card > * + * { margin-top: 1rem }
h1 { font-size: 1.25rem; line-height: 1.3; letter-spacing: -.01em }
h2 { font-size: 1rem }
.alert, .problem { color: var(--bad) }
.alert { padding: .75rem 1rem; border-radius: .75rem; background: var(--bad-tint) }
.problem { font-size: .9375rem }
.note { color: var(--quiet); font-size: .9375rem; white-space: pre-line }

.methods { list-style: none; border: 1px solid var(--line); border-radius: .75rem }
.methods li + li { border-top: 1px solid var(--line) }
summary { display: flex; align-items: center; gap: .75rem; min-height: 3.25rem;
  padding: .75rem 1rem; cursor: pointer; list-style: none; border-radius: .75rem }
summary::-webkit-details-marker { display: none }
summary:hover { background: var(--sunken) }
summary:focus-visible { outline-offset: -3px; border-radius: .75rem }
.mark { flex: none; width: 1.25rem; height: 1.25rem; border: 2px solid var(--edge);
  border-radius: 50% }
[open] > summary { font-weight: 600 }
[open] > summary .mark { border: .375rem solid var(--accent) }
details form { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; padding: .25rem 1rem 1rem }
details form > * { grid-column: 1 / -1; min-width: 0 }
details form > .expiry { grid-column: 1 }
details form > .cvv { grid-column: 2 }
.field { display: grid; gap: .3rem; align-content: start }
label { font-size: .9375rem; font-weight: 550 }
label .quiet { font-weight: 400 }
input, select { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit;
  color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: .5rem }
input:focus-visible, select:focus-visible { outline-offset: 0 }
[aria-invalid] { border-color: var(--bad); border-width: 2px }

button, .button { display: inline-block; min-height: 2.75rem; padding: .6rem 1.25rem; font: inherit;
  font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
  border: 1px solid transparent; border-radius: .5rem }
.primary { background: var(--accent); color: var(--on-accent) }
.secondary { background: none; color: var(--ink); border-color: var(--edge) }
.primary:hover { filter: brightness(1.08) }
.secondary:hover, .copy:hover { background: var(--sunken) }
form > :is(.primary, .secondary), p > .button { width: 100% }
[data-sent] button { opacity: .6 }

.countdown { display: inline-block; padding: .35rem .8rem; border-radius: 2rem;
  background: var(--tint); color: var(--accent); font-size: .9375rem }
.countdown [role=timer] { font-weight: 700; font-variant-numeric: tabular-nums }
.countdown[data-urgent] { background: var(--warn-tint); color: var(--warn) }
.qr { text-align: center }
.qr [role=img] { width: min(15rem, 100%); margin: 0 auto .5rem; overflow: hidden;
  background: #fff; border: 1px solid var(--line); border-radius: .75rem }
.qr svg { display: block; width: 100%; height: auto }
figcaption { color: var(--quiet); font-size: .9375rem }
.lines { border: 1px solid var(--line); border-radius: .75rem }
.lines > div { padding: .75rem 1rem }
.lines > div + div { border-top: 1px solid var(--line) }
.lines dt { color: var(--quiet); font-size: .875rem }
.lines dd { display: flex; justify-content: space-between; align-items: center; gap: 1rem }
.lines code { font-size: 1rem }
.copy { flex: none; min-height: 2.25rem; padding: .25rem .75rem; background: none;
  color: var(--accent); border-color: var(--line); font-size: .9375rem }
.external { color: var(--quiet); font-size: .9375rem }
.external code { display: block; margin-top: .25rem; color: var(--ink) }
.waiting { display: flex; align-items: baseline; gap: .6rem; color: var(--quiet);
  font-size: .9375rem }
.waiting::before { content: ''; flex: none; width: .5rem; height: .5rem; border-radius: 50%;
  background: var(--accent) }
.simulation { display: grid; gap: .75rem; padding: 1rem; border: 1px dashed var(--warn);
  border-radius: .75rem }
.simulation h2 { color: var(--warn); font-size: .9375rem }
.simulation h2 + p { margin-top: -.5rem }
.buttons { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem }

.card:has(> .result) { display: flex; flex-direction: column; align-items: center;
  text-align: center }
.card:has(> .result) > :is(form, p:not(.result)) { width: 100% }
.card > p.result { order: -1; margin: .5rem 0 1rem; display: grid; place-items: center; width: 3.5rem; height: 3.5rem; border-radius: 50%;
  background: var(--tint); color: var(--accent) }
.result svg { fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linecap: round;
  stroke-linejoin: round }
.card > .result.rejected { background: var(--bad-tint); color: var(--bad) }
.card > .result.expired { background: var(--warn-tint); color: var(--warn) }

@media (min-width: 52rem) {
  header { padding-top: 2rem }
  .layout { grid-template-columns: 5fr 6fr; gap: 4rem; padding-top: 2rem }
  .card { padding: 2rem }
  .summary { position: sticky; top: 2rem; align-self: start }
}
@media (prefers-reduced-motion: no-preference) {
  button, .button, summary { transition: background-color .15s, filter .15s }
  .waiting::before { animation: breathe 2s ease-in-out infinite alternate }
  @keyframes breathe { from { opacity: 1 } to { opacity: .25 } }
}
@media (forced-colors: active) {
  .mark, .result, .countdown, .badge { border: 2px solid CanvasText }
  [open] > summary .mark { border-color: Highlight }
}
`
