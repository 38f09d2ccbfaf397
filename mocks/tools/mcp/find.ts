/** Finds operations, quirks and triggers by words. */

import type { SandboxClient } from '../../sandbox/client/types.ts'
import { type Arguments, accountOf, type Door, numberOf, textOf } from './door.ts'
import { outlineOperation, outlineQuirk, outlineTrigger } from './outline.ts'

export async function find(door: Door, given: Arguments): Promise<unknown> {
  const provider = textOf(given, 'provider')
  const kind = textOf(given, 'kind')
  const filter = provider === undefined ? {} : { provider }
  return door.use(accountOf(given), async (client) => {
    const wants = (name: string) => kind === undefined || kind === name
    const [operations, quirks, triggers] = await Promise.all([
      wants('operation') ? client.operations.list(filter) : [],
      wants('quirk') ? client.quirks.list(filter) : [],
      wants('trigger') ? client.triggers.list(filter) : [],
    ])
    const pick = toPick(given)
    const found = pick(operations, (each) => [
      `${each.provider}.${each.id}`,
      each.method,
      each.path,
      each.title,
      ...each.tags,
    ])
    const picked = {
      ...(wants('operation') ? toPart('operations', found, outlineOperation) : {}),
      ...(wants('quirk')
        ? toPart(
            'quirks',
            pick(quirks, (each) => [each.id, each.title, each.operationId ?? '', each.hint ?? '']),
            outlineQuirk,
          )
        : {}),
      ...(wants('trigger')
        ? toPart(
            'triggers',
            pick(triggers, (each) => [each.name, each.title]),
            outlineTrigger,
          )
        : {}),
    }
    const [only] = found.items
    return found.all === 1 && only !== undefined
      ? { ...picked, detail: await showOperation(client, `${only.provider}.${only.id}`) }
      : picked
  })
}

/** All that a caller has to know of one operation. */
export async function showOperation(client: SandboxClient, id: string) {
  return client.operations.show(id)
}

interface Picked<T> {
  items: T[]
  all: number
}

/** Those in whose texts every word stands; what is named exactly so comes alone. */
function toPick(given: Arguments) {
  const query = (textOf(given, 'query') ?? '').toLowerCase().trim()
  const words = query.split(/\s+/).filter(Boolean)
  const limit = numberOf(given, 'limit', 15)
  return <T>(all: readonly T[], toTexts: (each: T) => string[]): Picked<T> => {
    const texts = all.map((each) => toTexts(each).map((text) => text.toLowerCase()))
    const isNamed = (at: number) =>
      texts[at]![0] === query || texts[at]![0]!.split('.').slice(1).join('.') === query
    const named = all.filter((_, at) => isNamed(at))
    const items =
      named.length > 0
        ? named
        : all.filter((_, at) => words.every((word) => texts[at]!.join(' ').includes(word)))
    return { items: items.slice(0, limit), all: items.length }
  }
}

function toPart<T>(name: string, { items, all }: Picked<T>, outline: (each: T) => unknown) {
  const more = all - items.length
  return {
    [name]: items.map(outline),
    ...(more > 0 ? { [`more_${name}`]: `${more} more; say more words, or a higher limit.` } : {}),
  }
}
