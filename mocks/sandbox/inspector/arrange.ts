/** Forms by which a person lets requests fail and deliveries go wrong. */
import { html } from 'hono/html'
import {
  CHAOS_KINDS,
  FAULT_KINDS,
  FORGED_KINDS,
  type NewChaosRule,
  type NewFault,
  type NewForgery,
} from '../../core/accounts/rule-types.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { Engine } from '../engine/engine.ts'
import type { Markup } from './page.ts'
import { renderOptions } from './parts.ts'
import { toDeliveryHref, type View } from './view.ts'

type Form = Record<string, unknown>

/** Both forms; what they set stands above, with a button that takes it away. */
export function renderArrange(engine: Engine, view: View, account: string): Markup {
  const { say, here } = view
  const targets = (names: (provider: string) => Iterable<string>) =>
    [...engine.providers.keys()].flatMap((provider) =>
      [...names(provider)].map((name): [string, string] => [
        `${provider}.${name}`,
        `${provider}.${name}`,
      ]),
    )
  const specOf = (provider: string) => engine.providers.get(provider)!.spec
  const operations = targets((provider) => [...specOf(provider).operations].map(({ id }) => id))
  const notifications = targets((provider) => specOf(provider).notifications.keys())
  const hidden = html`<input type="hidden" name="account" value="${account}"><input type="hidden" name="back" value="${here}">`
  return html`<section class="card stack"><h2>${say.arrange}</h2>
<form method="post" action="/_inspector/fault" class="row end" aria-label="${say.addFault}">${hidden}
<label>${say.operation}<select name="target">${renderOptions(operations, undefined)}</select></label>
<label>${say.kind}<select name="kind">${renderOptions(toPairs(FAULT_KINDS), 'status')}</select></label>
<label>${say.status}<input name="status" inputmode="numeric" size="4" value="503"></label>
<label>${say.howLong}<input name="duration" size="6" value="PT5S"></label>
<label>${say.howOften}<input name="times" inputmode="numeric" size="4" value="1"></label>
<button>${say.addFault}</button></form>
${
  notifications.length === 0
    ? ''
    : html`<form method="post" action="/_inspector/chaos" class="row end" aria-label="${say.addChaos}">${hidden}
<label>${say.notification}<select name="target">${renderOptions(notifications, undefined)}</select></label>
<label>${say.kind}<select name="kind">${renderOptions(toPairs(CHAOS_KINDS), 'duplicate')}</select></label>
<label>${say.howLong}<input name="duration" size="6" value="PT30S"></label>
<label>${say.howOften}<input name="times" inputmode="numeric" size="4" value="1"></label>
<button>${say.addChaos}</button></form>`
}</section>`
}

/** Sends one like the delivery that is not genuine. */
export function renderForge({ say }: View, { id }: DeliveryRow): Markup {
  // Of `altered` a person would have to say the fields.
  const kinds = FORGED_KINDS.filter((kind) => kind !== 'altered')
  return html`<form method="post" action="${toDeliveryHref(id)}/forge" class="row end" aria-label="${say.forge}">
<label>${say.forgeHow}<select name="kind">${renderOptions(toPairs(kinds), undefined)}</select></label>
<button>${say.forge}</button></form>`
}

/** The engine checks what was chosen, and says what would do. */
export function toFault({ kind, ...form }: Form): NewFault {
  const [provider, operationId] = split(form.target)
  const isTimed = kind === 'latency' || kind === 'slow'
  return {
    provider,
    operationId,
    kind,
    ...(kind === 'status' ? { status: Number(form.status) } : {}),
    ...(isTimed ? { duration: String(form.duration) } : {}),
    ...toTimes(form),
  } as NewFault
}

export function toChaos({ kind, ...form }: Form): NewChaosRule {
  const [provider, notification] = split(form.target)
  const isTimed = kind === 'delay' || kind === 'reorder'
  const duration = isTimed ? { duration: String(form.duration) } : {}
  return { provider, notification, kind, ...duration, ...toTimes(form) } as NewChaosRule
}

/** Of the same record as the genuine one. */
export function toForgery(row: DeliveryRow, form: Form): NewForgery {
  const { provider, notification, subject } = row
  const record = subject.slice(subject.indexOf(':') + 1)
  return { kind: form.kind, provider, notification, record } as NewForgery
}

function toTimes({ times }: Form): { times?: number } {
  return typeof times === 'string' && times !== '' ? { times: Number(times) } : {}
}

function split(target: unknown): [provider: string, name: string] {
  const [provider = '', ...name] = String(target).split('.')
  return [provider, name.join('.')]
}

function toPairs(words: readonly string[]): [string, string][] {
  return words.map((word) => [word, word])
}
