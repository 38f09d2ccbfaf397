/** What `refuse` throws, so that a behaviour cannot make a refusal and go on. */
import type { Answer } from '../http/exchange.ts'

/** Not an error: nothing went wrong, and nobody needs to know where it was made. */
export class Refusal {
  readonly answer: Answer

  constructor(answer: Answer) {
    this.answer = answer
  }
}

/** What the work returns, or the refusal that it ended with. */
export function orRefusal<T>(work: () => T): T | Answer {
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer
    throw thrown
  }
}
