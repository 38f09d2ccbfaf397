/** Quirks and profiles. Exactly one variant is the default; every variant has exactly one kind. */
import { didYouMean } from '../base/errors.ts'
import { entriesOf, type Normalising, sourceOf } from './normalising.ts'
import { isObject, type JsonObject } from './pointer.ts'
import type { Json, Quirk, QuirkKind, QuirkStage, Source, Variant } from './types.ts'

export const QUIRK_KINDS: readonly QuirkKind[] = [
  'reject',
  'accept',
  'reshape',
  'value',
  'delay',
  'fault',
  'delivery',
]

export interface QuirkList {
  value: unknown
  pointer: string
  source: Source
  operationId?: string
  notification?: string
}

/**
 * In `when`, naming a property means that it must be present: every `properties` gets the matching
 * `required`, so that a predicate over a missing `record` does not hold by accident.
 */
export function requireNamed(node: unknown): void {
  if (Array.isArray(node)) {
    for (const item of node) requireNamed(item)
    return
  }
  if (!isObject(node)) return
  if (isObject(node.properties)) {
    const required = Array.isArray(node.required) ? (node.required as string[]) : []
    node.required = [...new Set([...required, ...Object.keys(node.properties)])]
    for (const property of Object.values(node.properties)) requireNamed(property)
  }
  for (const key of ['not', 'if', 'then', 'else', 'items', 'contains', 'allOf', 'anyOf', 'oneOf']) {
    requireNamed(node[key])
  }
}

/** Turns one `x-quirks` list into quirks and adds them to the table of the whole document. */
export function normaliseQuirks(
  context: Normalising,
  table: Map<string, Quirk>,
  list: QuirkList,
): Quirk[] {
  const nodes = Array.isArray(list.value) ? (list.value as JsonObject[]) : []
  return nodes.map((node, index) => {
    const quirk = toQuirk(context, node, { ...list, pointer: `${list.pointer}/${index}` })
    if (table.has(quirk.id))
      context.fail(quirk.pointer, `quirk "${quirk.id}" is declared twice. Keep one.`)
    table.set(quirk.id, quirk)
    return quirk
  })
}

function toQuirk(context: Normalising, node: JsonObject, list: QuirkList): Quirk {
  const source = sourceOf(node, list.source)
  requireNamed(node.when)
  const variants = new Map<string, Variant>()
  for (const [name, variant] of entriesOf(node.variants)) {
    variants.set(
      name,
      toVariant(
        context,
        node.id as string,
        name,
        variant,
        `${list.pointer}/variants/${name}`,
        source,
      ),
    )
  }
  const stage = toStage(context, node, variants, list.pointer)
  return {
    id: node.id as string,
    provider: context.name,
    title: node.title as string,
    stage,
    operationId: list.operationId,
    notification: (node.notification as string | undefined) ?? list.notification,
    when: node.when === undefined ? undefined : `${list.pointer}/when`,
    hint: node.hint as string | undefined,
    variants,
    defaultVariant: toDefault(context, variants, list.pointer),
    source,
    pointer: list.pointer,
  }
}

function toVariant(
  context: Normalising,
  quirk: string,
  name: string,
  node: JsonObject,
  pointer: string,
  inherited: Source,
): Variant {
  requireNamed(node.when)
  const kinds = QUIRK_KINDS.filter((kind) => kind in node)
  if (kinds.length !== 1) {
    context.fail(
      pointer,
      `a variant has exactly one of ${QUIRK_KINDS.join(', ')}; found ${kinds.join(' and ') || 'none'}.`,
    )
  }
  return {
    name,
    label: `${quirk}=${name}`,
    title: node.title as string | undefined,
    isDefault: node.default === true,
    kind: kinds[0]!,
    setting: node[kinds[0]!] as Json,
    hint: node.hint as string | undefined,
    when: node.when === undefined ? undefined : `${pointer}/when`,
    source: sourceOf(node, inherited),
  }
}

/** The stage at which the quirk is asked; one of values alone is asked by whoever reads it. */
function toStage(
  context: Normalising,
  node: JsonObject,
  variants: Map<string, Variant>,
  pointer: string,
): QuirkStage {
  if (typeof node.before === 'string') return node.before as QuirkStage
  const kinds = [...variants.values()].map((variant) => variant.kind)
  if (kinds.every((kind) => kind === 'value')) return 'behaviour'
  if (kinds.every((kind) => kind === 'delivery' || kind === 'value')) return 'delivery'
  return context.fail(
    pointer,
    'says not when it is asked. Add "before": authentication, validation, behaviour, response or delivery.',
  )
}

function toDefault(context: Normalising, variants: Map<string, Variant>, pointer: string): string {
  const defaults = [...variants.values()].filter((variant) => variant.isDefault)
  if (defaults.length === 1) return defaults[0]!.name
  return context.fail(pointer, `exactly one variant has "default: true"; found ${defaults.length}.`)
}

/** Every profile names quirks and variants that exist. */
export function checkProfiles(
  context: Normalising,
  quirks: Map<string, Quirk>,
): Map<string, Map<string, string>> {
  const profiles = new Map<string, Map<string, string>>()
  for (const [name, choices] of entriesOf(context.document['x-profiles'] ?? { docs: {} })) {
    const pointer = `/x-profiles/${name}`
    for (const [id, variant] of Object.entries(choices)) {
      const quirk =
        quirks.get(id) ?? context.fail(pointer, `no quirk "${id}".${didYouMean(id, quirks.keys())}`)
      if (!quirk.variants.has(String(variant))) {
        context.fail(
          pointer,
          `quirk "${id}" has no variant "${variant}". There are: ${[...quirk.variants.keys()].join(', ')}.`,
        )
      }
    }
    profiles.set(name, new Map(Object.entries(choices) as [string, string][]))
  }
  return profiles
}
