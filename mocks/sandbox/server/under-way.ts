/** Which requests are being answered, so that an end can wait for them. */
import type { RequestEnv } from '../../core/serve/serve.ts'

type Answer<R> = (request: R, env: RequestEnv) => Response | Promise<Response>

export interface UnderWay {
  /** The same, counted until the last byte of its answer has left. */
  watch<R>(answer: Answer<R>): Answer<R>
  /** Resolves when none is under way any more. */
  settled(): Promise<void>
}

export function createUnderWay(): UnderWay {
  let count = 0
  const waiting = new Set<() => void>()
  const leave = () => {
    count--
    if (count > 0) return
    for (const resolve of waiting) resolve()
    waiting.clear()
  }
  return {
    watch: (answer) => (request, env) => {
      count++
      env.outgoing?.on('close', leave)
      if (env.outgoing === undefined) leave()
      return answer(request, env)
    },
    settled: () => (count === 0 ? Promise.resolve() : new Promise((done) => waiting.add(done))),
  }
}
