/** What procedure in a provider's module gets to work with. */
import type { Exchange } from '../http/exchange.ts'
import { renderError } from '../http/render-error.ts'
import type { BaseContext, BehaviourContext, QuirkReader } from '../provider.ts'
import {
  activeVariant,
  expectVariant,
  getQuirk,
  readDuration,
  readValue,
} from '../quirks/variants.ts'
import { DELIVERIES, TIMERS } from '../state/store.ts'
import type { DeliveryRow } from '../webhooks/types.ts'
import { openCollection } from './collection.ts'
import { notify } from './notify.ts'
import type { ResourceContext } from './resource.ts'
import { noteDue, type Work } from './work.ts'

/** The part that behaviours, reactions and payloads share. */
export function createBaseContext(work: Work): BaseContext {
  const { account, runtime, tx, now } = work
  const provider = runtime.spec.name
  return {
    provider,
    now,
    rate: account.clock.rate,
    ids: account.ids,
    account: {
      id: account.id,
      fields: account.fields.get(provider) ?? {},
      credentials: account.credentials.get(provider) ?? {},
    },
    quirk: createQuirkReader(work),
    tokens: {
      issue: ({ kind, lifeMs, claims }) =>
        runtime.tokens.issue({
          account: account.id,
          provider,
          kind,
          issuedAt: now,
          expiresAt: now + lifeMs,
          jti: account.ids.hex('jti', 32),
          ...(claims ? { extra: claims } : {}),
        }),
      find: async (kind, token) => {
        const claims = await runtime.tokens.read(token)
        const isOurs =
          claims?.kind === kind && claims.provider === provider && claims.account === account.id
        return isOurs ? { expiresAt: claims.expiresAt } : undefined
      },
    },
    collection: (name) => openCollection(work, name),
    after: async (delayMs, reaction, payload, subject = reaction) => {
      const dueAt = now + delayMs
      const id = `tmr_${account.ids.sequence('timer')}`
      await tx.insert(TIMERS, {
        id,
        dueAt,
        provider,
        subject: `${provider}/${subject}`,
        action: { reaction, payload },
      })
      noteDue(work, dueAt)
    },
    cancelTimers: (subject) => tx.cancelTimers(`${provider}/${subject}`),
    notify: (name, record) => notify(work, name, record),
    deliveries: () => tx.list<DeliveryRow>(DELIVERIES, { where: { provider } }),
  }
}

/** The context of one request's behaviour. */
export function createBehaviourContext(work: Work, exchange: Exchange): BehaviourContext {
  const { spec } = work.runtime
  const operation = exchange.operation!
  const context: ResourceContext = {
    ...createBaseContext(work),
    spec,
    operation,
    // Parsed and validated by now; each behaviour says which body it expects.
    request: exchange.request as BehaviourContext['request'],
    record: exchange.record,
    violations: exchange.violations,
    options: operation.behaviour.options,
    baseUrl: exchange.baseUrl,
    refuse: (error, parameters) => renderError(spec, error, parameters),
    example: (status, name) => {
      for (const [contentType, content] of operation.responses.get(status)?.content ?? []) {
        const body =
          name === undefined ? content.examples.values().next().value : content.examples.get(name)
        if (body !== undefined) return { status, body, contentType }
      }
      return { status }
    },
  }
  return context
}

function createQuirkReader(work: Work): QuirkReader {
  const { spec } = work.runtime
  const active = work.account.variants
  return {
    variant: (id) => activeVariant(getQuirk(spec, id), active).name,
    is: (id, variant) => {
      const quirk = getQuirk(spec, id)
      expectVariant(quirk, variant)
      return activeVariant(quirk, active).name === variant
    },
    // The module that reads a value knows what its own spec says there.
    value: <T>(id: string) => readValue(spec, id, active) as T,
    durationMs: (id) => readDuration(spec, id, active),
    note: (id) => work.note(id),
  }
}
