/** Pacts as a team's own tests write them, in files of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

export interface TeamPact {
  provider?: string
  version?: string
  interactions?: unknown[]
  messages?: unknown[]
}

const folders: string[] = []
// Tests beside each other have no end of their own that a helper could wait for.
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** Writes a pact of version 2 unless told otherwise; it goes when the tests of the file are done. */
export function writePact({ provider = 'cobru', version = '2.0.0', ...lists }: TeamPact): string {
  return writeText(
    JSON.stringify({
      consumer: { name: 'shop' },
      provider: { name: provider },
      ...(lists.messages === undefined ? { interactions: [] } : {}),
      ...lists,
      metadata: { pactSpecification: { version } },
    }),
  )
}

/** Writes a file of any content. */
export function writeText(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'team-pact-'))
  folders.push(folder)
  const file = join(folder, 'shop.json')
  writeFileSync(file, text)
  return file
}

/** As a consumer writes them in its tests. */
export const MADE_UP = { 'x-api-key': 'test-key', Authorization: 'Bearer test-token' }

/** The detail of a payment, by a slug that somebody made up. */
export const DETAIL = {
  description: 'a request for a payment',
  providerState: 'a payment exists',
  request: { method: 'GET', path: '/cobru_detail/3gofdf6f', headers: MADE_UP },
  response: {
    status: 200,
    body: { url: '3gofdf6f', state: 0 },
    matchingRules: { '$.body.url': { match: 'type' } },
  },
}
