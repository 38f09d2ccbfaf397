/** One notification: where it went, each attempt, and what its receiver answered. */
import { html } from 'hono/html'
import type { Attempt, DeliveryRow } from '../../core/webhooks/types.ts'
import type { Engine } from '../engine/engine.ts'
import { renderForge } from './arrange.ts'
import type { Markup, Page } from './page.ts'
import {
  renderAction,
  renderBody,
  renderHeaders,
  renderSaid,
  renderStatus,
  renderTime,
  toBadgeTone,
} from './parts.ts'
import { findRecord, idOfSubject, type Records } from './records.ts'
import { renderSignature } from './signature.ts'
import { standingOfDelivery } from './traffic.ts'
import { toDeliveryHref, toRequestHref, toStoryHref, type View } from './view.ts'

export function toDeliveryPage(
  engine: Engine,
  view: View,
  row: DeliveryRow,
  records: Records,
): Page {
  const { say } = view
  const { causedBy } = row
  const cause =
    causedBy === undefined
      ? say.noCause
      : html`<a href="${toRequestHref(causedBy)}">${causedBy}</a>`
  return {
    title: row.notification,
    tab: 'traffic',
    body: html`<h1>${say.notification}: ${row.notification}</h1>
${renderSaid(view)}
<div data-live class="stack"><section class="card stack">
<dl class="facts"><dt>${say.causedBy}</dt><dd>${cause}</dd>
<dt>${say.record}</dt><dd>${renderSubject(row, records)}</dd>
<dt>${say.account}</dt><dd>${row.account}</dd></dl></section>
${renderDelivery(view, row)}
${renderSignature(engine, view, row)}</div>
<section class="card stack">${renderForge(view, row)}</section>`,
  }
}

/** A link to the story of the record that it tells of, where that is still there. */
function renderSubject({ account, provider, subject }: DeliveryRow, records: Records): Markup {
  const found = findRecord(records, provider, idOfSubject(subject))
  if (found === undefined) return html`${subject}`
  const { collection, id } = found
  return html`<a href="${toStoryHref(account, collection, id)}">${collection} ${id}</a>`
}

export function renderDelivery(view: View, row: DeliveryRow): Markup {
  const { say } = view
  const { id, notification, method, url, status, attempts, reason, dueAt, quirks, chaos = [] } = row
  return html`<article class="card stack" id="${id}">
<div class="row spread"><h3><a href="${toDeliveryHref(id)}">${notification}</a>
<span class="badge ${toBadgeTone(standingOfDelivery(row))}">${say[status]}</span>
${row.forged === undefined ? '' : html`<span class="badge warn">${say.forged}: ${row.forged}</span>`}</h3>
${renderAction(`${toDeliveryHref(id)}/resend`, say.resend)}</div>
<p><code>${method} ${url}</code></p>
${reason === undefined ? '' : html`<p class="note bad">${reason}</p>`}
${[...quirks, ...chaos].map((mark) => html`<p><span class="badge warn">${mark}</span></p>`)}
${attempts.length === 0 ? html`<p class="quiet">${say.noAttempt}</p>` : ''}
<ol class="stack">${attempts.map((attempt, index) => renderAttempt(view, attempt, index + 1))}</ol>
${dueAt === undefined ? '' : html`<p class="quiet">${say.attempt} ${attempts.length + 1}, ${say.dueAt} ${renderTime(dueAt)}</p>`}
${renderHeaders(view, `headers-${id}`, row.headers)}
<details id="body-${id}"><summary>${say.sentBody}</summary>${renderBody(view, row.body)}</details>
</article>`
}

export function renderAttempt(view: View, attempt: Attempt, count: number): Markup {
  const { say } = view
  const { at, status, durationMs, bodyStart, error } = attempt
  const isBad = status === undefined || status >= 300
  return html`<li class="reason ${isBad ? 'bad' : ''}"><p>${say.attempt} ${count} ${renderTime(at)}</p>
<p>${say.receiverSaid}: ${renderStatus(view, status)} <span class="quiet">${Math.round(durationMs)} ${say.durationMs}</span></p>
${error === undefined ? '' : html`<p>${error}</p>`}
${bodyStart === '' ? '' : html`<pre>${bodyStart}</pre>`}</li>`
}
