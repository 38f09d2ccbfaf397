/** First come, first served. Handed from one holder straight to the next, so nobody overtakes. */
export class Lock {
  #isHeld = false
  readonly #waiting: (() => void)[] = []

  get isFree(): boolean {
    return !this.#isHeld
  }

  /** Takes it at once if it is free, without a promise. */
  tryTake(): boolean {
    if (this.#isHeld) return false
    this.#isHeld = true
    return true
  }

  take(): Promise<void> {
    return this.tryTake()
      ? Promise.resolve()
      : new Promise((resolve) => this.#waiting.push(resolve))
  }

  release(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#isHeld = false
    else next()
  }
}
