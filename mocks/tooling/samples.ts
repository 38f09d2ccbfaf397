/** Sample bodies of requests as a module: they stand once, in the specs, and everybody takes them from there. */
import { isObject, resolve } from '../dialect/pointer.ts'
import type { Operation, Spec } from '../dialect/types.ts'
import { toKey } from './schema-type.ts'

/** Operation id → its sample; where it has several, name → sample. */
export function toSamplesModule(spec: Spec): string {
  const rows = spec.operations.flatMap((operation) => {
    const found = findSamples(spec, operation)
    return found === undefined ? [] : [`  ${toKey(operation.id)}: ${JSON.stringify(found)},\n`]
  })
  return `/** Sample bodies of requests to ${spec.title}. Generated from specs/${spec.name}.yaml by \`npm run types\`. */
export const SAMPLES = {
${rows.join('')}}
`
}

function findSamples({ document, file }: Spec, operation: Operation): unknown {
  if (operation.requestBody === undefined) return undefined
  const { value } = resolve(document, `${operation.pointer}/requestBody`, file)
  const content = isObject(value) && isObject(value.content) ? Object.values(value.content) : []
  const media = content.find((each) => isObject(each) && (each.example ?? each.examples))
  if (!isObject(media)) return undefined
  if (!isObject(media.examples)) return media.example
  const named = Object.entries(media.examples)
  return Object.fromEntries(named.map(([name, each]) => [name, isObject(each) ? each.value : each]))
}
