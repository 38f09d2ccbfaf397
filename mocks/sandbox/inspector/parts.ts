/** Small pieces that several pages show. */
import { html } from 'hono/html'
import { formatInstant } from '../../base/instant.ts'
import type { Source } from '../../dialect/types.ts'
import { splitCode } from '../report/words.ts'
import type { Markup } from './page.ts'
import type { Standing } from './traffic.ts'
import type { View } from './view.ts'

/** `2026-03-01 12:05:00.000Z`; a text for what is not an instant. */
export function toTime(at: number): string {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15
    ? formatInstant(at).replace('T', ' ')
    : String(at)
}

export function renderTime(at: number, { isShort = false } = {}): Markup {
  const text = toTime(at)
  return html`<time class="time" title="${text}">${isShort ? text.slice(11, 23) : text}</time>`
}

export function renderStatus({ say }: View, status: number | undefined): Markup {
  const tone = status === undefined || status === 0 || status >= 400 ? 'bad' : 'good'
  return html`<span class="status ${tone}">${status || say.noAnswer}</span>`
}

export function toBadgeTone(standing: Standing): string {
  return standing === 'plain' ? 'good' : standing
}

/** Where a fact is written and how well it is known. Only web addresses become links. */
export function renderSource({ say }: View, source: Source | undefined): Markup {
  if (source === undefined) return html``
  const { url, section, evidence, note } = source
  const link = isWebUrl(url)
    ? html`<a href="${url}" rel="noreferrer noopener" target="_blank">${say.source}</a>`
    : (url ?? '')
  return html`<span class="quiet"><span class="badge">${evidence}</span> ${link} ${section ?? ''}${
    note === undefined ? '' : html` ${note}`
  }</span>`
}

/** Words of the specs and of ours, in which code stands between backticks. */
export function renderProse(text: string): Markup[] {
  return splitCode(text).map(({ part, isCode }) =>
    isCode ? html`<code>${part}</code>` : html`${part}`,
  )
}

export function isWebUrl(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url)
}

/** JSON indented, anything else as it is. A text that holds JSON is shown as that JSON. */
export function toPretty(body: string): string {
  const value = parseJson(body)
  if (value === undefined) return body
  const inner = typeof value === 'string' ? parseJson(value) : undefined
  return JSON.stringify(inner ?? value, null, 2)
}

function parseJson(text: string): unknown {
  if (!/^\s*["[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function renderBody({ say }: View, body: string): Markup {
  return body === '' ? html`<p class="quiet">${say.noBody}</p>` : html`<pre>${toPretty(body)}</pre>`
}

export function renderHeaders({ say }: View, id: string, headers: Record<string, string>): Markup {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return html`<details id="${id}"><summary>${say.headers} <span class="quiet">${lines.length}</span></summary>
<pre>${lines.join('\n')}</pre></details>`
}

/** A text with a button that copies it; `id` is the page's own. */
export function renderCopy({ say }: View, id: string, text: string): Markup {
  return html`<div class="stack"><pre id="${id}">${text}</pre>
<p><button type="button" class="small" data-copy="${id}" data-copied="${say.copied}" hidden>${say.copy}</button></p></div>`
}

/** A form of one button; what it sends besides stands in `fields`. */
export function renderAction(
  action: string,
  label: string,
  fields: Record<string, string> = {},
  look: string = '',
): Markup {
  return html`<form method="post" action="${action}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button class="${look}">${label}</button></form>`
}

/** Options of a select; the chosen one is marked. */
export function renderOptions(
  options: readonly (readonly [value: string, label: string])[],
  chosen: string | undefined,
): Markup[] {
  return options.map(([value, label]) =>
    value === (chosen ?? '')
      ? html`<option value="${value}" selected>${label}</option>`
      : html`<option value="${value}">${label}</option>`,
  )
}

/** What was done, after a change has led here: names one of our own texts. */
export function renderSaid(view: View): Markup {
  const said = new URL(view.here, 'http://here.invalid').searchParams.get('said')
  const known = SAID.find((each) => each === said)
  return known === undefined ? html`` : html`<p class="note" role="status">${view.say[known]}</p>`
}

const SAID = [
  'sentAgain',
  'resent',
  'played',
  'moved',
  'switched',
  'profileSet',
  'removed',
  'started',
  'forgedOne',
] as const

export type Said = (typeof SAID)[number]

/** Chooses the account that a page is about; shown where there are several. */
export function renderAccountChoice(
  { say }: View,
  path: string,
  accounts: readonly string[],
  account: string,
): Markup {
  if (accounts.length < 2) return html``
  return html`<form method="get" action="${path}" class="row end">
<label>${say.account}<select name="account" data-submits>${renderOptions(
    accounts.map((id) => [id, id] as const),
    account,
  )}</select></label><button>${say.open}</button></form>`
}
