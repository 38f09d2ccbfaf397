/** Documented examples that do not fit what is documented beside them would stop `check`. */
import { isObject, type JsonObject, readPointer, toPointer } from '../../dialect/pointer.ts'
import type { Draft, DraftOperation } from './draft.ts'
import { fits } from './records.ts'

/** Takes out those of responses that do not fit, and says so. */
export function keepFittingExamples(draft: Draft): void {
  const lost: string[] = []
  for (const operation of draft.operations) {
    for (const status of Object.keys(operation.node.responses as JsonObject)) {
      for (const [pointer, media] of mediaOf(draft, operation, status)) {
        if (!isObject(media.examples) || media.schema === undefined || !pointer.includes('json'))
          continue
        const kept = Object.entries(media.examples).filter(([, { value }]: [string, JsonObject]) =>
          fits(draft, `${pointer}/schema`, value),
        )
        if (kept.length === Object.keys(media.examples).length) continue
        lost.push(`${operation.method.toUpperCase()} ${operation.path} ${status}`)
        if (kept.length > 0) media.examples = Object.fromEntries(kept)
        else delete media.examples
      }
    }
  }
  if (lost.length > 0)
    draft.notes.push(`Examples that do not fit their own schema are left out: ${toShort(lost)}.`)
}

function mediaOf(
  { document }: Draft,
  { pointer }: DraftOperation,
  status: string,
): [string, JsonObject & { examples?: Record<string, JsonObject> }][] {
  const at = `${pointer}${toPointer('responses', status, 'content')}`
  const content = readPointer(document, at)
  return Object.entries(isObject(content) ? content : {}).map(([mediaType, media]) => [
    `${at}${toPointer(mediaType)}`,
    media as JsonObject,
  ])
}

/** The success response of an operation has an example in JSON. */
export function findExample({ node, success }: DraftOperation): JsonObject | undefined {
  const { content } = (node.responses as Record<string, JsonObject>)[success.status]!
  const media = isObject(content) ? content['application/json'] : undefined
  const [first] = Object.values(isObject(media) && isObject(media.examples) ? media.examples : {})
  return first as JsonObject | undefined
}

/** The first few, and how many more. */
export function toShort(items: readonly string[], most = 5): string {
  const more = items.length - most
  return items.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
