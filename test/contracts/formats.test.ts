/** How values are written: dates, money and the ids that a provider gives, held against its samples. */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { compareFormats } from '#kit/formats'
import { isGivenId, toIdShape } from '#kit/ids'
import type { Exchange } from '#recorder/exchange'

/** Places in an answer that are written otherwise than in the samples. */
async function findOdd(
  provider: string,
  operationId: string,
  status: number,
  body: unknown,
): Promise<string[]> {
  const spec = await loadSpec(provider)
  const operation = spec.operations.find(({ id }) => id === operationId)!
  const exchange: Exchange = {
    id: 'a#1',
    at: '',
    provider,
    request: { method: 'GET', path: '/', query: '', headers: {}, body: '' },
    response: { status, headers: {}, body: JSON.stringify(body) },
  }
  return compareFormats(spec, operation, exchange).map(({ pointer }) => pointer)
}

test.each([
  ['8f3e1c20-4b72-4d5a-9a1b-2c3d4e5f6078', 'uuid'],
  ['acc_KJnAkypWSc', 'acc_'],
  ['KJnAkypWSc', undefined],
  ['in_progress_now', undefined],
  ['12345', undefined],
])('%s has the shape %s', (text, shape) => {
  expect(toIdShape(text)).toBe(shape)
})

test.each([
  ['cobre', '/id', true],
  ['cobre', '/contents/0/id', true],
  ['cobre', '/external_id', false],
  ['cobre', '/status/state', false],
  ['localpayment', '/externalId', false],
  ['localpayment', '/0/externalId', false],
  ['localpayment', '/beneficiary/document/id', false],
  ['localpayment', '/internalId', false],
])('of %s, the provider gives what stands at %s: %s', async (provider, pointer, isGiven) => {
  expect(isGivenId(await loadSpec(provider), pointer)).toBe(isGiven)
})

test('an id without the prefix of the samples is written otherwise, and one with it is not', async () => {
  const findIn = (id: string) => findOdd('cobre', 'createAccount', 201, { id, alias: 'any_alias' })
  expect(await findIn('1212534tdfgs')).toEqual(['/id'])
  expect(await findIn('cp_Zz9Zz9Zz9')).toEqual(['/id'])
  expect(await findIn('acc_Zz9Zz9Zz9')).toEqual([])
})

test('what callers choose is written as they like', async () => {
  const account = { externalId: 'order-7', beneficiary: { document: { id: 'x' } } }
  expect(await findOdd('localpayment', 'getVirtualAccount', 200, account)).toEqual([])
})
