/**
 * Refuses what no traffic can ever meet. A misspelt name matches nothing, so that a test that expects
 * none of it would pass for ever.
 */

import { didYouMean, EnsayoError, type ErrorCode } from '../../base/errors.ts'
import { expectProvider, unknownQuirk } from '../../core/accounts/choose.ts'
import type { Spec } from '../../dialect/types.ts'
import type { Engine } from '../engine/engine.ts'
import type { WantedCount } from './verify.ts'

/** What filters of requests, deliveries and messages name. */
export interface Names {
  provider?: string | undefined
  operationId?: string | undefined
  notification?: string | undefined
  quirk?: string | undefined
}

/** The filter with its names as the spec has them. Throws on one that the sandbox does not know, with those that are near. */
export function resolveNames<Filter extends Names>(
  engine: Pick<Engine, 'providers'>,
  filter: Filter,
): Filter {
  const resolved = { ...filter, ...withoutProvider(engine, filter) }
  const { provider, operationId, notification, quirk } = resolved
  if ([provider, operationId, notification, quirk].every((name) => name === undefined))
    return filter
  const all = [...engine.providers.values()].map(({ spec }) => spec)
  const specs = provider === undefined ? all : [expectProvider(all, provider)]
  if (operationId !== undefined) {
    const known = specs.flatMap(({ operations }) => operations.map(({ id }) => id))
    const list = '`ensayo list operations` names them all.'
    expectKnown(operationId, known, { what: 'operation', code: 'OPERATION_UNKNOWN', list })
  }
  if (notification !== undefined) {
    const known = specs.flatMap(({ notifications }) => [...notifications.keys()])
    const list = known.length === 0 ? 'It has no notifications.' : `There are: ${known.join(', ')}.`
    expectKnown(notification, known, { what: 'notification', code: 'NOTIFICATION_UNKNOWN', list })
  }
  if (quirk !== undefined && !hasQuirk(specs, quirk)) throw unknownQuirk(specs, quirk)
  return resolved
}

/** `acme.createWidget` is `createWidget` of `acme`, unless the filter names another provider. */
function withoutProvider(engine: Pick<Engine, 'providers'>, filter: Names): Names {
  const found: Names = {}
  for (const key of ['operationId', 'notification'] as const) {
    const [owner = '', ...rest] = filter[key]?.split('.') ?? []
    const isNamed = rest.length > 0 && engine.providers.has(owner)
    if (!isNamed || ![undefined, owner].includes(filter.provider)) continue
    found[key] = rest.join('.')
    found.provider = owner
  }
  return found
}

/** Throws `CONTROL_INVALID` when no number is as many as that. */
export function expectPossible({ count, atLeast, atMost }: WantedCount): void {
  const least = Math.max(count ?? 0, atLeast ?? 0)
  const most = Math.min(count ?? Infinity, atMost ?? Infinity)
  if (least <= most) return
  const said = Object.entries({ count, atLeast, atMost })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
  throw new EnsayoError(
    'CONTROL_INVALID',
    `${said.join(' and ')} cannot hold together. Keep one, or make them agree.`,
  )
}

function expectKnown(
  name: string,
  known: readonly string[],
  { what, code, list }: { what: string; code: ErrorCode; list: string },
): void {
  if (known.includes(name)) return
  const cure = didYouMean(name, known) || ` ${list}`
  throw new EnsayoError(code, `No ${what} "${name}".${cure}`)
}

function hasQuirk(specs: readonly Spec[], id: string): boolean {
  return specs.some(({ quirks }) => quirks.has(id))
}
