/** What a case works with: requests that are kept and checked, time, callbacks, the outside world. */
import type { Difference } from '../../mocks/tools/recorder/difference.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import type { Answer } from './answer.ts'
import type { Expected } from './expectation.ts'
import type { SendOptions } from './request.ts'
import type { CallbackMessage, CallbackSource } from './targets/target.ts'
import type { UnmetExpectation } from './unmet.ts'
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
  /** Why answers may be those to requests that were carried out before. */
  doubts: string[]
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
  /** Whether an answer refuses what was asked, where its status does not say so. */
  refuses?(answer: Answer): boolean
  authorize(session: Session): Promise<Authorization>
}
