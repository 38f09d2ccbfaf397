/**
 * Time as the rest of the engine sees it. Instants are epoch milliseconds. Each account has a clock
 * of its own: an offset and a rate over real time, which can be frozen, set and advanced.
 */

export interface Clock {
  /** The instant on this clock. */
  now(): number
  /** How fast it runs against real time: 1 usual, 0 frozen, 60 a minute a second. */
  readonly rate: number
  /** Moves to an instant, keeping the rate. */
  set(instant: number): void
  /** Stands still until `run`. */
  freeze(): void
  /** Goes on at a rate above 0. */
  run(rate?: number): void
  /** Real milliseconds until this clock shows `instant`; Infinity while frozen, 0 when it is past. */
  realMsUntil(instant: number): number
  /** What it goes by; the same until it is set, frozen or run. */
  anchor(): ClockAnchor
  /** Shows what another clock with that anchor shows. */
  adopt(anchor: ClockAnchor): void
  state(): ClockState
  restore(state: ClockState): void
}

/** An instant on the clock, the instant of real time (epoch ms) at which it shows it, and its rate. */
export interface ClockAnchor {
  now: number
  realAt: number
  rate: number
}

/** What a snapshot keeps. */
export interface ClockState {
  now: number
  rate: number
}
