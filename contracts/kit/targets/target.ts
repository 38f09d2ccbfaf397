/** What a contract runs on. Each case gets a seat: credentials, a way to ask, time, callbacks. */
import type { Spec } from '../../../mocks/dialect/types.ts'
import type { Authorization, Need } from '../words.ts'
import type { AskOptions, Health } from './transport.ts'

export interface Target {
  /** As results and `status.json` name it: `emulator`, `sandbox` or a base URL. */
  name: string
  /** For reports; the emulator in process has one that leads nowhere. */
  baseUrl: string
  spec: Spec
  /** Why a case with this need cannot run here; undefined when it can. */
  lacks(need: Need): string | undefined
  /** The longest wait that a case may ask for, in ms. */
  patienceMs: number
  /** How it is; absent where no network lies between. */
  health?: Health
  /** How much later than expected something may come and only be a remark, in ms. Default 0. */
  graceMs?: number
  /** How many cases may wait side by side; absent: each has a clock of its own and none waits. */
  beside?: {
    places: number
    /** Resolves when none of them works: one more may begin. */
    free(): Promise<void>
  }
  open(options?: SeatOptions): Promise<Seat>
  close(): Promise<void>
}

export interface SeatOptions {
  /** Quirk → variant; only the emulator can be told. */
  variants?: Record<string, string>
}

/** A target as one case sees it. */
export interface Seat {
  baseUrl: string
  credentials: Record<string, string>
  /** Resolves when it is this case's turn to ask. */
  ready(): Promise<void>
  fetch(request: Request, options?: AskOptions): Promise<Response>
  /** Epoch ms. */
  now(): Promise<number>
  /** Lets time pass: the emulator's clock is advanced, others are waited for. */
  pass(ms: number): Promise<void>
  /** Plays the outside world, or asks somebody to; returns what it says. */
  act(act: Act): Promise<unknown>
  /** Absent where nothing can be called back. */
  callbacks: CallbackSource | undefined
  /** Kept between cases where they share the credentials. */
  authorizations: AuthorizationCache
  /** Keeps what is worth knowing of the target. */
  remark(text: string): void
  /** The case is cut off: what it waits for never comes. */
  abandon(): void
  close(): Promise<void>
}

/** Something that happens outside the API. */
export interface Act {
  /** Trigger of the sandbox, `<provider>.<resource>.<event>`. */
  trigger: string
  parameters: Record<string, unknown>
  /** What a person does for it on a target without triggers. */
  instruction: string
}

export interface CallbackSource {
  /** Where this case's notifications go. */
  url: string
  /** The same, but each one is answered 503 after it was caught. */
  refusingUrl: string
  /** All that came, oldest first; those under way are waited for where that can be known. */
  messages(): Promise<CallbackMessage[]>
  /** What is there at this very moment. */
  arrived(): Promise<CallbackMessage[]>
  /** An address that breaks off each connection. Absent where a tunnel would answer in its place. */
  broken?: { url: string; attempts(): number }
}

export interface CallbackMessage {
  id: string
  method: string
  /** Path below the case's URL, and query. */
  target: string
  headers: Record<string, string>
  /** Parsed where it is JSON or a form. */
  body: unknown
  rawBody: string
}

export interface AuthorizationCache {
  current: { authorization: Authorization; until: number; since: number } | undefined
}
