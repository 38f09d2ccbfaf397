/** One recorded request sent to the emulator, and what its answer says of placeholders. */
import type { Operation } from '../../dialect/types.ts'
import type { Bindings } from './bindings.ts'
import type { Exchange } from './exchange.ts'
import { parseExactJson, type Scalar } from './json-text.ts'
import { PLACEHOLDERS, readMasked } from './placeholders.ts'
import type { RecordedExchange } from './recording.ts'
import { type ReplayContext, toReplayed, Unbound } from './replay-request.ts'

/** A fresh emulator of one provider with the clock standing still. */
export interface Emulator {
  fetch(target: string, init: RequestInit): Promise<Response>
  advance(byMs: number): Promise<unknown>
  /** Of its account. */
  credentials: Record<string, string>
  close(): Promise<void>
}

/** Text would bring a content type of its own. */
const encoder = new TextEncoder()

/** The emulator's answer. Throws `Unbound` when the request needs what the recording does not hold. */
export async function askEmulator(
  exchange: RecordedExchange,
  operation: Operation,
  emulator: Emulator,
  context: ReplayContext,
): Promise<Exchange['response']> {
  if (exchange.isCut) throw new Unbound('a body that was not kept')
  const stranger = findStranger(exchange, context.bindings)
  const { target, body, wrong, ...request } = toReplayed(exchange.request, operation, context)
  const hasBody = body !== '' && request.method !== 'GET' && request.method !== 'HEAD'
  const answer = await emulator.fetch(target, {
    ...request,
    ...(hasBody ? { body: encoder.encode(body) } : {}),
  })
  // The provider knew what the path names, and nothing in the recording says how the emulator calls it.
  if (stranger !== undefined && answer.status === 404 && exchange.response.status < 400) {
    throw new Unbound(stranger)
  }
  // It was refused for something that nobody knows any more.
  if (wrong !== undefined && answer.status < 400 && exchange.response.status >= 400) {
    throw new Unbound(wrong)
  }
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: await answer.text(),
  }
}

/** A masked text in the path that was never seen before. */
function findStranger({ request }: Exchange, bindings: Bindings): string | undefined {
  return request.path
    .split('/')
    .find((segment) => readMasked(segment) !== undefined && bindings.get(segment) === undefined)
}

/** Learns what placeholders stand for; and the address that a redirect names. */
export function learn(bindings: Bindings, exchange: Exchange, ours: Exchange['response']): void {
  const [recorded, emulated] = [parseExactJson(exchange.response.body), parseExactJson(ours.body)]
  if (recorded && emulated) bindings.learn(recorded.value, emulated.value)
  bindings.learn(exchange.response.headers.location, ours.headers.location)
}

/** A masked text is another where it, or the emulator's, was paired with something else before. */
export function judge(
  bindings: Bindings,
  real: Scalar,
  ours: unknown,
): 'same' | 'other' | 'unknown' {
  const known = bindings.get(real)
  if (known !== undefined) return known === ours ? 'same' : 'other'
  const isPaired = readMasked(real) !== undefined && bindings.find(ours as Scalar) !== undefined
  return isPaired ? 'other' : 'unknown'
}

/** Placeholders of requests that the provider did not refuse. */
export function findAccepted(exchanges: readonly RecordedExchange[]): Set<string> {
  const accepted = new Set<string>()
  for (const { request, response } of exchanges) {
    if (response.status >= 400) continue
    const text = [
      request.path,
      request.query ?? '',
      request.body,
      ...Object.values(request.headers),
    ]
    for (const [found] of text.join('\n').matchAll(PLACEHOLDERS)) accepted.add(found)
  }
  return accepted
}
