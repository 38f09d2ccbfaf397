/** `x-checklist`: readiness items, each with one check and its settings; names in them lead somewhere. */
import { parseDuration } from '../base/duration.ts'
import { didYouMean } from '../base/errors.ts'
import { type Normalising, sourceOf } from './normalising.ts'
import { isObject, type JsonObject, toPointer } from './pointer.ts'
import type { ChecklistItem, Quirk, Spec } from './types.ts'

type Parts = Pick<Spec, 'operations' | 'notifications' | 'quirks'>

/** Settings that name operations, in a list or as keys. */
const OPERATIONS = new Set([
  'operations',
  'logins',
  'created',
  'pages',
  'dead',
  'issues',
  'uses',
  'effects',
  'reads',
  'from',
])

/** Throws `SPEC_INVALID` on an id that is there twice and on a setting that names nothing. */
export function normaliseChecklist(context: Normalising, spec: Parts): ChecklistItem[] {
  const items = (context.document['x-checklist'] ?? []) as JsonObject[]
  const ids = new Set<string>()
  return items.map((item, index) => {
    const id = item.id as string
    const pointer = toPointer('x-checklist', index)
    if (ids.has(id)) context.fail(pointer, `item "${id}" is there twice. Give each its own id.`)
    ids.add(id)
    // The dialect's schema lets exactly one check stand here.
    const [name, setting] = Object.entries(item.check as JsonObject)[0]!
    const at = `${pointer}/check/${name}`
    return {
      id,
      title: item.title as string,
      hint: item.hint as string | undefined,
      check: { name, settings: read(context, spec, setting, at) as JsonObject },
      source: sourceOf(item, context.source),
    }
  })
}

/** The settings as checks read them: a schema becomes its pointer. */
function read(context: Normalising, spec: Parts, value: unknown, pointer: string): unknown {
  if (Array.isArray(value)) {
    return value.map((each, index) => read(context, spec, each, `${pointer}/${index}`))
  }
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const at = `${pointer}/${key}`
      if (key === 'when') return [key, at]
      checkSetting(context, spec, key, each, at)
      return [key, read(context, spec, each, at)]
    }),
  )
}

function checkSetting(
  context: Normalising,
  spec: Parts,
  key: string,
  value: unknown,
  pointer: string,
): void {
  if (OPERATIONS.has(key)) {
    const known = spec.operations.map(({ id }) => id)
    for (const name of namesOf(value)) expect(context, known, name, 'operation', pointer)
  }
  if (key === 'notifications') {
    for (const name of namesOf(value))
      expect(context, [...spec.notifications.keys()], name, 'notification', pointer)
  }
  if (key === 'variants') {
    for (const choice of namesOf(value)) checkChoice(context, spec, choice, pointer)
  }
  if (key === 'quirk')
    checkDurations(context, getQuirk(context, spec, String(value), pointer), pointer)
}

function namesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : Object.keys(value as object)
}

function expect(
  context: Normalising,
  known: readonly string[],
  name: string,
  what: string,
  pointer: string,
): void {
  if (known.includes(name)) return
  const cure = didYouMean(name, known) || ` "ensayo list ${what}s" shows those that there are.`
  context.fail(pointer, `no ${what} "${name}".${cure}`)
}

function getQuirk(context: Normalising, spec: Parts, id: string, pointer: string): Quirk {
  expect(context, [...spec.quirks.keys()], id, 'quirk', pointer)
  return spec.quirks.get(id)!
}

/** `id=variant`. */
function checkChoice(context: Normalising, spec: Parts, choice: string, pointer: string): void {
  const at = choice.lastIndexOf('=')
  if (at === -1) context.fail(pointer, `"${choice}" names no variant. Write <quirk>=<variant>.`)
  const quirk = getQuirk(context, spec, choice.slice(0, at), pointer)
  expect(context, [...quirk.variants.keys()], choice.slice(at + 1), 'variant', pointer)
}

function checkDurations(context: Normalising, quirk: Quirk, pointer: string): void {
  for (const { name, setting } of quirk.variants.values()) {
    if (typeof setting === 'string' && parseDuration(setting) !== undefined) continue
    const found = JSON.stringify(setting)
    context.fail(
      pointer,
      `variant "${name}" of ${quirk.id} says ${found}, which is not an ISO 8601 duration. Write it like PT6S, or name another quirk.`,
    )
  }
}
