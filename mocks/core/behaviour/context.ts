/**
 * What procedure in a provider's module gets to work with. Classes, because one is made per request:
 * their instances share a shape. Functions are fields, so that a behaviour may take them apart.
 */

import type { Operation, Spec } from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import type { Exchange } from '../http/exchange.ts'
import type { ParsedRequest } from '../http/parse.ts'
import { renderError } from '../http/render-error.ts'
import type { Violation } from '../http/violations.ts'
import type { Ids } from '../store/ids.ts'
import { DELIVERIES, type StoredRecord, TIMERS } from '../store/store.ts'
import type { DeliveryRow } from '../webhooks/types.ts'
import { openCollection } from './collection.ts'
import { notify } from './notify.ts'
import type { AccountView, BaseContext, BehaviourContext } from './provider-api.ts'
import { noteDue, type Work } from './unit-of-work.ts'
import { WorkQuirks } from './work-quirks.ts'
import { WorkTokens } from './work-tokens.ts'

/** The part that behaviours, reactions and payloads share. */
export class WorkContext implements BaseContext {
  readonly #work: Work
  readonly provider: string
  readonly account: AccountView
  readonly now: number
  readonly rate: number
  readonly ids: Ids
  readonly quirk: WorkQuirks
  readonly tokens: WorkTokens

  constructor(work: Work) {
    this.#work = work
    this.provider = work.runtime.spec.name
    this.account = viewOf(work.account, this.provider)
    this.now = work.now
    this.rate = work.account.clock.rate
    this.ids = work.account.ids
    this.quirk = new WorkQuirks(work)
    this.tokens = new WorkTokens(work)
  }

  readonly collection: BaseContext['collection'] = (name) => openCollection(this.#work, name)

  readonly after: BaseContext['after'] = async (delayMs, reaction, payload, subject = reaction) => {
    const dueAt = this.now + delayMs
    await this.#work.tx.insert(TIMERS, {
      id: `tmr_${this.ids.sequence('timer')}`,
      dueAt,
      provider: this.provider,
      subject: `${this.provider}/${subject}`,
      action: { reaction, payload },
    })
    noteDue(this.#work, dueAt)
  }

  readonly cancelTimers: BaseContext['cancelTimers'] = (subject) =>
    this.#work.tx.cancelTimers(`${this.provider}/${subject}`)

  readonly notify: BaseContext['notify'] = (name, record) => notify(this.#work, name, record)

  readonly deliveries: BaseContext['deliveries'] = () =>
    this.#work.tx.list<DeliveryRow>(DELIVERIES, { where: { provider: this.provider } })
}

/** The context of one request's behaviour. */
export class RequestContext extends WorkContext implements BehaviourContext {
  /** For the default behaviours. */
  readonly spec: Spec
  readonly operation: Operation
  readonly request: ParsedRequest & { body: unknown }
  readonly record: StoredRecord | undefined
  readonly violations: readonly Violation[]
  readonly options: Record<string, unknown>
  readonly baseUrl: string

  constructor(work: Work, exchange: Exchange) {
    super(work)
    this.spec = work.runtime.spec
    this.operation = exchange.operation!
    this.request = exchange.request
    this.record = exchange.record
    this.violations = exchange.violations
    this.options = this.operation.behaviour.options
    this.baseUrl = exchange.baseUrl
  }

  readonly refuse: BehaviourContext['refuse'] = (error, parameters, options = {}) => {
    const { hint, quirk, status } = options
    if (quirk !== undefined) this.quirk.note(quirk)
    const answer = renderError(this.spec, error, parameters)
    if (hint !== undefined) answer.hint = hint
    return status === undefined ? answer : { ...answer, status }
  }

  readonly example: BehaviourContext['example'] = (status, name) => {
    for (const [contentType, { examples }] of this.operation.responses.get(status)?.content ?? []) {
      const body = name === undefined ? examples.values().next().value : examples.get(name)
      if (body !== undefined) return { status, body, contentType }
    }
    return { status }
  }
}

const views = new WeakMap<AccountState, Map<string, AccountView>>()

/** An account as a provider's module sees it; it does not change while the account lives. */
function viewOf(account: AccountState, provider: string): AccountView {
  const known = views.get(account) ?? new Map<string, AccountView>()
  const view = known.get(provider)
  if (view) return view
  const made = {
    id: account.id,
    fields: account.fields.get(provider) ?? {},
    credentials: account.credentials.get(provider) ?? {},
  }
  views.set(account, known.set(provider, made))
  return made
}
