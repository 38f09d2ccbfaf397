/** Finish "checkAnswer": an answer that does not fit its own spec is our fault. */
import { EnsayoError } from '../../base/errors.ts'
import type { Finish } from './stage.ts'

/** Says so; in strict mode it does not leave, and what the request did is undone. */
export const checkAnswer: Finish = (exchange, { findDeparture, parts }, answer) => {
  const problem = findDeparture(answer)
  if (problem === undefined) return answer
  exchange.problems.push(problem)
  parts.onOffSpec(problem)
  if (!parts.isStrict) return answer
  exchange.isUndone = true
  const error = new EnsayoError(
    'RESPONSE_OFF_SPEC',
    `The sandbox's own answer does not fit its spec: ${problem}`,
  )
  return { status: error.status, body: error.toJSON(), isProviderError: true }
}
