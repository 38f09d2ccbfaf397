/** How a session asks: with a login that is kept for as long as it lives, and every exchange checked. */
import { findOperation } from '../../mocks/core/serve/find-match.ts'
import type { Spec } from '../../mocks/dialect/types.ts'
import { compareWithSpec } from '../../mocks/tools/recorder/compare-with-spec.ts'
import type { Difference } from '../../mocks/tools/recorder/difference.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import { type Answer, toAnswer } from './answer.ts'
import { findEffect, type KnownEffect, toEffects, toPossibleEffect } from './effects.ts'
import { compareFormats } from './formats.ts'
import { type SendOptions, sign, toRequest } from './request.ts'
import type { Session, Trail } from './session.ts'
import type { Seat } from './targets/target.ts'
import { NotAllowed } from './unmet.ts'
import { Unsettled } from './unsettled.ts'
import type { Authorization } from './words.ts'

export interface SendingOptions {
  provider: string
  caseId: string
  spec: Spec
  trail: Trail
  seat: Seat
  /** Why nothing may be asked that moves money, makes users or spends; undefined where it may. */
  refusesEffects: string | undefined
  logIn(): Promise<Authorization>
}

/** A token that is refused before this age is news; an older one may have ended early. */
const FRESH_MS = 60_000

/** Sending and logging in, both of one session: what is sent while it logs in goes without a login. */
export function createSender({
  provider,
  caseId,
  spec,
  trail,
  seat,
  refusesEffects,
  logIn,
}: SendingOptions): Pick<Session, 'send' | 'authorize'> {
  let isAuthorizing = false

  const send: Session['send'] = async (method, path, options = {}) => {
    if (!isAuthorizing) await seat.ready()
    const answer = await sendOnce(method, path, options)
    if (answer.status !== 401 || isAuthorizing || isSignedByCase(options)) return answer
    if (!(await isStale(seat))) return answer
    // The token ended before its time: a client would log in anew, and so do we, once.
    seat.authorizations.current = undefined
    const again = await sendOnce(method, path, options)
    if (again.status !== 401) {
      forget(trail, answer.exchange)
      seat.remark('tokens end sooner than their answers say; a new login was made')
    }
    return again
  }

  const sendOnce = async (method: string, path: string, options: SendOptions): Promise<Answer> => {
    const effect = findEffect(spec, method, path)
    if (effect !== undefined && refusesEffects !== undefined) {
      throw new NotAllowed(`it asks ${effect.operationId} (${effect.does}); ${refusesEffects}`)
    }
    const now = await seat.now()
    const base = toRequest(seat.baseUrl, method, path, options)
    const authorization =
      options.auth === false || isAuthorizing ? undefined : await authorizationAt(now)
    const request = sign(base, authorization, now, options)
    const doubts: string[] = []
    const onDoubt = (reason: string) => void doubts.push(reason)
    const asking = { isSafe: isAuthorizing, onDoubt }
    const kept = {
      id: `${caseId}#${trail.exchanges.length + 1}`,
      provider,
      baseUrl: seat.baseUrl,
      at: new Date(now).toISOString(),
    }
    const asked = toAnswer(request, (it) => seat.fetch(it, asking), kept)
    const { answer, exchange } = await asked.catch((error) => {
      trail.effects.push(...toLost(effect, error))
      throw error
    })
    trail.exchanges.push(exchange)
    trail.doubts.push(...doubts)
    trail.effects.push(...toDone(effect, answer, doubts))
    trail.differences.push(...compareAll(spec, exchange))
    return answer
  }

  const authorizationAt = async (now: number): Promise<Authorization> => {
    const { current } = seat.authorizations
    if (current !== undefined && now < current.until) return current.authorization
    isAuthorizing = true
    try {
      const authorization = await logIn()
      const until = now + (authorization.livesMs ?? Number.POSITIVE_INFINITY)
      seat.authorizations.current = { authorization, until, since: now }
      return authorization
    } finally {
      isAuthorizing = false
    }
  }

  return {
    send,
    authorize: async () => {
      await seat.ready()
      seat.authorizations.current = undefined
      return authorizationAt(await seat.now())
    },
  }
}

/** What an answer says was moved, made or bought; one that came to a repetition may hide it. */
function toDone(
  effect: KnownEffect | undefined,
  answer: Answer,
  [doubt]: readonly string[],
): string[] {
  if (effect === undefined) return []
  if (answer.status < 300) return toEffects(effect, answer)
  return doubt === undefined ? [] : [toPossibleEffect(effect, doubt)]
}

/** What may have been, although no answer came. */
function toLost(effect: KnownEffect | undefined, error: unknown): string[] {
  if (effect === undefined || !(error instanceof Unsettled) || !error.mayBeDone) return []
  return [toPossibleEffect(effect, error.message)]
}

/** Whether it goes without our login, or with a header of the case's own in its place. */
function isSignedByCase({ auth, headers = {} }: SendOptions): boolean {
  return auth === false || Object.keys(headers).some((name) => /^(authorization|x-api)/i.test(name))
}

async function isStale({ authorizations: { current }, now }: Seat): Promise<boolean> {
  return current !== undefined && (await now()) - current.since > FRESH_MS
}

function forget(trail: Trail, exchange: Exchange): void {
  trail.exchanges.splice(trail.exchanges.indexOf(exchange), 1)
  trail.differences = trail.differences.filter((each) => each.exchange !== exchange.id)
}

/** Against the schema, and where that has nothing to say, against the samples. */
function compareAll(spec: Spec, exchange: Exchange): Difference[] {
  const operation = findOperation(spec, exchange.request.method, exchange.request.path)
  const bySchema = compareWithSpec(spec, exchange)
  const isKnown = ({ pointer }: Difference) => bySchema.some((each) => each.pointer === pointer)
  const byFormat = operation ? compareFormats(spec, operation, exchange) : []
  return [...bySchema, ...byFormat.filter((each) => !isKnown(each))]
}
