/** Whatever is sent, Localpayment answers as its spec lists, and nothing of ours breaks. */
import { expect, test } from 'vitest'
import { sendRandomRequests } from '../../sandbox/engine/random-requests.ts'
import { createLocalpayment } from './kit.ts'

test.each(['docs', 'v3', 'hostile'])(
  '2,000 random requests in profile %s find an answer that the spec lists',
  { timeout: 120_000 },
  async (profile) => {
    await using lp = await createLocalpayment({
      profiles: { localpayment: profile },
      fetch: async () => new Response('ok'),
      log: () => {},
    })
    await lp.listen()
    const credentials = async () => [{ authorization: `Bearer ${(await lp.login()).access}` }]
    const { engine } = lp.sandbox
    await sendRandomRequests({ engine, provider: 'localpayment', credentials, runs: 2_000 })
    expect(engine.health().counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
  },
)
