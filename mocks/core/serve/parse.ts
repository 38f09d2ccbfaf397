/** Stage "parse": the body by its media type. Only one that nobody could read is refused here. */
import { addHint } from '../http/exchange.ts'
import { BROKEN_OFF, MAX_BODY_BYTES, parseBody } from '../http/parse.ts'
import { renderError } from '../http/render-error.ts'
import { toTypedForm } from '../http/typed-form.ts'
import type { Stage } from './stage.ts'

const FORM = 'application/x-www-form-urlencoded'

/** What is wrong with a body is said after authentication: a stranger learns nothing about schemas. */
export const parse: Stage = (exchange, { operation, spec }) => {
  const { raw, request } = exchange
  const { method, path, mediaType } = request
  if (raw === BROKEN_OFF) {
    exchange.problems.push('the client left before its body was complete')
    return renderError(spec, 'malformedBody', { method, path, reason: 'the body broke off' })
  }
  if (raw === undefined) {
    addHint(exchange, `Bodies over ${MAX_BODY_BYTES} bytes are refused.`)
    return renderError(spec, 'bodyTooLarge', { method, path, limit: MAX_BODY_BYTES })
  }
  if (!operation?.requestBody) return undefined
  const { content } = operation.requestBody
  const { body, problem } = parseBody(raw, mediaType, content)
  request.body =
    spec.hasTypedForms && mediaType === FORM
      ? toTypedForm(spec, body, content.get(mediaType))
      : body
  exchange.parseProblem = problem
  return undefined
}
