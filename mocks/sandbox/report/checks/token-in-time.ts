/** Tokens are renewed before they end, as early as the documents say; one that has ended is not sent. */
import { type Check, found, judge, toWords } from '../check.ts'
import type { SeenRequest, Traffic } from '../seen.ts'
import { isDone, only } from '../traffic.ts'
import type { Finding } from '../types.ts'
import { findUses } from './token-reuse.ts'

interface Settings {
  logins: string[]
  /** Where the answer has the token. */
  token: string
  life: unknown
  /** The least and the most of its life that may be left when a token is renewed. */
  window?: [string, string]
}

interface Plan {
  /** How long a token lives, in milliseconds. */
  life: number
  /** What is left of it when it is due for renewal, at least and at most. */
  least: number
  most: number
}

export const tokenInTime: Check<Settings> = (traffic, settings) => {
  const plan = toPlan(traffic, settings)
  const logins = only(traffic, settings.logins).filter(isDone)
  const findings = logins.flatMap((login) => {
    const uses = findUses(traffic, login, settings.token)
    return [...findLate(plan, login, uses), ...findTight(plan, login, uses)]
  })
  const left = logins.flatMap((login, at) => {
    const before = logins[at - 1]
    return before === undefined ? [] : [plan.life - (login.entry.at - before.entry.at)]
  })
  const isRenewed = left.some((each) => each <= plan.most)
  const note = isRenewed || findings.length > 0 ? undefined : toNote(plan, left)
  return judge(findings, isRenewed, note)
}

/** Without a window any renewal in the second half of the life is in time. So is it where a variant's life is shorter than the window. */
function toPlan(traffic: Traffic, { life: rule, window }: Settings): Plan {
  const life = traffic.toMs(rule)
  const [least, most] = (window ?? []).map((each) => traffic.toMs(each))
  return least === undefined || most === undefined || most >= life
    ? { life, least: 0, most: life / 2 }
    : { life, least, most }
}

/** A token from before a reset is unknown here, and whoever sends it could not know better. */
function findLate({ life }: Plan, login: SeenRequest, uses: SeenRequest[]): Finding[] {
  const late = uses.filter(({ entry }) => entry.credential?.problem === 'expired')
  if (late.length === 0) return []
  const age = toWords(late[0]!.entry.at - login.entry.at)
  const saw = `The token was sent when it was ${age} old, and refused; it lives ${toWords(life)}.`
  return [found([login, ...late.slice(0, 3)], saw, 'Ask for a new token a little before its end.')]
}

/** Still alive, but so near its end that a slow request may outlive it. */
function findTight({ least, life, most }: Plan, login: SeenRequest, uses: SeenRequest[]) {
  const leftOf = ({ entry }: SeenRequest) => life - (entry.at - login.entry.at)
  const tight = uses.filter((use) => leftOf(use) > 0 && leftOf(use) < least)
  if (tight.length === 0) return []
  const saw = `The token was sent with ${toWords(leftOf(tight[0]!))} of its life left.`
  const cure = `Renew it while ${toWords(least)} to ${toWords(most)} are left, as the documents advise.`
  return [found([login, ...tight.slice(0, 3)], saw, cure)]
}

/** One figure: between the bounds of the window, or a twelfth of the life before its end. */
function toNote({ least, life, most }: Plan, left: readonly number[]): string {
  const spare = least === 0 ? life / 12 : Math.min(2 * least, most)
  const early = left.filter((each) => least > 0 && each > most)
  const saw =
    early.length === 0
      ? 'No token came near its end.'
      : `A token was renewed with ${toWords(Math.min(...early))} of its life left; the documents advise ${toWords(most)} at most.`
  return `${saw} Advance the clock by ${toWords(life - spare)} between two calls.`
}
