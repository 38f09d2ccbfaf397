/** Answers without state: the documented example, or our word that the operation is known by name only. */
import { EnsayoError } from '../../base/errors.ts'
import type { Answer } from '../http/exchange.ts'
import type { BehaviourContext, Outcome } from './provider-api.ts'

/** Answers the first documented example of the first success response. */
export function answerExample({ operation, example, options }: BehaviourContext): Outcome {
  const status = firstSuccess(operation.responses.keys(), options.status)
  return example(status, options.example as string | undefined)
}

/** The status that options name, or the operation's first below 300. */
export function firstSuccess(statuses: Iterable<number>, wanted: unknown): number {
  if (typeof wanted === 'number') return wanted
  for (const status of statuses) if (status < 300) return status
  return 200
}

/** `501` in our shape: nobody knows, or has written down, what the operation does, so nothing is invented. */
export function answerNotModelled({ operation }: BehaviourContext): Answer {
  const error = new EnsayoError(
    'NOT_MODELLED',
    `${operation.method} ${operation.path} (${operation.id}) ${
      operation.source.evidence === 'named'
        ? 'is known by name only; its contract is not documented, so Ensayo does not model it.'
        : 'is not modelled: its spec says how it looks, and nothing what it does. Name a behaviour in its x-behaviour.'
    }`,
  )
  // Nobody's spec lists our 501.
  return { status: error.status, body: error.toJSON(), hint: error.message, isProviderError: true }
}
