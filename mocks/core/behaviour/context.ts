/**
 * What procedure in a provider's module gets to work with. Classes, because one is made per request:
 * their instances share a shape. Functions are made when they are asked for, so that a behaviour may
 * take them apart and pays for none that it does not use.
 */

import type { Operation, Spec } from '../../dialect/types.ts'
import type { AccountView } from '../accounts/account.ts'
import type { Exchange } from '../http/exchange.ts'
import type { ParsedRequest } from '../http/parse.ts'
import { renderError } from '../http/render-error.ts'
import type { Violation } from '../http/violations.ts'
import type { Ids } from '../store/ids.ts'
import { DELIVERIES, type StoredRecord, TIMERS, type TimerRow } from '../store/store.ts'
import type { DeliveryRow } from '../webhooks/types.ts'
import { cancelTimers, openCollection } from './collection.ts'
import { fillDefaults } from './fill-defaults.ts'
import { notify } from './notify.ts'
import type { BaseContext, BehaviourContext } from './provider-api.ts'
import { Refusal } from './refusal.ts'
import { noteDue, type UnitOfWork } from './unit-of-work.ts'
import { UnitQuirks } from './unit-quirks.ts'
import { UnitTokens } from './unit-tokens.ts'

/** The part that behaviours, reactions and payloads share. */
export class UnitContext implements BaseContext {
  readonly #unit: UnitOfWork
  readonly provider: string
  readonly account: AccountView
  readonly now: number
  readonly rate: number
  readonly ids: Ids
  readonly quirk: UnitQuirks
  readonly tokens: UnitTokens

  constructor(unit: UnitOfWork) {
    this.#unit = unit
    this.provider = unit.runtime.spec.name
    this.account = unit.account.views.get(this.provider)!
    this.now = unit.now
    this.rate = unit.account.clock.rate
    this.ids = unit.account.ids
    this.quirk = new UnitQuirks(unit)
    this.tokens = new UnitTokens(unit)
  }

  get collection(): BaseContext['collection'] {
    return (name) => openCollection(this.#unit, name)
  }

  get after(): BaseContext['after'] {
    return (delayMs, reaction, payload, subject = reaction) => {
      const dueAt = this.now + delayMs
      this.#unit.tx.insert<TimerRow>(TIMERS, {
        id: `tmr_${this.ids.sequence('timer')}`,
        dueAt,
        provider: this.provider,
        subject: `${this.provider}/${subject}`,
        reaction,
        payload,
      })
      noteDue(this.#unit, dueAt)
    }
  }

  get cancelTimers(): BaseContext['cancelTimers'] {
    return (subject) => cancelTimers(this.#unit, subject)
  }

  get notify(): BaseContext['notify'] {
    return (name, record) => notify(this.#unit, name, record)
  }

  get deliveries(): BaseContext['deliveries'] {
    return () => this.#unit.tx.list<DeliveryRow>(DELIVERIES, { where: { provider: this.provider } })
  }
}

/** The context of one request's behaviour. */
export class RequestContext extends UnitContext implements BehaviourContext {
  /** For the default behaviours. */
  readonly spec: Spec
  readonly operation: Operation
  readonly request: ParsedRequest & { body: unknown }
  readonly record: StoredRecord | undefined
  readonly violations: readonly Violation[]
  readonly options: Record<string, unknown>
  readonly baseUrl: string

  constructor(unit: UnitOfWork, exchange: Exchange) {
    super(unit)
    this.spec = unit.runtime.spec
    this.operation = exchange.operation!
    this.request = fillDefaults(this.spec, this.operation, exchange.request)
    this.record = exchange.record
    this.violations = exchange.violations
    this.options = this.operation.behaviour.options
    this.baseUrl = exchange.baseUrl
  }

  get refuse(): BehaviourContext['refuse'] {
    return (error, parameters, options = {}) => {
      const { hint, quirk, status } = options
      if (quirk !== undefined) this.quirk.note(quirk)
      const answer = renderError(this.spec, error, parameters)
      if (hint !== undefined) answer.hint = hint
      if (status !== undefined) answer.status = status
      if ('body' in options) answer.body = options.body
      throw new Refusal(answer)
    }
  }

  get example(): BehaviourContext['example'] {
    return (status, name) => {
      const { responses } = this.operation
      for (const [contentType, { examples }] of responses.get(status)?.content ?? []) {
        const body = name === undefined ? examples.values().next().value : examples.get(name)
        if (body !== undefined) return { status, body, contentType }
      }
      return { status }
    }
  }
}
