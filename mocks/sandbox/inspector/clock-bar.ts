/** The clock of an account with the buttons that move it. */
import { html } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import type { Markup } from './page.ts'
import { renderAction, renderTime, toTime } from './parts.ts'
import type { DueThing } from './records.ts'
import { toDeliveryHref, toStoryHref, type View } from './view.ts'

const STEPS = [
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
] as const

export function renderClock(
  engine: Engine,
  view: View,
  account: string,
  due: readonly DueThing[],
): Markup {
  const { say } = view
  const { now, rate } = engine.clock(account)
  const pace = rate === 0 ? say.frozen : rate === 1 ? say.running : `${rate} ${say.rate}`
  const act = (label: string, fields: Record<string, string>) =>
    renderAction('/_inspector/clock', label, { account, back: view.here, ...fields })
  const [next] = due
  return html`<section class="card stack"><h2 class="quiet">${say.clock} ${account}</h2>
<p class="row"><span class="clock">${toTime(now).replace(/\.\d+Z$/, 'Z')}</span> <span class="badge">${pace}</span></p>
<div class="row">${STEPS.map(([name, ms]) => act(say[name], { by: String(ms) }))}
${next === undefined ? '' : act(say.toNext, { to: String(next.at) })}
${rate === 0 ? act(say.run, { rate: '1' }) : act(say.freeze, { rate: '0' })}</div></section>`
}

/** What waits for its time, soonest first. */
export function renderDue(
  { say }: View,
  account: string,
  due: readonly DueThing[],
  most = 20,
): Markup {
  if (due.length === 0) return html`<p class="quiet">${say.nothingDue}</p>`
  return html`<div class="scroll"><table><tbody>${due.slice(0, most).map(
    ({ at, what, record, delivery }) => html`<tr><td>${renderTime(at)}</td><td>${what}</td>
<td>${
      record === undefined
        ? ''
        : html`<a href="${toStoryHref(account, record.collection, record.id)}">${record.collection} ${record.id}</a>`
    }${delivery === undefined ? '' : html`<a href="${toDeliveryHref(delivery)}">${delivery}</a>`}</td></tr>`,
  )}</tbody></table></div>
${due.length > most ? html`<p class="quiet">+ ${due.length - most} ${say.more}</p>` : ''}`
}
