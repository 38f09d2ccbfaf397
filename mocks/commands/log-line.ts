/**
 * Log lines for a machine that gathers them: time, account and id of the request on each. Logs are kept
 * and passed on, so that nothing a client wrote into a path or an address stands in them.
 */
import { EnsayoError } from '../base/errors.ts'
import { toPlainUrl } from '../base/plain-path.ts'
import type { Spec } from '../dialect/types.ts'
import type { EngineEvent } from '../sandbox/engine/engine.ts'
import { toSaidHint, toSaidPath } from '../sandbox/report/public-line.ts'
import { toEventLine } from './event-line.ts'

export type LogForm = 'json' | 'text'

/** Throws `OPTION_INVALID` on any other form. */
export function toLogForm(text: string | undefined): LogForm | undefined {
  if (text === undefined || text === 'json' || text === 'text') return text
  throw new EnsayoError('OPTION_INVALID', `--log: "${text}" is neither "json" nor "text".`)
}

/** One line for what happened at an instant of real time. */
export function toLogLine(
  raw: EngineEvent,
  form: LogForm,
  now: number,
  providers: ReadonlyMap<string, { spec: Spec }>,
): string {
  const time = new Date(now).toISOString()
  const event = toSaid(raw, providers)
  if (form === 'json') return JSON.stringify({ time, ...toFields(event) })
  const { account } = event.type === 'request' ? event.entry : event.delivery
  return `${time} ${account} ${toEventLine(event)}`
}

/** A line of the sandbox itself. */
export function toOwnLine(message: string, form: LogForm, now: number): string {
  const time = new Date(now).toISOString()
  return form === 'json' ? JSON.stringify({ time, type: 'log', message }) : `${time} ${message}`
}

function toSaid(event: EngineEvent, providers: ReadonlyMap<string, { spec: Spec }>): EngineEvent {
  if (event.type === 'delivery') {
    const { delivery } = event
    return { ...event, delivery: { ...delivery, url: toPlainUrl(delivery.url) } }
  }
  const { entry } = event
  const { request, hint } = entry
  const spec = providers.get(entry.provider)?.spec
  return {
    ...event,
    entry: {
      ...entry,
      request: { ...request, path: toSaidPath(request, spec) },
      hint: hint === undefined ? undefined : toSaidHint(hint, request, spec),
    },
  }
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
