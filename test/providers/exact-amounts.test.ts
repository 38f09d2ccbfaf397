/**
 * Amounts are decimals from the wire to the ledger. Every amount field of every example of a request is
 * sent with more digits than any currency has: it is refused, or what is kept and answered is rounded.
 */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { createSandbox } from '../fixtures/any-names.ts'
import { PROVIDERS, WAYS_IN } from '../sandbox/engine/any-provider.ts'

/** More digits than a binary number can hold, and one that it makes of 0.1 and 0.2. */
const FRACTIONS = ['.30000000000000004', '.123456789012345678']

/** A number of an answer or record that no currency has. */
const NOISE = /(?<![\w.-])\d+\.\d{9,}(?![\w.-])/g

interface Probe {
  operation: string
  method: string
  path: string
  field: string
  body: string
}

test.each(PROVIDERS)(
  '%s refuses or rounds an amount of too many digits, in every request',
  async (provider) => {
    const probes = (await listProbes(provider)).flatMap(toBodies)
    expect(probes.length).toBeGreaterThan(0)
    const sandbox = await createSandbox({ providers: [provider], timeRate: 0, log: () => {} })
    try {
      const headers = await WAYS_IN[provider](sandbox)
      const noisy: string[] = []
      const kept = async () => JSON.stringify((await sandbox.snapshot()).store)
      for (const { operation, method, path, field, body } of probes) {
        const answer = await sandbox[provider].fetch(path, {
          method,
          headers: { ...headers, 'content-type': 'application/json' },
          body,
        })
        const text = await answer.text()
        const found = answer.ok ? text.match(NOISE) : null
        if (found) noisy.push(`${operation} ${field}: answers ${found[0]}`)
      }
      const stored = (await kept()).match(NOISE)
      if (stored) noisy.push(`keeps ${stored.slice(0, 3).join(', ')}`)
      expect(noisy).toEqual([])
      expect(sandbox.engine.health().counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
    } finally {
      await sandbox.close()
    }
  },
)

type Given = Omit<Probe, 'body' | 'field'> & { example: Record<string, unknown> }

/** The documented body of every operation that has one and needs no record in its path. */
async function listProbes(provider: (typeof PROVIDERS)[number]): Promise<Given[]> {
  const { document } = await loadSpec(provider)
  const paths = document.paths as Record<string, Record<string, Record<string, never>>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const media = (operation as { requestBody?: { content?: Record<string, Media> } }).requestBody
      const json = media?.content?.['application/json']
      const named = Object.values(json?.examples ?? {}).map(({ value }) => value)
      return [json?.example, ...named]
        .filter((example) => typeof example === 'object' && example !== null)
        .filter(() => !path.includes('{'))
        .map((example) => ({
          operation: String(operation.operationId),
          method: method.toUpperCase(),
          path,
          example: example as Record<string, unknown>,
        }))
    }),
  )
}

interface Media {
  example?: unknown
  examples?: Record<string, { value?: unknown }>
}

/** One body for each amount and fraction; the digits stand in the text as they are. */
function toBodies({ example, ...rest }: Given): Probe[] {
  const whole = JSON.stringify(example)
  const fields = [
    ...whole.matchAll(
      /"(\w*(?:amount|value|price|total|monto)\w*)":("?)(\d+)(?:\.\d+)?\2(?=[,}\]])/gi,
    ),
  ]
  return fields.flatMap((match) =>
    FRACTIONS.map((fraction) => {
      const [found, field = '', quote, digits] = match
      const other = `"${field}":${quote}${digits}${fraction}${quote}`
      const body = whole.slice(0, match.index) + other + whole.slice(match.index + found.length)
      return { ...rest, field: `${field}${fraction}`, body }
    }),
  )
}
