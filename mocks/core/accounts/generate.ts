/** Values that the provider makes: `x-generate` for ids and instants, `x-faker` for plausible texts. */

import type { JsonObject } from '../../dialect/pointer.ts'
import type { GenerateRule } from '../../dialect/schema-words.ts'
import type { GenerateSetting } from '../../dialect/types.ts'
import type { Ids } from '../store/ids.ts'
import { sample } from './sample.ts'

/** A value for a property, or undefined when its schema asks for none. */
export function generate(
  property: JsonObject,
  name: string,
  context: { ids: Ids; now: number },
): unknown {
  const rule = property['x-generate']
  if (rule !== undefined) {
    return generateByRule(rule as GenerateSetting, name, context)
  }
  return typeof property['x-faker'] === 'string'
    ? sample(property['x-faker'], name, context)
    : undefined
}

/** `uuid`, `sequence:1000`, `text:10`, `digits:8`, `hex:32`, `now-ms`, `now-s`, `now-iso`, `email`. */
export function generateByRule(
  rule: GenerateSetting,
  kind: string,
  context: { ids: Ids; now: number },
): unknown {
  if (typeof rule === 'string') return makeByRule(rule, kind, context)
  const made = makeByRule(rule.value, kind, context)
  return rule.prefix === undefined ? made : `${rule.prefix}${String(made)}`
}

function makeByRule(rule: string, kind: string, context: { ids: Ids; now: number }): unknown {
  // The loader has checked that it is one of them.
  const [name, argument] = rule.split(':') as [GenerateRule, string | undefined]
  const length = Number(argument ?? 10)
  const { ids } = context
  const make: Record<GenerateRule, () => unknown> = {
    uuid: () => ids.uuid(kind),
    sequence: () => ids.sequence(kind, Number(argument ?? 1)),
    text: () => ids.text(kind, length),
    digits: () => ids.digits(kind, length),
    hex: () => ids.hex(kind, length),
    email: () => `${ids.text(kind, 10)}@example.com`,
    'now-ms': () => context.now,
    'now-s': () => Math.floor(context.now / 1000),
    'now-iso': () => new Date(context.now).toISOString(),
  }
  return make[name]()
}
