/** A request that was refused for what it says is not sent again unchanged. */
import { type Check, found, judge } from '../check.ts'
import type { SeenRequest } from '../seen.ts'
import { isDone, isInvalid } from '../traffic.ts'

interface Settings {
  /** On the account's clock. */
  within: string
}

export const noBlindRetry: Check<Settings> = (traffic, { within }) => {
  const limit = traffic.toMs(within)
  const sent = traffic.requests.filter(({ entry }) => entry.request.method !== 'GET')
  const refused = sent.filter((seen) => isInvalid(seen, traffic.spec))
  const groups = Map.groupBy(refused, toKey)
  const findings = [...groups.values()].flatMap((group) => {
    const pair = group.findIndex((second, at) => {
      const first = group[at - 1]
      return (
        first !== undefined &&
        second.entry.at - first.entry.at <= limit &&
        !sent.some(
          (seen) => isBetween(seen, first, second) && isDone(seen) && toKey(seen) === toKey(first),
        )
      )
    })
    if (pair === -1) return []
    const saw = `The same body was sent ${group.length} times although it was refused for what it says.`
    const cure = 'Repeat only what failed without an answer or with 5xx; correct what was refused.'
    return [found(group.slice(0, 4), saw, cure)]
  })
  return judge(findings, refused.length > 0)
}

function toKey({ entry }: SeenRequest): string {
  return `${entry.operationId} ${entry.request.path} ${entry.request.body}`
}

function isBetween(seen: SeenRequest, first: SeenRequest, second: SeenRequest): boolean {
  return seen.number > first.number && seen.number < second.number
}
