/** Examples as the component can show them: it fails on an `example` that holds null, and passes others by. */
import { isObject } from '../../../dialect/pointer.ts'

/** Gives the single example of every media type a name, in place. */
export function nameExamples(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) nameExamples(item)
  if (!isObject(value)) return
  for (const [name, child] of Object.entries(value)) {
    if (name === 'content' && isObject(child)) Object.values(child).forEach(nameOne)
    nameExamples(child)
  }
}

function nameOne(media: unknown): void {
  if (!isObject(media) || media.example === undefined || media.examples !== undefined) return
  media.examples = { documented: { summary: 'documented', value: media.example } }
  delete media.example
}
