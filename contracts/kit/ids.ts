/** What ids look like that a provider gives, and which ids callers choose. */
import { isObject, parsePointer, readPointer } from '../../mocks/dialect/pointer.ts'
import type { Spec } from '../../mocks/dialect/types.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A UUID, or a word before an underscore: `acc_`. Undefined where the way of writing says nothing. */
export function toIdShape(text: string): string | undefined {
  return UUID.test(text) ? 'uuid' : /^[a-z]{2,4}_(?=[^_]{6,}$)/i.exec(text)?.[0].toLowerCase()
}

const ID = /^(id|uuid)$|_id$|Id$/

/** Whether the place holds an id, and no request of the provider has a field of its name. */
export function isGivenId(spec: Spec, pointer: string): boolean {
  const path = parsePointer(pointer).filter((segment) => !/^\d+$/.test(segment))
  const name = path.at(-1)
  if (name === undefined || !ID.test(name)) return false
  const chosen = toChosen(spec)
  return !chosen.has(name) && !chosen.has(path.slice(-2).join('/'))
}

const known = new WeakMap<Spec, ReadonlySet<string>>()

/**
 * Fields of requests: by name where they stand at the top, below that with the name above them. A
 * request that has nothing but ids names what is there already.
 */
function toChosen(spec: Spec): ReadonlySet<string> {
  const before = known.get(spec)
  if (before !== undefined) return before
  const chosen = new Set<string>()
  for (const { requestBody } of spec.operations) {
    for (const schema of requestBody?.content.values() ?? []) {
      const fields = new Set<string>()
      addFields(spec, schema, '', fields, new Set())
      if ([...fields].every((name) => ID.test(name))) continue
      for (const field of fields) chosen.add(field)
    }
  }
  known.set(spec, chosen)
  return chosen
}

function addFields(
  spec: Spec,
  pointer: string,
  above: string,
  chosen: Set<string>,
  passed: Set<string>,
): void {
  const at = `${pointer} ${above}`
  const schema = readPointer(spec.document, pointer)
  if (passed.has(at) || !isObject(schema)) return
  passed.add(at)
  const go = (next: string, name = above) => addFields(spec, next, name, chosen, passed)
  if (typeof schema.$ref === 'string') go(decodeURIComponent(schema.$ref.slice(1)))
  if (isObject(schema.items)) go(`${pointer}/items`)
  for (const word of ['allOf', 'anyOf', 'oneOf']) {
    const branches = schema[word]
    if (Array.isArray(branches))
      for (const index of branches.keys()) go(`${pointer}/${word}/${index}`)
  }
  for (const name of Object.keys(isObject(schema.properties) ? schema.properties : {})) {
    chosen.add(above === '' ? name : `${above}/${name}`)
    go(`${pointer}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, name)
  }
}
