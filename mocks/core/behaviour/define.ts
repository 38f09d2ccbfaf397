/** How a provider's module defines what its operations, reactions, notifications and states do. */

import type { StoredRecord } from '../store/store.ts'
import type {
  BehaviourContext,
  Definition,
  Handler,
  MaybeRecord,
  NotificationContext,
  Outcome,
  ReactionContext,
  StateSetting,
} from './provider-api.ts'

/**
 * Defines what an operation does; its `x-behaviour` names it.
 * @example export const estimate = defineBehaviour<{ amount: string }>('payment.estimate', ({ request }) => ({ status: 200, body: … }))
 */
export function defineBehaviour<Body = unknown, Rec extends MaybeRecord = MaybeRecord>(
  name: string,
  run: Handler<BehaviourContext<Body, Rec>, Outcome>,
): Definition {
  return { kind: 'behaviour', name, run }
}

/**
 * Defines what happens when a timer is due or the outside world acts; `after` and the spec's
 * `x-triggers` name it. What it returns is the trigger's answer. The record that it is about, and what
 * that must allow, stand in the spec; throw `TriggerRefused` for what only the module can know.
 * @example export const pay = defineReaction<{ url: string }, Payment>('payment.pay', ({ record }) => settle(record))
 */
export function defineReaction<Payload = unknown, Rec extends MaybeRecord = MaybeRecord>(
  name: string,
  run: Handler<ReactionContext<Payload, Rec>, unknown>,
): Definition {
  return { kind: 'reaction', name, run }
}

/** Defines the body of a notification; without one the record is sent as its schema lists it. */
export function definePayload<Rec extends StoredRecord>(
  notification: string,
  run: Handler<NotificationContext<Rec>, unknown>,
): Definition {
  return { kind: 'payload', name: notification, run }
}

/**
 * Defines a provider state, in Pact's sense, by its sentence.
 * @example export const draft = defineState('a draft exists', { title: '…', setUp: ({ send }) => send('POST', '/drafts', {}) })
 */
export function defineState(name: string, setting: StateSetting): Definition {
  return { kind: 'state', name, ...setting }
}

/** Says why a trigger could not be played, to the person who played it. */
export class TriggerRefused extends Error {
  override name = 'TriggerRefused'
}
