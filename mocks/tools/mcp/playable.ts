/**
 * What the outside world can do about what a request made or read. Bodies are masked, ids among them,
 * so the arguments of a trigger are said here.
 */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import { isObject } from '../../dialect/pointer.ts'
import type { OperationView, TriggerView } from '../../sandbox/control/views.ts'
import { kindOfField } from '../recorder/sensitive.ts'

export interface Playable {
  name: string
  title: string
  parameters: Record<string, string | number>
}

/** The triggers all of whose required parameters stand in the answer or in the path, under their names. */
export function toPlayable(
  entry: JournalEntry,
  operation: OperationView | undefined,
  triggers: readonly TriggerView[],
): Playable[] {
  if (entry.response.status < 200 || entry.response.status > 299) return []
  const values = { ...readPath(entry, operation), ...readFields(entry.response.body) }
  return triggers.flatMap(({ name, title, parameters: schema }) => {
    const { required = [] } = schema as { required?: string[] }
    if (required.length === 0) return []
    // Nothing that says who somebody is, or opens a door.
    const known = required.every(
      (key) => values[key] !== undefined && kindOfField([key]) === undefined,
    )
    if (!known) return []
    return [
      { name, title, parameters: Object.fromEntries(required.map((key) => [key, values[key]!])) },
    ]
  })
}

type Values = Record<string, string | number>

function readPath({ request }: JournalEntry, operation: OperationView | undefined): Values {
  const names = operation === undefined ? [] : operation.path.split('/')
  const parts = request.path.split('?', 1)[0]!.split('/')
  const pairs = names.flatMap((name, at) => {
    const key = /^\{(.+)\}$/.exec(name)?.[1]
    return key === undefined || parts[at] === undefined ? [] : [[key, decode(parts[at])] as const]
  })
  return Object.fromEntries(pairs)
}

/** The plain fields of an object, and of the one that it may be wrapped in. */
function readFields(body: string): Values {
  const value = parse(body)
  if (!isObject(value)) return {}
  const nested = Object.values(value).filter(isObject)
  const pairs = [...nested, value].flatMap((each) =>
    Object.entries(each).filter(
      (pair): pair is [string, string | number] =>
        typeof pair[1] === 'string' || typeof pair[1] === 'number',
    ),
  )
  return Object.fromEntries(pairs)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
