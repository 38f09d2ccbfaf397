/** What an account remembers, what is due next, and what the outside world can do to it. */
import { html } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import { renderBalances } from './balances.ts'
import { renderClock, renderDue } from './clock-bar.ts'
import { findHostedPage } from './hosted.ts'
import type { Markup, Page } from './page.ts'
import { renderAccountChoice, renderSaid, renderTime, toTime } from './parts.ts'
import { type KeptRecord, listDue, type Records, readRecords } from './records.ts'
import { renderTriggers } from './triggers.ts'
import { toHref, toStoryHref, type View } from './view.ts'

/** Of one collection on the page of all; on its own page more. */
const FEW = 10
const MANY = 200
/** Of a record, in a table. */
const MOST_FIELDS = 5

export async function toStatePage(
  engine: Engine,
  view: View,
  account: string,
  { collection }: Record<string, string>,
): Promise<Page> {
  const { say } = view
  const records = await readRecords(engine, account)
  const due = await listDue(engine, account)
  const accounts = engine.accounts().map(({ id }) => id)
  return {
    title: say.state,
    tab: 'state',
    body: html`<div class="row spread"><h1>${say.state}</h1>
${renderAccountChoice(view, '/_inspector/state', accounts, account)}</div>
${renderSaid(view)}
<div data-live class="stack">${renderClock(engine, view, account, due)}
<section class="card stack"><h2>${say.due}</h2>${renderDue(view, account, due, 5)}</section>
${collection === undefined ? renderBalances(view, records) : ''}
${renderCollections(engine, view, account, records, collection)}</div>
<section class="card stack"><h2>${say.triggers}</h2>
${[...engine.providers.values()].map(
  ({ name, spec }) => html`<details id="triggers-${name}"><summary>${spec.title}</summary>
${renderTriggers(engine, view, account, name)}</details>`,
)}</section>`,
  }
}

function renderCollections(
  engine: Engine,
  view: View,
  account: string,
  records: Records,
  only: string | undefined,
): Markup {
  const shown = Object.entries(records).filter(
    ([name, rows]) => rows.length > 0 && (only === undefined || only === name),
  )
  if (shown.length === 0) return html`<p class="card">${view.say.noRecords}</p>`
  return html`${shown.map(([name, rows]) =>
    renderCollection(engine, view, account, name, rows, only === undefined ? FEW : MANY),
  )}`
}

function renderCollection(
  engine: Engine,
  { say }: View,
  account: string,
  name: string,
  rows: readonly KeptRecord[],
  most: number,
): Markup {
  const newest = rows.toReversed().slice(0, most)
  const all = toHref('/_inspector/state', { account, collection: name })
  const toPage = (record: KeptRecord) => {
    const page = findHostedPage(engine, name, record)
    return page === undefined ? '' : html` <a href="${page}" rel="noreferrer">${say.hostedPage}</a>`
  }
  return html`<section class="card stack"><h2><a href="${all}">${name}</a> <span class="badge">${rows.length}</span></h2>
<div class="scroll"><table><thead><tr><th>id</th><th>${say.record}</th><th>${say.dueAt}</th></tr></thead>
<tbody>${newest.map(
    (
      record,
    ) => html`<tr><td><a href="${toStoryHref(account, name, record.id)}"><code>${record.id}</code></a>${toPage(record)}</td>
<td class="quiet">${toSummary(record)}</td><td>${record.dueAt === undefined ? '' : renderTime(record.dueAt)}</td></tr>`,
  )}</tbody></table></div></section>`
}

/** Its first plain fields, in a line. */
function toSummary(record: KeptRecord): string {
  return Object.entries(record)
    .filter(([key, value]) => !['id', 'dueAt'].includes(key) && value !== null)
    .filter(([, value]) => typeof value !== 'object' && String(value).length <= 60)
    .slice(0, MOST_FIELDS)
    .map(([key, value]) => `${key} ${isInstant(key, value) ? toTime(value) : value}`)
    .join(' · ')
}

/** Instants of records end in `At`, in epoch ms. */
function isInstant(key: string, value: unknown): value is number {
  return key.endsWith('At') && typeof value === 'number'
}
