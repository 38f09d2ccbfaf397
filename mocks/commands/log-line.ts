/** Log lines for a machine that gathers them: time, account and id of the request on each. */
import { EnsayoError } from '../base/errors.ts'
import type { EngineEvent } from '../sandbox/engine/engine.ts'
import { toEventLine } from './event-line.ts'

export type LogForm = 'json' | 'text'

/** Throws `OPTION_INVALID` on any other form. */
export function toLogForm(text: string | undefined): LogForm | undefined {
  if (text === undefined || text === 'json' || text === 'text') return text
  throw new EnsayoError('OPTION_INVALID', `--log: "${text}" is neither "json" nor "text".`)
}

/** One line for what happened at an instant of real time. */
export function toLogLine(event: EngineEvent, form: LogForm, now: number): string {
  const time = new Date(now).toISOString()
  if (form === 'json') return JSON.stringify({ time, ...toFields(event) })
  const { account } = event.type === 'request' ? event.entry : event.delivery
  return `${time} ${account} ${toEventLine(event)}`
}

/** A line of the sandbox itself. */
export function toOwnLine(message: string, form: LogForm, now: number): string {
  const time = new Date(now).toISOString()
  return form === 'json' ? JSON.stringify({ time, type: 'log', message }) : `${time} ${message}`
}

function toFields(event: EngineEvent): Record<string, unknown> {
  if (event.type === 'delivery') {
    const { account, provider, id, notification, causedBy, url, status, attempts } = event.delivery
    const last = attempts.at(-1)
    return {
      type: 'delivery',
      account,
      request: causedBy,
      provider,
      delivery: id,
      notification,
      url,
      state: status,
      attempt: attempts.length,
      status: last?.status,
      error: last?.error,
    }
  }
  const { account, id, provider, operationId, request, response, durationMs, hint, problems } =
    event.entry
  return {
    type: 'request',
    account,
    request: id,
    provider,
    operationId,
    method: request.method,
    path: request.path,
    status: response.status,
    ms: durationMs,
    hint,
    ...(problems.length > 0 ? { problems } : {}),
  }
}
