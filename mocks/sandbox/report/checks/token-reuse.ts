/** Tokens are kept and used again; a token per request is a storm. */
import { type Check, found, judge, toWords } from '../check.ts'
import { readTexts } from '../read.ts'
import type { SeenRequest, Traffic } from '../seen.ts'
import { isDone, isStranger, only } from '../traffic.ts'

interface Settings {
  logins: string[]
  /** Where the answer has the token. */
  token: string
  life: unknown
  /** Tokens too many that are forgiven: a restart, a second worker. Default 1. */
  spare?: number
  /** Most logins within one life, whatever the tokens were used for. Default 10. */
  most?: number
}

export const tokenReuse: Check<Settings> = (traffic, { spare = 1, most = 10, ...settings }) => {
  const life = traffic.toMs(settings.life)
  // Of an answer that a fault spoilt the client may know nothing.
  const logins = only(traffic, settings.logins).filter((seen) => isDone(seen) && !isSpoilt(seen))
  const uses = logins.map((login) => findUses(traffic, login, settings.token))
  const early = logins.filter((login, at) => {
    const before = logins[at - 1]
    if (before === undefined) return false
    const own = uses[at - 1]!.filter(({ number }) => number < login.number)
    const wasFresh = login.entry.at - before.entry.at < life / 2
    return wasFresh && own.length <= 1 && !own.some(isStranger)
  })
  const cure = `Keep the token and use it until shortly before its end; it lives ${toWords(life)}.`
  if (early.length > spare) {
    const saw = `${early.length} tokens were asked for while the one before was fresh and had been used once at most.`
    return judge([found(logins.slice(0, 6), saw, cure)], true)
  }
  const crowd = logins.filter(
    (login, at) =>
      login.entry.at - (logins[at - most]?.entry.at ?? Number.NEGATIVE_INFINITY) < life,
  )
  if (crowd.length > 0) {
    const saw = `More than ${most} tokens were asked for within the life of one.`
    return judge([found(crowd.slice(0, 6), saw, cure)], true)
  }
  return judge(
    [],
    uses.some((own) => own.length > 1),
  )
}

function isSpoilt({ entry }: SeenRequest): boolean {
  return ((entry as { faults?: readonly unknown[] }).faults ?? []).length > 0
}

/** Requests that carry the token of a login. */
export function findUses(traffic: Traffic, login: SeenRequest, token: string): SeenRequest[] {
  const [value] = readTexts(token, login)
  if (value === undefined) return []
  return traffic.requests.filter(
    ({ entry, number }) =>
      number > login.number &&
      Object.values(entry.request.headers).some((header) => String(header).endsWith(value)),
  )
}
