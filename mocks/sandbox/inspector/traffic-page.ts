/** `/`: what comes in and goes out, of all accounts, newest first. */
import { html, raw } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import { renderFirstCalls } from './first-calls.ts'
import type { Markup, Page } from './page.ts'
import {
  renderOptions,
  renderProse,
  renderSaid,
  renderStatus,
  renderTime,
  toBadgeTone,
} from './parts.ts'
import {
  type Group,
  groupUnusual,
  type Item,
  listTraffic,
  namesOf,
  standingOf,
  type TrafficFilter,
} from './traffic.ts'
import { toDeliveryHref, toHref, toRequestHref, type View } from './view.ts'

const PER_PAGE = 100
const MOST_GROUPS = 8

export async function toTrafficPage(
  engine: Engine,
  view: View,
  query: Record<string, string>,
): Promise<Page> {
  const { say } = view
  const { provider, operation, account, status, text, show } = query
  const filter = { provider, operation, account, status, text, show } as TrafficFilter
  const everything = await listTraffic(engine)
  const isFiltered = Object.values(filter).some(Boolean)
  const found = isFiltered ? await listTraffic(engine, filter) : everything
  const from = Math.max(0, Math.trunc(Number(query.from)) || 0)
  return {
    title: say.traffic,
    tab: 'traffic',
    body: html`<div class="row spread"><h1>${say.traffic}</h1>
<label class="row" hidden><input type="checkbox" data-follow checked> ${say.follow}</label></div>
${renderSaid(view)}
${renderFilters(engine, view, filter, everything)}
<div data-live class="stack">
${everything.length === 0 ? renderFirstCalls(engine, view) : ''}
${renderGroups(view, filter, groupUnusual(found))}
${found.length === 0 && everything.length > 0 ? html`<p class="card">${say.nothingFits}</p>` : ''}
${renderList(view, found.slice(from, from + PER_PAGE))}
${renderPaging(view, filter, from, found.length)}
</div>`,
  }
}

function renderFilters(
  engine: Engine,
  { say }: View,
  filter: TrafficFilter,
  items: readonly Item[],
): Markup {
  const operations = [...new Set(items.map((item) => namesOf(item).operation))].filter(Boolean)
  if (filter.operation && !operations.includes(filter.operation)) operations.push(filter.operation)
  const all = ['', say.all] as const
  const toOptions = (names: Iterable<string>) => [
    all,
    ...[...names].map((name) => [name, name] as const),
  ]
  return html`<form method="get" action="/" class="card filters" role="search">
<label>${say.text}<input name="text" type="search" value="${filter.text ?? ''}"></label>
<label>${say.provider}<select name="provider">${renderOptions(toOptions(engine.providers.keys()), filter.provider)}</select></label>
<label>${say.operation}<select name="operation">${renderOptions(toOptions(operations.sort()), filter.operation)}</select></label>
<label>${say.account}<select name="account">${renderOptions(toOptions(engine.accounts().map(({ id }) => id)), filter.account)}</select></label>
<label>${say.status}<input name="status" value="${filter.status ?? ''}" placeholder="403, 4xx, failed"></label>
<label>${say.show}<select name="show">${renderOptions(
    [
      all,
      ['errors', say.showErrors],
      ['surprises', say.showSurprises],
      ['requests', say.showRequests],
      ['notifications', say.showNotifications],
    ],
    filter.show,
  )}</select></label>
<div class="row"><button class="primary">${say.filter}</button><a href="/">${say.clear}</a></div>
</form>`
}

function renderGroups({ say }: View, filter: TrafficFilter, groups: Group[]): Markup {
  if (groups.length === 0) return html``
  return html`<section aria-label="${say.standsOut}" class="row"><span class="quiet">${say.standsOut}</span>
${groups.slice(0, MOST_GROUPS).map((group) => {
  const { provider, operation, what, standing, times } = group
  const href = toHref('/', { ...filter, provider, operation, ...toGroupFilter(what) })
  return html`<a class="badge ${toBadgeTone(standing)}" href="${href}">${operation || say.unmatched} ${what} × ${times}</a>`
})}</section>`
}

/** A quirk is found by its text, everything else by its status. */
function toGroupFilter(what: string): TrafficFilter {
  return what.includes('=') ? { text: what } : { status: what }
}

function renderList(view: View, items: readonly Item[]): Markup {
  if (items.length === 0) return html``
  return html`<ul class="traffic" aria-label="${view.say.traffic}">${items.map((item) => {
    const standing = standingOf(item)
    return item.kind === 'request'
      ? html`<li class="${standing}">${renderRequest(view, item.entry)}</li>`
      : html`<li class="out ${standing}">${renderDelivery(view, item.row)}</li>`
  })}</ul>`
}

function renderRequest(view: View, entry: Extract<Item, { kind: 'request' }>['entry']): Markup {
  const { id, at, request, response, operationId, provider, account, quirks, faults = [] } = entry
  const why = quirks[0]?.title ?? (response.status >= 400 ? entry.hint : undefined)
  return html`<a href="${toRequestHref(id)}" id="${id}">${renderTime(at, { isShort: true })}${renderStatus(view, response.status)}
<span class="what"><code>${request.method} ${request.path}</code> <span class="quiet">${operationId ?? view.say.unmatched}</span></span>
<span class="marks">${faults.map(({ kind }) => html`<span class="badge warn">${kind}</span>`)}${
    quirks.length > 0
      ? html`<span class="badge warn">${quirks.length} ${view.say.quirk.toLowerCase()}</span>`
      : ''
  }<span class="badge">${provider}</span>${renderAccount(account)}</span>
${why === undefined ? '' : html`<span class="why">${renderProse(why)}</span>`}</a>`
}

function renderDelivery(view: View, row: Extract<Item, { kind: 'delivery' }>['row']): Markup {
  const { id, createdAt, url, notification, provider, account, status, attempts, reason } = row
  const last = attempts.at(-1)
  return html`<a href="${toDeliveryHref(id)}" id="${id}">${renderTime(last?.at ?? createdAt, { isShort: true })}${
    last === undefined ? html`<span class="status">…</span>` : renderStatus(view, last.status)
  }
<span class="what">${raw('→')} ${notification} <span class="quiet"><code>${row.method} ${url}</code></span></span>
<span class="marks"><span class="badge ${toBadgeTone(standingOf({ kind: 'delivery', row, order: 0 }))}">${view.say[status]}</span><span class="badge">${provider}</span>${renderAccount(account)}</span>
${reason === undefined && last?.error === undefined ? '' : html`<span class="why">${reason ?? last?.error}</span>`}</a>`
}

function renderAccount(account: string): Markup {
  return account === 'default' ? html`` : html`<span class="badge">${account}</span>`
}

function renderPaging({ say }: View, filter: TrafficFilter, from: number, count: number): Markup {
  const at = (start: number) => toHref('/', { ...filter, from: start || undefined })
  return html`<p class="row">${
    from > 0 ? html`<a href="${at(Math.max(0, from - PER_PAGE))}">${say.newer}</a>` : ''
  }${from + PER_PAGE < count ? html`<a href="${at(from + PER_PAGE)}">${say.older}</a>` : ''}</p>`
}
