/** What is not a difference: consequences of what was not replayed, test persons, a client's own ids. */

import { expect, test } from 'vitest'
import { SAMPLES } from '#types/samples/cobru'
import { type Alter, recordAndReplay, toShort, type Upstream } from './upstream.ts'

const NEW = { ...SAMPLES.createPayment, payment_method_enabled: '{"credit_card":true}' }

async function logIn({ send, credentials }: Upstream) {
  const key = { 'x-api-key': credentials.apiKey! }
  const login = { refresh: credentials.refreshToken }
  const { access } = await send('POST', '/token/refresh/', login, key)
  return { ...key, authorization: `Bearer ${access}` }
}

/** Expires one of two payments with a token from before the recording, then reads both. */
async function expireUnseen(upstream: Upstream): Promise<void> {
  const { send } = upstream
  const own = await logIn(upstream)
  const first = await send('POST', '/cobru/', NEW, own)
  const second = await send('POST', '/cobru/', NEW, own)
  const body = { url: first.url, signature: 'nobody-can-make-this-again' }
  await send('POST', '/cobru/update_to_expired/', body, own)
  await send('GET', `/cobru_detail/${first.url}`, undefined, own)
  await send('GET', `/cobru_detail/${second.url}`, undefined, own)
  await send('GET', '/cobru/?page=1', undefined, own)
}

test('what follows from an exchange that was not replayed is not a difference, and said to be', async () => {
  const report = await recordAndReplay('cobru', expireUnseen)
  expect(report.notReplayed).toEqual([
    expect.objectContaining({ request: 'POST /cobru/update_to_expired/' }),
  ])
  const [cause] = report.notReplayed
  expect(report.differences.map(toShort)).toEqual([])
  expect(report.notComparable[0]).toEqual({
    exchange: expect.stringContaining('/000005'),
    request: expect.stringContaining('GET /cobru_detail/<id:'),
    after: cause!.exchange,
    reason: `follows from ${cause!.exchange}, which was not replayed`,
    differences: [expect.objectContaining({ pointer: '/state' })],
  })
})

test('its comparison with the spec stays, and so do the differences of other records', async () => {
  const alter: Alter = ({ path, body }) => {
    if (path.startsWith('/cobru_detail/')) body.state = 9
  }
  const report = await recordAndReplay('cobru', expireUnseen, { alter })
  expect(
    report.differences.map(({ against, ...rest }) => `${toShort(rest as never)} ${against}`),
  ).toEqual(['error value getPayment /state spec', 'error value getPayment /state both'])
})

test("an exchange that only reads, or is refused, is nobody's excuse", async () => {
  let asked = 0
  const alter: Alter = ({ path, body }) => {
    if (path.startsWith('/cobru_detail/') && ++asked === 2) body.state = 1
  }
  const flow = async (upstream: Upstream) => {
    const { send } = upstream
    const own = await logIn(upstream)
    const { url } = await send('POST', '/cobru/', NEW, own)
    const stale = { ...own, authorization: 'Bearer from-another-day' }
    await send('POST', '/cobru/update_to_expired/', { url }, stale)
    await send('GET', `/cobru_detail/${url}`, undefined, own)
    await send('GET', `/cobru_detail/${url}`, undefined, own)
  }
  const report = await recordAndReplay('cobru', flow, { alter })
  expect(report.notReplayed).toHaveLength(1)
  expect(report.notComparable).toEqual([])
  expect(report.differences.map(toShort)).toEqual(['error value getPayment /state'])
})

test('persons that the sandbox itself publishes are the same in a replay', async () => {
  const statuses: number[] = []
  const states: unknown[] = []
  const alter: Alter = ({ status, body }) => {
    statuses.push(status)
    if ('state' in body) states.push(body.state)
  }
  const flow = async (upstream: Upstream) => {
    const own = await logIn(upstream)
    await upstream.send('POST', '/send/', { to_user: '3001234567', amount: 100 }, own)
    await upstream.send('POST', '/send/', { to_user: '3001234567', amount: 999_999_999_999 }, own)
    const { url } = await upstream.send('POST', '/cobru/', { ...NEW, payer_id: '7777777' }, own)
    await upstream.advance('PT60S')
    await upstream.send('GET', `/cobru_detail/${url}`, undefined, own)
  }
  const report = await recordAndReplay('cobru', flow, { alter })
  expect(statuses).toEqual([200, 200, 400, 201, 200])
  expect(states).toEqual([0, 3])
  expect(report.differences.map(toShort)).toEqual([])
})

test("a digit of a path that is also somebody's account number stays in the path", async () => {
  const flow = async (upstream: Upstream) => {
    const own = await logIn(upstream)
    await upstream.send('POST', '/withdraw/co/', { account_number: '1' }, own)
    await upstream.send('GET', '/get_banks/1/', undefined, own)
  }
  const report = await recordAndReplay('cobru', flow)
  expect(report.differences.map(toShort)).toEqual([])
})
