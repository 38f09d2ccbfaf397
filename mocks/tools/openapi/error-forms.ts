/** How the provider's errors look, status by status. */
import { isObject, type JsonObject, toPointer } from '../../dialect/pointer.ts'
import type { ErrorForm } from './errors.ts'
import type { Reading } from './exchanges.ts'
import { follow } from './source.ts'
import { toFree } from './words.ts'

/** The first form that is shown for each status; 0 is `default`. */
export function findErrorForms(
  reading: Reading,
  paths: Record<string, JsonObject>,
): Map<number, ErrorForm> {
  const forms = new Map<number, ErrorForm>()
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, node] of Object.entries(item)) {
      const { responses } = node as { responses: Record<string, JsonObject> }
      for (const [status, { content }] of Object.entries(responses)) {
        if (!/^[45]/.test(status) || forms.has(Number(status))) continue
        const pointer = toPointer(
          'paths',
          path,
          method,
          'responses',
          status,
          'content',
          'application/json',
        )
        const media = isObject(content) ? content['application/json'] : undefined
        if (isObject(media)) forms.set(Number(status), toForm(media, `${pointer}/schema`))
      }
    }
  }
  const usual = findDefault(reading)
  if (usual) forms.set(0, usual)
  return forms
}

function toForm({ schema, examples }: JsonObject, pointer: string): ErrorForm {
  const [first] = Object.values(isObject(examples) ? examples : {})
  const example = isObject(first) ? first.value : undefined
  return { pointer: schema === undefined ? undefined : pointer, example }
}

/** `default` is no status, so its schema gets a name of its own where it has none. */
function findDefault({ source, book }: Reading): ErrorForm | undefined {
  for (const item of Object.values(source.document.paths as JsonObject)) {
    for (const node of Object.values(follow(source, item))) {
      const { responses } = isObject(node) ? node : {}
      if (
        !isObject(responses) ||
        responses.default === undefined ||
        Object.keys(responses).length < 2
      )
        continue
      const { content } = follow(source, responses.default)
      const media = isObject(content) ? follow(source, content['application/json']) : {}
      if (media.schema === undefined) continue
      const schema = book.clean(media.schema)
      if (isObject(schema) && typeof schema.$ref === 'string')
        return { pointer: schema.$ref.slice(1), example: media.example }
      const name = toFree('DefaultError', book.schemas)
      book.schemas.set(name, isObject(schema) ? schema : {})
      return { pointer: `/components/schemas/${name}`, example: media.example }
    }
  }
  return undefined
}
