/** A look before the leap: what would spoil every case stops the run with one sentence. */
import type { Contract } from './contract.ts'
import { createSession } from './create-session.ts'
import type { Session } from './session.ts'
import type { Target } from './targets/target.ts'
import { UnmetExpectation } from './unmet.ts'
import { type NoiseKind, Unsettled } from './unsettled.ts'

/** Signed requests and tokens go wrong beyond this. */
const MAX_SKEW_MS = 5 * 60_000

/**
 * Asks for name, certificate, credentials and clock by one login and one read. Returns why the run
 * cannot begin, with the cure; undefined when it can.
 */
export async function checkTarget(contract: Contract, target: Target): Promise<string | undefined> {
  const lack = target.lacks('credentials')
  if (lack !== undefined) {
    return `${target.baseUrl} wants credentials, and none are there: ${lack}.`
  }
  return withSession(contract, target, async (session) => {
    try {
      return (await greet(contract, session, target)) ?? (await checkClock(session))
    } catch (error) {
      if (error instanceof Unsettled) return toSentence(target, error)
      throw error
    }
  })
}

/** One read, so that a target that is ill as a whole is known for that; what it answers does not matter. */
export async function feelPulse(contract: Contract, target: Target): Promise<void> {
  const { firstRead } = contract
  if (firstRead === undefined) return
  await withSession(contract, target, (session) =>
    session.send('GET', firstRead).catch(() => undefined),
  )
}

async function withSession<T>(
  contract: Contract,
  target: Target,
  ask: (session: Session) => Promise<T>,
): Promise<T> {
  const seat = await target.open()
  const options = {
    caseId: 'preflight',
    spec: target.spec,
    variants: {},
    goesOn: false,
    graceMs: 0,
    refusesEffects: target.lacks('money'),
  }
  try {
    return await ask(createSession(contract, seat, options))
  } finally {
    await seat.close()
  }
}

async function greet(
  contract: Contract,
  session: Session,
  target: Target,
): Promise<string | undefined> {
  try {
    await session.authorize()
    if (contract.firstRead === undefined) return undefined
    const { status } = await session.send('GET', contract.firstRead)
    return status === 401 || status === 403 ? toRefusal(session, target) : undefined
  } catch (error) {
    if (error instanceof Unsettled) throw error
    // A login that is answered otherwise than expected, or a key that cannot sign.
    const isRefused = error instanceof UnmetExpectation || session.trail.exchanges.length === 0
    return toRefusal(session, target, isRefused ? undefined : error)
  }
}

function toRefusal({ trail }: Session, { baseUrl, spec }: Target, error?: unknown): string {
  const variables = [...spec.credentials.values()].flatMap(({ env }) => env ?? [])
  const last = trail.exchanges.at(-1)
  const answer = last
    ? `${last.request.method} ${last.request.path} answered ${last.response.status} ${last.response.body.slice(0, 200)}`.trim()
    : 'no request could be signed with them'
  const cause = error instanceof Error ? ` (${error.message})` : ''
  return `${baseUrl} does not take the credentials: ${answer}${cause}. Check ${variables.join(', ')}.`
}

/** The target's clock stands in its answers. */
async function checkClock({ trail, now }: Session): Promise<string | undefined> {
  const at = Date.parse(trail.exchanges.at(-1)?.response.headers.date ?? '')
  const skewMs = Math.abs(at - (await now()))
  if (Number.isNaN(skewMs) || skewMs < MAX_SKEW_MS) return undefined
  const minutes = Math.round(skewMs / 60_000)
  return `This machine's clock and the target's are ${minutes} minutes apart. Set this machine's clock.`
}

function toSentence({ baseUrl, spec }: Target, { kind, message }: Unsettled): string {
  const variable = spec.baseUrlEnv === undefined ? '--target' : `--target or ${spec.baseUrlEnv}`
  const cures: Partial<Record<NoiseKind, string>> = {
    name: `The name does not resolve: check ${variable}.`,
    trust: 'Its certificate is not trusted: name its authority with --ca <file>.',
    moved: `It redirects elsewhere: check ${variable}.`,
  }
  return `${baseUrl} cannot be tested now: ${message}. ${cures[kind] ?? 'Try again later.'}`
}
