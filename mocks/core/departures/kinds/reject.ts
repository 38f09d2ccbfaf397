/**
 * `reject`: answers at once, by an error of `x-errors`, an example of the operation, or a body of its
 * own. A `status` beside the first two gives the same body another status.
 */

import type { Operation, Spec } from '../../../dialect/types.ts'
import type { Answer, Exchange } from '../../http/exchange.ts'
import { renderError } from '../../http/render-error.ts'
import type { QuirkPlay } from '../play.ts'

export interface RejectSetting {
  error?: string
  status?: number
  example?: string
  body?: unknown
  headers?: Record<string, string>
}

export const playReject: QuirkPlay = ({ spec, exchange, operation, variant }) =>
  // The dialect's schema has checked its fields.
  reject(spec, operation, exchange, variant.setting as RejectSetting)

/** The answer of a setting; faults say theirs the same way. */
export function reject(
  spec: Spec,
  operation: Operation | undefined,
  exchange: Exchange,
  setting: RejectSetting,
): Answer {
  if (setting.error !== undefined) {
    const { method, path, mediaType } = exchange.request
    const answer = renderError(spec, setting.error, { method, path, mediaType })
    if (setting.status !== undefined) answer.status = setting.status
    if (setting.headers) answer.headers = { ...answer.headers, ...setting.headers }
    return answer
  }
  const status = setting.status ?? 400
  const body =
    setting.example === undefined ? setting.body : findExample(operation, status, setting.example)
  const answer: Answer = { status, body }
  if (setting.headers) answer.headers = setting.headers
  return answer
}

/** Of the response with that status, or else of any other. */
function findExample(operation: Operation | undefined, status: number, name: string): unknown {
  const { responses } = operation ?? {}
  for (const response of [responses?.get(status), ...(responses?.values() ?? [])]) {
    for (const { examples } of response?.content.values() ?? []) {
      if (examples.has(name)) return examples.get(name)
    }
  }
  return undefined
}
