/** The one way from an exchange on the wire to what may be written down or shown. */
import type { Spec } from '../../dialect/types.ts'
import type { Exchange } from './exchange.ts'
import { createSeal, type Seal, sealExchange } from './mask/seal.ts'
import { createNormaliser } from './normalise.ts'
import { createBook } from './placeholder-book.ts'
import { redactExchange } from './redact.ts'

export interface Cleaner {
  /** For bodies that are no text. */
  seal: Seal
  /** A copy without persons, credentials, ids, dates, and texts that the spec does not know as harmless. */
  clean(exchange: Exchange): Exchange
  /** Variable → value, of the provider's credentials. */
  env: Record<string, string | undefined>
}

/** Starts one recording; its placeholders belong together. `env` may hold the provider's credentials. */
export function createCleaner(
  spec: Spec,
  startedMs: number,
  env: Record<string, string | undefined>,
): Cleaner {
  const book = createBook()
  const seal = createSeal()
  const { normalise } = createNormaliser(spec, book, startedMs)
  const own = pickCredentials(spec, env)
  const secrets = Object.values(own).filter((value) => value !== undefined)
  const { testValues } = spec
  return {
    seal,
    env: own,
    clean: (exchange) => {
      const sealed = sealExchange(withoutNoise(exchange), seal)
      return normalise(redactExchange(sealed, { secrets, book, testValues }))
    },
  }
}

/** The variables of the spec's credentials. */
function pickCredentials(
  spec: Spec,
  env: Record<string, string | undefined>,
): Record<string, string | undefined> {
  const names = [...spec.credentials.values()].flatMap(({ env: name }) => name ?? [])
  return Object.fromEntries(names.map((name) => [name, env[name]]))
}

/** Headers of one connection, of one client, or of one second. */
const NOISE = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'accept-encoding',
  'user-agent',
  'date',
  'server',
  'via',
])

function withoutNoise(exchange: Exchange): Exchange {
  const clean = (headers: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(headers).filter(
        ([name]) => !NOISE.has(name) && !name.startsWith('x-ensayo-') && !name.startsWith(':'),
      ),
    )
  const { request, response } = exchange
  return {
    ...exchange,
    request: { ...request, headers: clean(request.headers) },
    response: { ...response, headers: clean(response.headers) },
  }
}
