/** What a case works with: requests that are kept and checked, time, callbacks, the outside world. */
import { parseDuration } from '../../mocks/base/duration.ts'
import { findOperation } from '../../mocks/core/serve/find-match.ts'
import type { Effect, Spec } from '../../mocks/dialect/types.ts'
import { compareNotification } from '../../mocks/tools/recorder/compare-notification.ts'
import { compareWithSpec } from '../../mocks/tools/recorder/compare-with-spec.ts'
import type { Difference } from '../../mocks/tools/recorder/difference.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import { type Answer, parse, toAnswer } from './answer.ts'
import { type Expected, expectAnswer, expectMessage } from './expectation.ts'
import { compareFormats } from './formats.ts'
import { type SendOptions, sign, toRequest } from './request.ts'
import type { Act, CallbackMessage, CallbackSource, Seat } from './targets/target.ts'
import { NotAllowed, UnmetExpectation } from './unmet.ts'
import type { Authorization } from './words.ts'

export interface MessageFilter {
  /** Notification of the spec that the message is held against. */
  notification: string
  /** Default: the first that was not taken yet. */
  matches?: (message: CallbackMessage) => boolean
  /** How long to wait. Default `PT2M`. */
  within?: string
}

/** Kept of a case while it runs. */
export interface Trail {
  step: string | undefined
  exchanges: Exchange[]
  messages: CallbackMessage[]
  differences: Difference[]
  /** Expectations that were not met and did not matter to what came after. */
  unmet: { error: UnmetExpectation; step: string | undefined }[]
  /** What could not be cleaned up. */
  leftBehind: string[]
  /** What was moved, made or bought, and stays. */
  effects: string[]
}

export interface Session {
  provider: string
  baseUrl: string
  credentials: Record<string, string>
  /** Names what follows, for whoever reads a failure. */
  step(title: string): void
  /** The variant of a quirk that the profile of this run says; a flow expects what goes with it. Throws for an unknown quirk. */
  variantOf(quirk: string): string
  /** Sends a request; a path is taken from the base URL. Throws when no answer comes. */
  send(method: string, path: string, options?: SendOptions): Promise<Answer>
  /**
   * Demands that the answer has all that is asked. A probe ends where it has not, with
   * `UnmetExpectation`; a flow ends where what comes after needs a success that was refused, and
   * otherwise goes on, so that it sees what else has changed.
   */
  expect(answer: Answer, expected: Expected, why?: string): Answer
  /** Logs in anew and returns what came of it; requests go on with it. Hold on to its headers to use them past their life. */
  authorize(): Promise<Authorization>
  /** Lets time pass. */
  pass(duration: string): Promise<void>
  now(): Promise<number>
  /** Asks again and again until `check` returns something; throws `UnmetExpectation` when time is over. */
  eventually<T>(
    what: string,
    options: { within: string; every: string },
    check: () => Promise<T | undefined | false>,
  ): Promise<T>
  /**
   * Plays the outside world: a payer pays, a bank rejects. Returns what it says, e.g. the code of an
   * e-mail: an object of the trigger, or the line that a person typed.
   */
  act(trigger: string, parameters: Record<string, unknown>, instruction: string): Promise<unknown>
  /** Where notifications of this case go. Throws on a target that cannot call back; declare the need. */
  callbackUrl: string
  /** The same, but each notification is answered 503 after it was caught, so that retries show. */
  refusingCallbackUrl: string
  /** The next notification; it is held against the spec. */
  nextMessage(filter: MessageFilter): Promise<CallbackMessage>
  /** All notifications that came, taken or not. */
  messages(): Promise<CallbackMessage[]>
  /** The source of them. Throws on a target that cannot call back, as `callbackUrl` does. */
  callbacks: CallbackSource
  /** The same for a notification; a flow goes on. */
  expectMessage(message: CallbackMessage, expected: Omit<Expected, 'status'>, why?: string): void
  /** Runs after the case, last declared first, also when it failed. */
  later(what: string, cleanUp: () => Promise<unknown>): void
  /** A text that no other case and no earlier run used: `ensayo-<instant>-<n>`. */
  unique(): string
  /** A UUID that no other case and no earlier run used. */
  uuid(): string
  trail: Trail
}

/** Of a contract, what a session uses: whose it is, and how it logs in. */
export interface Login {
  provider: string
  authorize(session: Session): Promise<Authorization>
}

export interface SessionOptions {
  caseId: string
  spec: Spec
  /** Quirk → variant of the profile that the run is held against; what is left out has its default. */
  variants: Readonly<Record<string, string>>
  /** Whether it goes on where nothing that follows needs what was not as expected. */
  goesOn: boolean
  /** How much later than expected something may come and only be a remark, in ms. */
  graceMs: number
  /** Why nothing may be asked that moves money, makes users or spends; undefined where it may. */
  refusesEffects: string | undefined
}

/** Opens a session on a seat. `cleanUp` runs what was declared with `later`. */
export function createSession(
  contract: Login,
  seat: Seat,
  { caseId, spec, variants, goesOn, graceMs, refusesEffects }: SessionOptions,
): Session & { cleanUp(): Promise<void> } {
  const trail: Trail = {
    step: undefined,
    exchanges: [],
    messages: [],
    differences: [],
    unmet: [],
    leftBehind: [],
    effects: [],
  }
  const cleanUps: { what: string; cleanUp: () => Promise<unknown> }[] = []
  const taken = new Set<string>()
  /** Message → notification of the spec that it was waited for as. */
  const told = new Map<string, string>()
  let isAuthorizing = false

  const send: Session['send'] = async (method, path, options = {}) => {
    const answer = await sendOnce(method, path, options)
    const isOwn = Object.keys(options.headers ?? {}).some((name) =>
      /^(authorization|x-api)/i.test(name),
    )
    if (answer.status !== 401 || options.auth === false || isAuthorizing || isOwn) return answer
    if (!(await isStale())) return answer
    // The token ended before its time: a client would log in anew, and so do we, once.
    seat.authorizations.current = undefined
    const again = await sendOnce(method, path, options)
    if (again.status !== 401) {
      forget(answer.exchange)
      seat.remark('tokens end sooner than their answers say; a new login was made')
    }
    return again
  }

  /** Whether the token at hand is older than a minute; a fresh one that is refused is news. */
  const isStale = async (): Promise<boolean> => {
    const { current } = seat.authorizations
    return current !== undefined && (await seat.now()) - current.since > 60_000
  }

  const forget = (exchange: Exchange): void => {
    trail.exchanges.splice(trail.exchanges.indexOf(exchange), 1)
    trail.differences = trail.differences.filter((each) => each.exchange !== exchange.id)
  }

  const sendOnce: Session['send'] = async (method, path, options = {}) => {
    const effect = findEffect(spec, method, path)
    if (effect !== undefined && refusesEffects !== undefined) {
      throw new NotAllowed(`it asks ${effect.id} (${effect.does}); ${refusesEffects}`)
    }
    const now = await seat.now()
    const base = toRequest(seat.baseUrl, method, path, options)
    const authorization =
      options.auth === false || isAuthorizing ? undefined : await authorizationAt(now)
    const request = sign(base, authorization, now, options)
    const at = new Date(now).toISOString()
    const isSafe = isAuthorizing
    const ask = (asked: Request) => seat.fetch(asked, { isSafe })
    const { answer, exchange } = await toAnswer(request, ask, {
      id: `${caseId}#${trail.exchanges.length + 1}`,
      provider: contract.provider,
      baseUrl: seat.baseUrl,
      at,
    })
    trail.exchanges.push(exchange)
    if (effect !== undefined && answer.status < 300) trail.effects.push(toEffect(effect, answer))
    trail.differences.push(...compareAll(spec, exchange))
    return answer
  }

  const authorizationAt = async (now: number): Promise<Authorization> => {
    const { current } = seat.authorizations
    if (current !== undefined && now < current.until) return current.authorization
    isAuthorizing = true
    try {
      const authorization = await contract.authorize(session)
      const until = now + (authorization.livesMs ?? Number.POSITIVE_INFINITY)
      seat.authorizations.current = { authorization, until, since: now }
      return authorization
    } finally {
      isAuthorizing = false
    }
  }

  const eventually: Session['eventually'] = async (what, { within, every }, check) => {
    const stepMs = toMs(every)
    for (let leftMs = toMs(within); ; leftMs -= stepMs) {
      const found = await check()
      if (found !== undefined && found !== false) {
        if (leftMs < 0) trail.differences.push(toLate(what, within, -leftMs, trail, spec))
        return found
      }
      if (leftMs <= (goesOn ? -graceMs : 0)) {
        throw new UnmetExpectation(
          `${what} within ${within}`,
          'it did not come to that',
          trail.exchanges.at(-1),
        )
      }
      await seat.pass(leftMs > 0 ? Math.min(stepMs, leftMs) : stepMs)
    }
  }

  /** Runs an expectation; keeps what it throws where the case can go on. */
  const keep = (demand: () => void, isNeeded: boolean): void => {
    try {
      demand()
    } catch (error) {
      if (!goesOn || isNeeded || !(error instanceof UnmetExpectation)) throw error
      error.notification = told.get(error.causing?.id ?? '')
      trail.unmet.push({ error, step: trail.step })
    }
  }

  const messages = async (): Promise<CallbackMessage[]> => (await seat.callbacks?.messages()) ?? []

  const session: Session & { cleanUp(): Promise<void> } = {
    provider: contract.provider,
    baseUrl: seat.baseUrl,
    credentials: seat.credentials,
    trail,
    step: (title) => {
      trail.step = title
    },
    variantOf: (id) => {
      const quirk = spec.quirks.get(id)
      if (quirk === undefined) throw new Error(`${spec.name} has no quirk "${id}"`)
      return variants[id] ?? quirk.defaultVariant
    },
    send,
    expect: (answer, expected, why) => {
      const subject = toSubject(answer, trail)
      keep(() => expectAnswer(subject, expected, why), isNeeded(answer, expected))
      return answer
    },
    authorize: async () => {
      seat.authorizations.current = undefined
      return authorizationAt(await seat.now())
    },
    pass: (duration) => seat.pass(toMs(duration)),
    now: () => seat.now(),
    eventually,
    act: (trigger, parameters, instruction) =>
      seat.act({ trigger, parameters, instruction } satisfies Act),
    get callbacks() {
      return toCallbacks(seat)
    },
    get callbackUrl() {
      return session.callbacks.url
    },
    get refusingCallbackUrl() {
      return session.callbacks.refusingUrl
    },
    messages,
    nextMessage: async ({ notification, matches = () => true, within = 'PT2M' }) => {
      const message = await eventually(
        `a notification "${notification}" arrives`,
        { within, every: 'PT5S' },
        async () => (await messages()).find((each) => !taken.has(each.id) && matches(each)),
      )
      taken.add(message.id)
      told.set(message.id, notification)
      trail.messages.push(message)
      trail.differences.push(...compareNotification(spec, notification, message))
      return message
    },
    expectMessage: (message, expected, why) =>
      keep(() => expectMessage(message, expected, why), false),
    later: (what, cleanUp) => void cleanUps.push({ what, cleanUp }),
    unique: () => toUnique(),
    uuid: () => crypto.randomUUID(),
    cleanUp: async () => {
      trail.step = 'cleaning up'
      for (const { what, cleanUp } of cleanUps.reverse()) {
        await cleanUp().catch((error: Error) => trail.leftBehind.push(`${what}: ${error.message}`))
      }
    },
  }
  return session
}

/**
 * What a case worked out of several answers stands in the body of the first; the last exchange is
 * then what it is about.
 */
function toSubject(answer: Answer, { exchanges }: Trail): Answer {
  const isDerived = JSON.stringify(answer.body) !== JSON.stringify(parse(answer.text))
  return isDerived ? { ...answer, exchange: exchanges.at(-1) ?? answer.exchange } : answer
}

/** What follows uses what a success gives; of a refusal nothing is used. */
function isNeeded({ status }: Answer, expected: Expected): boolean {
  const wantsSuccess = [expected.status ?? status].flat().some((each) => each < 300)
  return wantsSuccess && status >= 300
}

/** What the spec says that an operation leaves behind; undefined for most. */
function findEffect(
  spec: Spec,
  method: string,
  path: string,
): { id: string; does: Effect } | undefined {
  const id = findOperation(spec, method, path.split('?', 1)[0]!)?.id
  const does = id === undefined ? undefined : spec.effects.get(id)
  return id === undefined || does === undefined ? undefined : { id, does }
}

/** With the id that the answer gives it, under the names that ids have. */
function toEffect({ id, does }: { id: string; does: Effect }, { body }: Answer): string {
  const made = Array.isArray(body) ? body[0] : body
  const name = made?.id ?? made?.pk ?? made?.ref ?? made?.internalId ?? made?.username
  return `${does}: ${id}${name === undefined ? '' : ` ${name}`}`
}

/** Against the schema, and where that has nothing to say, against the samples. */
function compareAll(spec: Spec, exchange: Exchange): Difference[] {
  const operation = findOperation(spec, exchange.request.method, exchange.request.path)
  const bySchema = compareWithSpec(spec, exchange)
  const isKnown = ({ pointer }: Difference) => bySchema.some((each) => each.pointer === pointer)
  const byFormat = operation ? compareFormats(operation, exchange) : []
  return [...bySchema, ...byFormat.filter((each) => !isKnown(each))]
}

/** It came, and only too late. */
function toLate(
  what: string,
  within: string,
  lateMs: number,
  { exchanges }: Trail,
  spec: Spec,
): Difference {
  const last = exchanges.at(-1)
  const operation = last && findOperation(spec, last.request.method, last.request.path)
  return {
    kind: 'timing',
    severity: 'warning',
    ...(operation === undefined ? {} : { operationId: operation.id }),
    pointer: '',
    expected: `${what} within ${within}`,
    found: `it came ${Math.ceil(lateMs / 1_000)} s later`,
    exchange: last?.id ?? '',
  }
}

function toCallbacks({ callbacks }: Seat): CallbackSource {
  if (callbacks !== undefined) return callbacks
  throw new Error('this target calls nobody back; declare the need "callbacks"')
}

let uniques = 0

/** Letters and digits alone, which every provider's references take. */
function toUnique(): string {
  uniques++
  return `ensayo${Date.now().toString(36)}${uniques.toString(36).padStart(3, '0')}`
}

function toMs(duration: string): number {
  const ms = parseDuration(duration)
  if (ms === undefined) throw new Error(`"${duration}" is not a duration; write it like PT6M`)
  return ms
}
