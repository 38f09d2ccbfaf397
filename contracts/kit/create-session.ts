/** Opens what a case works with, on a seat of a target. */
import type { Spec } from '../../mocks/dialect/types.ts'
import { compareNotification } from '../../mocks/tools/recorder/compare-notification.ts'
import { type Answer, parse } from './answer.ts'
import { type Expected, expectAnswer, expectMessage } from './expectation.ts'
import { createGate } from './gate.ts'
import { createSender } from './sending.ts'
import type { Login, MessageFilter, Session, Trail } from './session.ts'
import type { CallbackMessage, CallbackSource, Seat } from './targets/target.ts'
import { UnmetExpectation } from './unmet.ts'
import { createEventually, toMs } from './waiting.ts'

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

/** What the run of a case does with its session beside what the case does. */
export interface OwnSession extends Session {
  /** Cuts the case off. */
  cut(): void
  /** Runs what was declared with `later`, once the case is over or cut off. */
  cleanUp(): Promise<void>
}

/** Opens a session. */
export function createSession(
  { provider, authorize, refuses }: Login,
  given: Seat,
  { caseId, spec, variants, goesOn, graceMs, refusesEffects }: SessionOptions,
): OwnSession {
  const gate = createGate(given)
  const { seat } = gate
  let closing: Promise<void> | undefined
  const trail: Trail = {
    step: undefined,
    exchanges: [],
    messages: [],
    differences: [],
    unmet: [],
    doubts: [],
    leftBehind: [],
    effects: [],
  }
  const cleanUps: { what: string; cleanUp: () => Promise<unknown> }[] = []
  /** Message → notification of the spec that it was waited for as. */
  const told = new Map<string, string>()
  const logIn = () => authorize(session)
  const sender = createSender({ provider, caseId, spec, trail, seat, refusesEffects, logIn })
  const grace = goesOn ? graceMs : 0
  const eventually = createEventually({ seat, spec, trail, graceMs: grace })

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

  const session: OwnSession = {
    provider,
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
    ...sender,
    expect: (answer, expected, why) => {
      const subject = toSubject(answer, trail)
      keep(() => expectAnswer(subject, expected, why), isNeeded(answer, expected, refuses))
      return answer
    },
    pass: (duration) => seat.pass(toMs(duration)),
    now: () => seat.now(),
    eventually,
    act: (trigger, parameters, instruction) => seat.act({ trigger, parameters, instruction }),
    get callbacks() {
      return toCallbacks(seat)
    },
    get callbackUrl() {
      return session.callbacks.url
    },
    get refusingCallbackUrl() {
      return session.callbacks.refusingUrl
    },
    messages: async () => (await seat.callbacks?.messages()) ?? [],
    nextMessage: async (filter) => {
      const message = await awaitMessage(session, filter, told)
      const { notification } = filter
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
    cut: () => {
      closing = gate.close()
    },
    cleanUp: async () => {
      await closing
      gate.open()
      trail.step = 'cleaning up'
      for (const { what, cleanUp } of cleanUps.reverse()) {
        await cleanUp().catch((error: Error) => trail.leftBehind.push(`${what}: ${error.message}`))
      }
    },
  }
  return session
}

/** The first that fits and was not taken yet. */
function awaitMessage(
  { eventually, messages }: Session,
  { notification, matches = () => true, within = 'PT2M' }: MessageFilter,
  taken: ReadonlyMap<string, string>,
): Promise<CallbackMessage> {
  const options = { within, every: 'PT5S' }
  return eventually(`a notification "${notification}" arrives`, options, async () =>
    (await messages()).find((each) => !taken.has(each.id) && matches(each)),
  )
}

/**
 * What a case worked out of several answers stands in the body of the first; the last exchange is
 * then what it is about. With a place it is about that of this answer.
 */
function toSubject(answer: Answer, { exchanges }: Trail): Answer {
  if (answer.at !== undefined) return answer
  const isDerived = JSON.stringify(answer.body) !== JSON.stringify(parse(answer.text))
  return isDerived ? { ...answer, exchange: exchanges.at(-1) ?? answer.exchange } : answer
}

/** What follows uses what a success gives; of a refusal nothing is used. */
function isNeeded(answer: Answer, expected: Expected, refuses: Login['refuses']): boolean {
  const { status } = answer
  const wantsSuccess = [expected.status ?? status].flat().some((each) => each < 300)
  return wantsSuccess && (status >= 300 || refuses?.(answer) === true)
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
