/** What each spec says of pages of another origin is what its provider does, switched on and off. */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { createSandbox } from '../../mocks/index.ts'

const ORIGIN = 'http://localhost:5173'

test.each(['cobru', 'cobre', 'avenia', 'localpayment'] as const)(
  '%s says in its spec that no origin is answered to, and answers to the one that is named',
  async (provider) => {
    const { info } = (await loadSpec(provider)).document as { info?: { description?: string } }
    expect(info?.description).toContain('unless `--cors <origin>` names it.')
    const ask = async (corsOrigins: string[]) => {
      await using sandbox = await createSandbox({ providers: [provider], corsOrigins })
      const answer = await sandbox[provider].fetch('/', { headers: { origin: ORIGIN } })
      return answer.headers.get('access-control-allow-origin')
    }
    expect(await ask([])).toBeNull()
    expect(await ask(['http://localhost:3000'])).toBeNull()
    expect(await ask([ORIGIN])).toBe(ORIGIN)
  },
)
