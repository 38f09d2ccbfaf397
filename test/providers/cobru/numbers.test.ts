import { expect, onTestFinished, test } from 'vitest'
import { createSandbox } from '../../../mocks/index.ts'

test('pk is unique over accounts, as the provider counts all its customers’ payments', async () => {
  const sandbox = await createSandbox({ providers: ['cobru'], strict: true })
  onTestFinished(() => sandbox.close())
  const pks: number[] = []
  for (const handle of [sandbox, await sandbox.account(), await sandbox.account()]) {
    const { fetch, credentials } = handle.cobru
    const key = { 'content-type': 'application/json', 'x-api-key': credentials.apiKey }
    const refresh = JSON.stringify({ refresh: credentials.refreshToken })
    const token = await fetch('/token/refresh/', { method: 'POST', headers: key, body: refresh })
    const { access } = (await token.json()) as { access: string }
    const headers = { ...key, authorization: `Bearer ${access}` }
    for (let made = 0; made < 3; made++) {
      const body = JSON.stringify({
        amount: 50_000,
        description: 'Order',
        expiration_days: 7,
        payment_method_enabled: '{"pse":true}',
        client_assume_costs: false,
        iva: 0,
        payer_redirect_url: 'https://example.com/return',
        callback: 'https://example.com/callback',
        platform: 'API',
      })
      const answer = await fetch('/cobru/', { method: 'POST', headers, body })
      pks.push(((await answer.json()) as { pk: number }).pk)
    }
  }
  expect(pks[0]).toBe(27_150)
  expect(new Set(pks).size).toBe(9)
})
