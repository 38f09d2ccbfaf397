/** Takes credentials and persons out of what a case shows. Within a case, the same value becomes the same placeholder. */
import type { Spec } from '../../mocks/dialect/types.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import { createBook } from '../../mocks/tools/recorder/placeholder-book.ts'
import { redactExchange } from '../../mocks/tools/recorder/redact.ts'
import { shieldExchange } from '../../mocks/tools/recorder/shield.ts'
import type { CaseResult, Failure } from './result.ts'
import type { CallbackMessage } from './targets/target.ts'

type Shown = Pick<CaseResult, 'exchanges' | 'differences' | 'failures' | 'reason'>

/** Redacts the parts of a result that hold what was sent or answered. */
export function redactResult(result: Shown, secrets: readonly string[], spec: Spec): Shown {
  const options = { secrets, book: createBook() }
  const ofExchange = (exchange: Exchange) => shieldExchange(exchange, { ...options, spec })
  const ofText = (text: string) => redactExchange(toExchange({}, text), options).request.body
  const hide = (text: string) => hideWords(ofText(text), spec, result.exchanges)
  const ofFailure = (failure: Failure): Failure => ({
    ...failure,
    found: hide(failure.found),
    spots: failure.spots.map((spot) => ({ ...spot, found: hide(spot.found) })),
    exchange: failure.exchange && ofExchange(failure.exchange),
    message: failure.message && redactMessage(failure.message, ofExchange),
  })
  return {
    exchanges: result.exchanges.map(ofExchange),
    differences: result.differences.map((each) => ({
      ...each,
      found: each.kind === 'unknown-field' ? replaceTexts(each.found, toHidden) : hide(each.found),
    })),
    failures: result.failures.map(ofFailure),
    reason: result.reason === undefined ? undefined : hide(result.reason),
  }
}

/** Codes, numbers, dates, what the spec prints and what we sent stay; any other text is nobody's business. */
function hideWords(text: string, { document }: Spec, exchanges: readonly Exchange[]): string {
  const isOurs = (whole: string) => {
    const inside = whole.slice(1, -1)
    printed.set(document, printed.get(document) ?? JSON.stringify(document))
    return (
      printed.get(document)?.includes(inside) ||
      exchanges.some(({ request }) => request.body.includes(inside))
    )
  }
  return replaceTexts(text, (whole) =>
    /^"(?![A-Z][a-z]+")[\w.:+@/<>-]*"$/.test(whole) || isOurs(whole) ? whole : toHidden(whole),
  )
}

/** Replaces each text of JSON but not its keys. */
function replaceTexts(text: string, replace: (whole: string) => string): string {
  return text.replace(/"(?:[^"\\]|\\.)*("|$)/g, (whole, _, at: number) =>
    /^\s*:/.test(text.slice(at + whole.length)) ? whole : replace(whole),
  )
}

/** A spec as text, made once. */
const printed = new WeakMap<object, string>()

function toHidden(whole: string): string {
  return `"<text of ${whole.length - 2}>"`
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
