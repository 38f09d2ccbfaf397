/** Node's own runner: `node --test`. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createSandbox } from 'ensayo'

const sandbox = await createSandbox({ providers: ['cobru'] })
after(() => sandbox.close())

test('a payment is paid and called back', async () => {
  const account = await sandbox.account()
  const { credentials, fetch } = account.cobru
  const key = { 'x-api-key': credentials.apiKey }
  const ask = async (path, body, headers = {}) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key, ...headers },
    }
    return (await fetch(path, { ...init, body: JSON.stringify(body) })).json()
  }
  const { access } = await ask('/token/refresh/', { refresh: credentials.refreshToken })
  const order = {
    amount: 50_000,
    description: 'Una silla',
    expiration_days: 1,
    client_assume_costs: false,
    iva: 0,
    platform: 'API',
    payment_method_enabled: JSON.stringify({ breb: true }),
    payer_redirect_url: 'https://yourapp.com/thanks',
    callback: account.inbox.url,
  }
  const { url } = await ask('/cobru/', order, { authorization: `Bearer ${access}` })
  await account.trigger('cobru.payment.approve', { url })
  const callback = await account.inbox.next()
  assert.equal(callback.body.url, url)
})
