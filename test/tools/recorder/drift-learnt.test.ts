/** What several exchanges teach: one finding per key and kind, keys that come and go, values that vary, formats. */

import { expect, test } from 'vitest'
import { compareAnswers } from '#recorder/compare-answers'
import { compareTexts } from '#recorder/compare-texts'
import { SAMPLES } from '#types/samples/cobru'
import { type Alter, recordAndReplay, toShort, type Upstream } from './upstream.ts'

const NEW = { ...SAMPLES.createPayment, payment_method_enabled: '{"pse":true}' }

/** Four payments. */
async function flow({ send, credentials }: Upstream): Promise<void> {
  const key = { 'x-api-key': credentials.apiKey! }
  const login = { refresh: credentials.refreshToken }
  const { access } = await send('POST', '/token/refresh/', login, key)
  const own = { ...key, authorization: `Bearer ${access}` }
  for (const amount of [50000, 60000, 70000, 80000]) {
    await send('POST', '/cobru/', { ...NEW, amount }, own)
  }
}

/** Changes the nth of the four answers. */
function onPayment(change: (body: Parameters<Alter>[0]['body'], nth: number) => void): Alter {
  let nth = 0
  return ({ path, body }) => {
    if (path === '/cobru/') change(body, nth++)
  }
}

const find = async (alter: Alter) => (await recordAndReplay('cobru', flow, { alter })).differences

test('a difference of every answer is one finding that names them all', async () => {
  const found = await find(onPayment((body) => (body.pk = String(body.pk))))
  expect(found.map(toShort)).toEqual(['error type createPayment /pk'])
  expect(found[0]!.exchanges).toHaveLength(4)
  expect(found[0]!.exchange).toBe(found[0]!.exchanges[0])
})

test('two kinds at one key are two findings', async () => {
  const found = await find(
    onPayment((body, nth) => {
      if (nth === 0) body.state = 1
      else if (nth === 1) body.state = 'created'
    }),
  )
  expect(found.map(toShort)).toEqual([
    'error value createPayment /state',
    'error type createPayment /state',
  ])
})

test('a number that is another in every answer varies; one that is always the same differs', async () => {
  const varying = await find(onPayment((body, nth) => (body.fee_amount = 1_000 + nth)))
  expect(varying.filter(({ pointer }) => pointer === '/fee_amount')).toEqual([
    expect.objectContaining({ severity: 'info', kind: 'value' }),
  ])
  const constant = await find(onPayment((body) => (body.fee_amount = 1)))
  expect(constant.map(toShort)).toEqual(['warning value createPayment /fee_amount'])
})

test('a state is never taken for a value that varies', async () => {
  const found = await find(onPayment((body, nth) => (body.state = [1, 2, 3, 5][nth])))
  expect(found.map(toShort)).toEqual(['error value createPayment /state'])
})

test('a key that some answers have and others have not is a note; one that none has is missing', async () => {
  const some = await find(
    onPayment((body, nth) => {
      if (nth % 2 === 0) delete body.not_send_email
    }),
  )
  expect(some.map(toShort).filter((line) => line.includes('not_send_email'))).toEqual([
    'info missing-key createPayment /not_send_email',
  ])
  expect(some[0]!.expected).toContain('a key that comes and goes: 2 of 4 answers have it')
  const none = await find(onPayment((body) => delete body.not_send_email))
  expect(none.map(toShort)).toEqual(['error missing-key createPayment /not_send_email'])
})

test('another way of writing says format, and each way once', async () => {
  const ways = ['14,179.25', '14179.2', '14179', '14,179.25']
  const found = await find(onPayment((body, nth) => (body.amount = ways[nth])))
  expect(found.map(toShort)).toEqual(['error format createPayment /amount'])
  expect(found[0]!.found).toBe(
    'number with commas and 2 decimals, "14,179.25"; number with 1 decimals, "14179.2"; number with 0 decimals, "14179"',
  )
  expect(compareTexts('2000000.00', '2000000', '/amount')).toEqual([
    expect.objectContaining({ kind: 'format', expected: 'number with 0 decimals, as "2000000"' }),
  ])
})

test('a text that no longer echoes what was sent is found, though both are masked', async () => {
  const echoed = await find(() => {})
  expect(echoed).toEqual([])
  const found = await find(onPayment((body) => (body.description = 'Orden 2002')))
  expect(found.map(toShort)).toEqual(['warning value createPayment /description'])
})

test('whole numbers that no double holds are compared digit by digit', () => {
  const answer = (body: string) => ({ status: 200, headers: {}, body })
  const frame = { nowMs: 0, madeUp: new Set<string>(), judge: () => 'unknown' as const }
  const compare = (real: string, ours: string) =>
    compareAnswers(answer(`{"n":${real}}`), answer(`{"n":${ours}}`), frame)
  expect(compare('9007199254740993', '9007199254740993')).toEqual([])
  expect(compare('9007199254740993', '9007199254740992')).toEqual([
    expect.objectContaining({
      kind: 'value',
      pointer: '/n',
      expected: 'number 9007199254740992',
      found: 'number 9007199254740993',
    }),
  ])
  expect(compare('12345678901234567891', '12345678901234567890')).toHaveLength(1)
})
