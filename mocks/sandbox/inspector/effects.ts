/** What a request changed: records before and after, and the timers that it set. */
import { html } from 'hono/html'
import { EFFECTS, type JournalEntry } from '../../core/http/journal-entry.ts'
import {
  type Effect,
  type StoredRecord,
  TIMERS,
  type Timed,
  type TimerRow,
} from '../../core/store/store.ts'
import type { Markup } from './page.ts'
import { renderTime } from './parts.ts'
import { toStoryHref, type View } from './view.ts'

/** Characters of a value in a table. */
const MOST = 200

/** Fields in the line of a story. */
const FEW = 5

/** Notifications stand below, with their attempts; the engine's own rows are nobody's records. */
export function renderEffects(view: View, entry: JournalEntry): Markup {
  const { say } = view
  const effects = entry[EFFECTS]?.filter(
    ({ collection }) => collection === TIMERS || !/(^|\/)_/.test(collection),
  )
  return html`<section class="card stack" id="changed"><h2>${say.changed}</h2>
${
  effects === undefined
    ? html`<p class="quiet">${say.changedUnknown}</p>`
    : effects.length === 0
      ? html`<p class="quiet">${say.changedNothing}</p>`
      : effects.map((effect) => renderEffect(view, entry.account, effect))
}</section>`
}

/** What the request did to one record, in a line: the fields that differ and the timers that it set. */
export function renderEffectOn(
  { say }: View,
  entry: JournalEntry,
  { collection, id }: { collection: string; id: string },
): Markup {
  const effect = entry[EFFECTS]?.find((each) => each.collection === collection && each.id === id)
  if (effect === undefined) return html``
  const { before, after } = effect
  const timers = (after as (StoredRecord & Timed) | undefined)?.timers ?? {}
  const wereSet = JSON.stringify((before as (StoredRecord & Timed) | undefined)?.timers ?? {})
  const isSet = JSON.stringify(timers) !== wereSet
  const fields = before && after ? listFields(before, after) : []
  const shown = fields.filter(([name]) => name !== 'timers' && name !== 'dueAt')
  return html`<p class="quiet">${before ? (after ? say.updated : say.gone) : say.made}${shown
    .slice(0, FEW)
    .map(
      ([name, old, fresh]) => html` · <code>${name} ${toText(old)} → ${toText(fresh)}</code>`,
    )}${shown.length > FEW ? ' …' : ''}</p>
${
  isSet
    ? Object.entries(timers).map(
        ([name, at]) =>
          html`<p class="quiet">${say.timerSet}: <code>${name}</code> ${renderTime(at)}</p>`,
      )
    : ''
}`
}

function renderEffect(view: View, account: string, effect: Effect): Markup {
  const { collection, id, before, after } = effect
  if (collection === TIMERS) return renderTimer(view, effect)
  const { say } = view
  const what = before === undefined ? say.made : after === undefined ? say.gone : say.updated
  const name = `${collection} ${id}`
  const link = after ? html`<a href="${toStoryHref(account, collection, id)}">${name}</a>` : name
  const fields = listFields(before, after)
  return html`<details${before === undefined ? '' : html` open`}><summary>${what}: ${link}</summary>
<div class="scroll"><table><thead><tr><th>${say.field}</th>${
    before ? html`<th>${say.before}</th>` : ''
  }${after ? html`<th>${say.after}</th>` : ''}</tr></thead>
<tbody>${fields.map(
    ([field, old, fresh]) =>
      html`<tr><td><code>${field}</code></td>${
        before ? html`<td><code>${toText(old)}</code></td>` : ''
      }${after ? html`<td><code>${toText(fresh)}</code></td>` : ''}</tr>`,
  )}</tbody></table></div></details>`
}

function renderTimer({ say }: View, { before, after }: Effect): Markup {
  // Rows of that collection are timers.
  const { reaction, dueAt } = (after ?? before) as TimerRow
  const what = after === undefined ? say.timerGone : say.timerSet
  return html`<p>${what}: <code>${reaction}</code> · ${renderTime(dueAt)}</p>`
}

/** Those that differ; all of a record that came or went. */
function listFields(
  before: StoredRecord | undefined,
  after: StoredRecord | undefined,
): [field: string, old: unknown, fresh: unknown][] {
  const [old, fresh] = [before, after].map((record) => ({ ...record }) as Record<string, unknown>)
  return [...new Set([...Object.keys(old!), ...Object.keys(fresh!)])]
    .map((field): [string, unknown, unknown] => [field, old![field], fresh![field]])
    .filter(([, a, b]) => JSON.stringify(a) !== JSON.stringify(b))
}

function toText(value: unknown): string {
  const text = value === undefined ? '' : JSON.stringify(value)
  return text.length <= MOST ? text : `${text.slice(0, MOST)}…`
}
