/** One request opened: request and answer side by side, why, what it caused, and what can be done. */
import { html } from 'hono/html'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Engine } from '../engine/engine.ts'
import { renderDelivery } from './delivery.ts'
import { renderEffects } from './effects.ts'
import type { Markup, Page } from './page.ts'
import {
  renderAction,
  renderBody,
  renderCopy,
  renderHeaders,
  renderSaid,
  renderStatus,
  renderTime,
} from './parts.ts'
import { findRecordsIn, readRecords } from './records.ts'
import { toCurl } from './replay.ts'
import { toRequestHref, toStoryHref, type View } from './view.ts'
import { renderWhy } from './why.ts'

export async function toRequestPage(engine: Engine, view: View, id: string): Promise<Page> {
  const { say } = view
  const entry = engine.request(id)
  const { request, response, account, provider } = entry
  const caused = (await engine.deliveries(account)).filter(({ causedBy }) => causedBy === id)
  const records = findRecordsIn(await readRecords(engine, account), entry)
  return {
    title: `${request.method} ${request.path} → ${response.status}`,
    tab: 'traffic',
    body: html`<div><h1>${request.method} ${request.path} → ${renderStatus(view, response.status)}</h1>
<p class="quiet">${id} · ${provider} · ${say.account} ${account} · ${renderTime(entry.at)} · ${Math.round(entry.durationMs)} ${say.durationMs}</p></div>
${renderSaid(view)}
${records.length === 0 ? '' : renderRecords(view, account, records)}
${renderWhy(engine, view, entry)}
<div class="pair">${renderSide(view, 'request', entry)}${renderSide(view, 'answer', entry)}</div>
${renderOffers(engine, view, entry)}
${renderEffects(view, entry)}
<section class="stack" data-live><h2>${say.caused}</h2>
${caused.length === 0 ? html`<p class="quiet">${say.causedNothing}</p>` : caused.map((row) => renderDelivery(view, row))}
</section>`,
  }
}

function renderRecords(
  { say }: View,
  account: string,
  records: readonly { collection: string; id: string }[],
): Markup {
  return html`<p class="row"><span class="quiet">${say.recordsHere}</span>${records.map(
    ({ collection, id }) =>
      html`<a href="${toStoryHref(account, collection, id)}">${say.story}: ${collection} ${id}</a>`,
  )}</p>`
}

function renderSide(view: View, side: 'request' | 'answer', entry: JournalEntry): Markup {
  const { headers, body } = side === 'request' ? entry.request : entry.response
  return html`<section class="card stack"><h2>${view.say[side]}</h2>
${renderBody(view, body)}
${renderHeaders(view, `headers-${side}`, headers)}
${entry.isTruncated ? html`<p class="quiet">${view.say.cut}</p>` : ''}</section>`
}

/** What was cut cannot be sent as it was. */
function renderOffers(engine: Engine, view: View, entry: JournalEntry): Markup {
  const { say } = view
  if (entry.isTruncated) return html``
  const again = `${toRequestHref(entry.id)}/again`
  return html`<section class="card stack"><div class="row">
${renderAction(again, say.again)}
${entry.operationId === undefined ? '' : renderAction(again, say.freshAgain, { fresh: 'yes' })}</div>
<details id="curl"><summary>${say.asCurl}</summary>${renderCopy(view, 'curl-text', toCurl(engine, entry))}</details>
</section>`
}
