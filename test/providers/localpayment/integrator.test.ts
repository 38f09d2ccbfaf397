/**
 * The requests of a public PHP integrator, and its reading of answers, on the profile `docs`. Known by
 * its text alone, read 2026-11-30.
 */
import { expect, test } from 'vitest'
import { createLocalpayment, type Localpayment, type Loose } from './kit.ts'

/** A form, at a path without its slash. */
async function logIn(lp: Localpayment, password?: string): Promise<Loose> {
  const { username, password: right } = lp.sandbox.localpayment.credentials
  const response = await lp.sandbox.localpayment.fetch('/api/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ username: username!, password: password ?? right! }).toString(),
  })
  return response.json()
}

/** What it shows its user when something went wrong. */
function readError(body: Loose): string {
  if (body.status === undefined) return body.detail ?? body.error ?? body.message
  return body.errors?.[0]?.detail ?? body.status.detail
}

test('logs in by a form, checks the payer, finds the method and sends the payer to the bank', async () => {
  await using lp = await createLocalpayment()
  const { access } = await logIn(lp)
  const headers = { authorization: `Bearer ${access}`, 'content-type': 'application/json' }
  const send = (method: string, path: string, body?: unknown) =>
    lp.api.send(method, path, body, headers)
  const document = { id: '1088338888', type: 'CC' }
  const checked = await send('POST', '/api/validation/document', { document, country: 'COL' })
  // It compares loosely.
  expect(Number(checked.body.code)).toBe(200)
  const { body: accounts } = await send('GET', '/api/resources/payment-methods?countryIsoCode3=COL')
  const method = accounts
    .flatMap((account: Loose) =>
      account.payinPaymentMethods.map(({ code }: Loose) => ({ code, account })),
    )
    .find(({ code }: Loose) => code === '1936')
  expect(method.account.accountNumber).toBe(lp.accountNumber)
  const payin = await send('POST', '/api/payin', lp.pse())
  expect(payin.status).toBe(201)
  expect(URL.canParse(payin.body.redirectUrl)).toBe(true)
})

test('shows what went wrong, whichever of the shapes it comes in', async () => {
  await using lp = await createLocalpayment()
  expect(readError(await logIn(lp, 'wrong'))).toBe(
    'No active account found with the given credentials',
  )
  const rejected = await lp.api.post('/api/payin', lp.pse({ amount: 0 }))
  expect(readError(rejected.body)).toBe('Amount must be greater than 0 and not empty')
  const missing = await lp.api.get('/api/transactions/nothing')
  expect(readError(missing.body)).toBe('Transaction not found')
})
