/** Tokens are renewed before they end; one that has ended is not sent. */
import { type Check, found, judge, toWords } from '../check.ts'
import { isDone, only } from '../traffic.ts'
import { findUses } from './token-reuse.ts'

interface Settings {
  logins: string[]
  /** Where the answer has the token. */
  token: string
  life: unknown
}

export const tokenInTime: Check<Settings> = (traffic, settings) => {
  const life = traffic.toMs(settings.life)
  const logins = only(traffic, settings.logins).filter(isDone)
  // A token from before a reset is unknown here, and whoever sends it could not know better.
  const findings = logins.flatMap((login) => {
    const late = findUses(traffic, login, settings.token).filter(
      ({ entry }) => entry.credential?.problem === 'expired',
    )
    if (late.length === 0) return []
    const age = toWords(late[0]!.entry.at - login.entry.at)
    const saw = `The token was sent when it was ${age} old, and refused; it lives ${toWords(life)}.`
    return [
      found([login, ...late.slice(0, 3)], saw, 'Ask for a new token a little before its end.'),
    ]
  })
  const isRenewed = logins.some((login, at) => {
    const before = logins[at - 1]
    return before !== undefined && login.entry.at - before.entry.at >= life / 2
  })
  return judge(
    findings,
    isRenewed,
    isRenewed || findings.length > 0
      ? undefined
      : `No token came near its end. Advance the clock by ${toWords(life)} between two calls.`,
  )
}
