/**
 * Journal entries and messages on their way to the file. Those that would be deleted at once, because
 * newer ones fill the bound, are never written.
 */
import type { Aside, AsideKind } from '../kept.ts'
import type { Statements } from './statements.ts'

/** Entries over the bound before the oldest are deleted. */
const SLACK = 100

export class AsideQueue {
  readonly #kind: AsideKind
  readonly #maxEntries: number
  /** Account → entries, oldest first. */
  readonly #waiting = new Map<string, Aside[]>()
  /** Account → entries written since the oldest were last deleted. */
  readonly #written = new Map<string, number>()

  constructor(kind: AsideKind, maxEntries: number) {
    this.#kind = kind
    this.#maxEntries = maxEntries
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0
  }

  add(aside: Aside): void {
    const waiting = this.#waiting.get(aside.account)
    if (waiting === undefined) {
      this.#waiting.set(aside.account, [aside])
      return
    }
    waiting.push(aside)
    if (waiting.length >= this.#maxEntries + SLACK) waiting.splice(0, SLACK)
  }

  /** Writes what waits, inside the caller's transaction; `clear` says that it was kept, or is lost. */
  write(statements: Statements): void {
    const { add, prune } = statements[this.#kind]
    for (const [account, waiting] of this.#waiting) {
      for (const { number, value } of waiting) add.run(account, number, JSON.stringify(value))
      const count = (this.#written.get(account) ?? 0) + waiting.length
      if (count >= SLACK) prune.run(account, account, this.#maxEntries)
      this.#written.set(account, count % SLACK)
    }
  }

  clear(): void {
    this.#waiting.clear()
  }
}
