/** Values that the provider makes: `x-generate` for ids and instants, `x-faker` for plausible texts. */
import type { Ids } from '../provider.ts'
import { isObject, type JsonObject } from '../spec/pointer.ts'
import type { GenerateRule } from '../spec/schema-words.ts'
import { sample } from './sample.ts'

/** A value for a property, or undefined when its schema asks for none. */
export function generate(
  property: JsonObject,
  name: string,
  context: { ids: Ids; now: number },
): unknown {
  const rule = property['x-generate']
  if (rule !== undefined) {
    const { prefix = '', value } = isObject(rule)
      ? (rule as { prefix?: string; value: string })
      : { value: rule as string }
    const made = generateByRule(value, name, context)
    return prefix === '' ? made : `${prefix}${String(made)}`
  }
  return typeof property['x-faker'] === 'string'
    ? sample(property['x-faker'], name, context)
    : undefined
}

/** `uuid`, `sequence:1000`, `text:10`, `digits:8`, `hex:32`, `now-ms`, `now-iso`, `email`. */
export function generateByRule(
  rule: string,
  kind: string,
  context: { ids: Ids; now: number },
): unknown {
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
    'now-iso': () => new Date(context.now).toISOString(),
  }
  return make[name]()
}
