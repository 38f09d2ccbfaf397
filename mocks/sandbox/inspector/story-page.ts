/** One record, a payment say, from the request that made it to its receiver's answer. */
import { html } from 'hono/html'
import { EnsayoError } from '../../base/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { renderClock } from './clock-bar.ts'
import { renderEffectOn } from './effects.ts'
import { findHostedPage } from './hosted.ts'
import type { Markup, Page } from './page.ts'
import { renderProse, renderSaid, renderStatus, renderTime, toBadgeTone } from './parts.ts'
import { listDue, readRecords } from './records.ts'
import { type Moment, toStory } from './story.ts'
import { standingOf, standingOfDelivery } from './traffic.ts'
import { renderTriggersOf } from './triggers.ts'
import { toDeliveryHref, toHref, toRequestHref, type View } from './view.ts'

export async function toStoryPage(
  engine: Engine,
  view: View,
  account: string,
  { collection = '', id = '' }: Record<string, string>,
): Promise<Page> {
  const { say } = view
  const records = await readRecords(engine, account)
  const record = (Object.hasOwn(records, collection) ? records[collection]! : []).find(
    (each) => each.id === id,
  )
  if (!record) {
    throw new EnsayoError('ROUTE_UNKNOWN', `${collection} ${id}: ${say.noCollection}`)
  }
  const moments = await toStory(engine, account, collection, record)
  const all = toHref('/_inspector/state', { account, collection })
  const hosted = findHostedPage(engine, collection, record)
  return {
    title: `${say.story}: ${collection} ${id}`,
    tab: 'state',
    body: html`<div><h1>${say.story}: ${collection} ${id}</h1>
<p class="quiet"><a href="${all}">${collection}</a> · ${say.account} ${account}. ${say.storyHint}</p>
${hosted === undefined ? '' : html`<p><a href="${hosted}" rel="noreferrer">${say.hostedPage}</a></p>`}</div>
${renderSaid(view)}
<div class="pair" data-live><section class="card stack">
${moments.length === 0 ? html`<p>${say.noStory}</p>` : html`<ol class="line">${moments.map((moment) => renderMoment(view, moment, { collection, id }))}</ol>`}
</section><div class="stack">${renderClock(engine, view, account, await listDue(engine, account))}
<section class="card stack"><h2>${say.triggers}</h2>${renderTriggersOf(engine, view, account, { collection, record })}</section>
<section class="card stack"><h2>${say.recordNow}</h2><pre>${JSON.stringify(record, null, 2)}</pre></section></div></div>`,
  }
}

function renderMoment(
  view: View,
  moment: Moment,
  record: { collection: string; id: string },
): Markup {
  const { say } = view
  const time = renderTime(moment.at)
  if (moment.kind === 'request') {
    const { id, request, response, operationId, hint } = moment.entry
    const standing = standingOf({ kind: 'request', entry: moment.entry, order: 0 })
    return html`<li class="${standing}">${time}<p><a href="${toRequestHref(id)}"><code>${request.method} ${request.path}</code></a> ${renderStatus(view, response.status)}
<span class="quiet">${operationId ?? say.unmatched}</span></p>${
      hint === undefined || response.status < 400
        ? ''
        : html`<p class="quiet">${renderProse(hint)}</p>`
    }${renderEffectOn(view, moment.entry, record)}</li>`
  }
  if (moment.kind === 'queued') {
    const { id, notification, status, url, reason } = moment.row
    const standing = standingOfDelivery(moment.row)
    return html`<li class="${standing}">${time}<p>${say.queued}: <a href="${toDeliveryHref(id)}">${notification}</a>
<span class="badge ${toBadgeTone(standing)}">${say[status]}</span></p><p class="quiet"><code>${url}</code> ${reason ?? ''}</p></li>`
  }
  if (moment.kind === 'attempt') {
    const { row, attempt, count } = moment
    const isBad = attempt.status === undefined || attempt.status >= 300
    return html`<li class="${isBad ? 'bad' : ''}">${time}<p>${say.attempt} ${count}, <a href="${toDeliveryHref(row.id)}">${row.notification}</a>.
${say.receiverSaid}: ${renderStatus(view, attempt.status)}</p>
${attempt.error === undefined ? '' : html`<p class="quiet">${attempt.error}</p>`}
${attempt.bodyStart === '' ? '' : html`<p><code>${attempt.bodyStart}</code></p>`}</li>`
  }
  return html`<li class="future">${time}<p>${say.toCome}: <strong>${moment.due.what}</strong></p></li>`
}
