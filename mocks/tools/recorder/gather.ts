/** One finding per key and kind, whatever the number of exchanges that show it; what varies by nature is a note. */
import { saysWhat } from './compare-texts.ts'
import type { Drift } from './drift-finding.ts'
import { type Survey, toPlace } from './survey.ts'

/** A difference with the key of the survey that it belongs to. */
export interface Seen {
  drift: Drift
  key: string
}

/** As many values make a place one whose values vary. */
const MANY = 3

/** Gathers what is the same; the first exchange that showed it stays its own. */
export function gather(seen: readonly Seen[], survey: Survey): Drift[] {
  const groups = Map.groupBy(seen, toGroup)
  return [...groups.values()].map((group) =>
    learn(join(group.map(({ drift }) => drift)), group[0]!.key, survey),
  )
}

/** Statuses and operations that differ are told apart by what was found. */
function toGroup({ drift, key }: Seen): string {
  const { kind, severity, against, pointer, expected, found } = drift
  const isWhole = kind === 'status' || kind === 'undocumented-operation'
  return [
    kind,
    severity,
    against,
    key,
    toPlace(pointer),
    ...(isWhole ? [expected, found] : []),
  ].join('\n')
}

function join(group: readonly Drift[]): Drift {
  const [first] = group as [Drift]
  const exchanges = [...new Set(group.map(({ exchange }) => exchange))]
  const pointers = new Set(group.map(({ pointer }) => pointer))
  const formats = new Set(group.map(({ found }) => found))
  return {
    ...first,
    exchanges,
    pointer: pointers.size === 1 ? first.pointer : toPlace(first.pointer),
    // Each way of writing is worth knowing.
    ...(first.kind === 'format' && formats.size > 1
      ? { found: [...formats].slice(0, 3).join('; ') }
      : {}),
  }
}

/** What other answers of the provider's say of it. The spec's own word stands. */
function learn(drift: Drift, key: string, survey: Survey): Drift {
  if (drift.against !== 'emulator' || drift.severity === 'info') return drift
  const place = toPlace(drift.pointer)
  const { having, all } = survey.count(key, place)
  if (drift.kind === 'missing-key' || drift.kind === 'unknown-field') {
    if (having === 0 || having === all) return drift
    return toNote(drift, `a key that comes and goes: ${having} of ${all} answers have it`)
  }
  if (drift.kind !== 'value' || saysWhat(drift.pointer)) return drift
  const values = survey.countValues(key, place)
  return values < MANY
    ? drift
    : toNote(drift, `a value that varies: ${values} in ${having} answers`)
}

function toNote(drift: Drift, learnt: string): Drift {
  return { ...drift, severity: 'info', expected: `${drift.expected} (${learnt})` }
}
