/** Why an answer is what it is: everything that decided it, each with where that is written. */
import { html } from 'hono/html'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import { type QuirkView, toQuirkView } from '../control/views.ts'
import type { Engine } from '../engine/engine.ts'
import type { Markup } from './page.ts'
import { renderOptions, renderProse, renderSource } from './parts.ts'
import { toRequestHref, type View } from './view.ts'

export function renderWhy(engine: Engine, view: View, entry: JournalEntry): Markup {
  const { say } = view
  const reasons = [
    ...entry.problems.map((text) => renderReason(say.ownFault, html`${text}`, 'bad')),
    ...(entry.faults ?? []).map(({ id, kind, when, incident }) =>
      renderReason(
        say.fault,
        html`<code>${id}</code> ${kind} ${incident ?? ''}: ${when === 'before' ? say.faultBefore : say.faultAfter}`,
        'warn',
      ),
    ),
    ...(entry.stub === undefined
      ? []
      : [renderReason(say.stub, html`<code>${entry.stub}</code>`, 'warn')]),
    ...entry.quirks.map((quirk) => renderQuirk(engine, view, entry, quirk)),
    ...renderCredentialProblem(view, entry),
    ...renderViolations(view, entry),
    ...renderHint(engine, view, entry),
    ...(entry.isUnclaimed ? [renderReason(say.credential, html`${say.unclaimed}`, 'plain')] : []),
  ]
  return html`<section class="card stack"><h2>${say.why}</h2>
${reasons.length > 0 ? reasons : html`<p>${toUsual(view, entry)}</p>`}
${renderOperation(engine, view, entry)}</section>`
}

function toUsual({ say }: View, { operationId, response }: JournalEntry): string {
  if (operationId === undefined) return say.noOperation
  return response.status >= 400 ? say.plainRefusal : say.plainAnswer
}

function renderReason(title: string, text: Markup, tone: 'bad' | 'warn' | 'plain'): Markup {
  return html`<div class="reason ${tone}"><h3>${title}</h3><div>${text}</div></div>`
}

function renderQuirk(
  engine: Engine,
  view: View,
  { id, account, isTruncated }: JournalEntry,
  played: JournalEntry['quirks'][number],
): Markup {
  const { say } = view
  const quirk = findQuirk(engine, account, played.id)
  const source = quirk?.variants.find(({ name }) => name === played.variant)?.source
  return html`<div class="reason warn stack"><div><h3>${say.quirk}: ${renderProse(played.title)}</h3>
<p><code>${played.id} = ${played.variant}</code> ${renderSource(view, source)}</p>
${quirk?.hint === undefined ? '' : html`<p>${renderProse(quirk.hint)}</p>`}</div>
${quirk === undefined || isTruncated ? '' : renderSwitch(view, id, quirk)}</div>`
}

/** Another variant of the quirk, and the same request once more. */
function renderSwitch({ say }: View, request: string, quirk: QuirkView): Markup {
  const others = quirk.variants.filter(({ isActive }) => !isActive)
  const options = others.map(({ name, title, evidence }) => {
    const label = [name, title].filter(Boolean).join(': ')
    return [name, `${label} (${evidence})`] as const
  })
  return html`<form method="post" action="${toRequestHref(request)}/again" class="row end">
<input type="hidden" name="quirk" value="${quirk.id}">
<label>${say.variant}<select name="variant">${renderOptions(options, others[0]?.name)}</select></label>
<button>${say.switchAgain}</button></form>`
}

function findQuirk(engine: Engine, account: string, id: string): QuirkView | undefined {
  const found = engine.quirks(account).find(({ quirk }) => quirk.id === id)
  return found && toQuirkView(found)
}

/** Not what a quirk has said already. */
function renderHint(engine: Engine, { say }: View, entry: JournalEntry): Markup[] {
  const { hint, account, quirks } = entry
  if (hint === undefined) return []
  const isSaid = quirks.some(({ id }) => findQuirk(engine, account, id)?.hint === hint)
  return isSaid ? [] : [renderReason(say.hint, html`${renderProse(hint)}`, 'plain')]
}

function renderCredentialProblem({ say }: View, { credential }: JournalEntry): Markup[] {
  if (credential === undefined) return []
  return [
    renderReason(
      say.credential,
      html`<code>${credential.scheme}</code> ${say[credential.problem]}`,
      'bad',
    ),
  ]
}

function renderViolations({ say }: View, { violations }: JournalEntry): Markup[] {
  if (violations.length === 0) return []
  const list = html`<ul>${violations.map(
    ({ path, message }) => html`<li><code>${path || '/'}</code> ${renderProse(message)}</li>`,
  )}</ul>`
  return [renderReason(say.violations, list, 'bad')]
}

function renderOperation(engine: Engine, view: View, entry: JournalEntry): Markup {
  const operation = engine.operations(entry.provider).find(({ id }) => id === entry.operationId)
  if (operation === undefined) return html``
  return html`<p><code>${operation.id}</code> ${operation.title} ${renderSource(view, operation.source)}</p>`
}
