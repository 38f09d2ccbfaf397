/** Takes credentials and persons out of what a case shows. Within a case, the same value becomes the same placeholder. */
import type { Spec } from '../../mocks/dialect/types.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import { createBook } from '../../mocks/tools/recorder/placeholder-book.ts'
import { redactExchange } from '../../mocks/tools/recorder/redact.ts'
import { shieldExchange } from '../../mocks/tools/recorder/shield.ts'
import type { CaseResult, Failure } from './result.ts'
import type { CallbackMessage } from './targets/target.ts'

type Shown = Pick<CaseResult, 'exchanges' | 'differences' | 'failure' | 'reason'>

/** Redacts the parts of a result that hold what was sent or answered. */
export function redactResult(result: Shown, secrets: readonly string[], spec: Spec): Shown {
  const options = { secrets, book: createBook() }
  const ofExchange = (exchange: Exchange) => shieldExchange(exchange, { ...options, spec })
  const ofText = (text: string) => redactExchange(toExchange({}, text), options).request.body
  const ofFailure = (failure: Failure): Failure => ({
    ...failure,
    found: ofText(failure.found),
    exchange: failure.exchange && ofExchange(failure.exchange),
    message: failure.message && redactMessage(failure.message, ofExchange),
  })
  return {
    exchanges: result.exchanges.map(ofExchange),
    differences: result.differences.map((each) => ({ ...each, found: ofText(each.found) })),
    failure: result.failure && ofFailure(result.failure),
    reason: result.reason === undefined ? undefined : ofText(result.reason),
  }
}

/** A notification is a request of the provider's. */
function redactMessage(
  message: CallbackMessage,
  redact: (exchange: Exchange) => Exchange,
): CallbackMessage {
  const { request } = redact(toExchange(message.headers, message.rawBody))
  return { ...message, headers: request.headers, rawBody: request.body, body: undefined }
}

function toExchange(headers: Record<string, string>, body: string): Exchange {
  return {
    id: '',
    at: '',
    provider: '',
    request: { method: 'POST', path: '/', headers, body },
    response: { status: 200, headers: {}, body: '' },
  }
}
