/** Lists of payouts, short and long, right and wrong: every element is answered for itself. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLocalpayment, type Loose, uuid } from './kit.ts'

test.each([1, 13, 14, 15, 60, 1_000])('%i empty elements get as many rejections', async (count) => {
  await using lp = await createLocalpayment()
  const { status, body } = await lp.api.post(
    '/api/payout/',
    Array.from({ length: count }, () => ({})),
  )
  expect(status).toBe(400)
  expect(body).toHaveLength(count)
  for (const each of body) {
    expect(each).toMatchObject({ externalId: null, status: { code: '801' } })
    expect(each.errors[0].description).toContain('Empty mandatory param + [')
  }
})

test('a good payout behind any number of bad ones is accepted', async () => {
  await using lp = await createLocalpayment()
  const bad = Array.from({ length: 40 }, () => ({}))
  const { body } = await lp.api.post('/api/payout/', [...bad, lp.payout()])
  expect(body).toHaveLength(41)
  expect(body.at(-1).status.code).toBe('100')
})

/** Elements that no rule accepts, and what the answer calls them. */
const bad = fc.oneof(
  fc.constant({}),
  fc.constantFrom<unknown>(null, 7, 'text', [], [[]], true),
  fc.record({ amount: fc.anything(), beneficiary: fc.anything() }),
)

test('any list: as many answers as elements, in their order, and nothing of ours', async () => {
  await using lp = await createLocalpayment()
  let count = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(bad, fc.constant('good')), { minLength: 1, maxLength: 60 }),
      async (wanted) => {
        const elements: Loose[] = wanted.map((each) =>
          each === 'good' ? lp.payout({ externalId: uuid(++count), amount: 1 }) : each,
        )
        const { body } = await lp.api.post('/api/payout/', elements)
        const answers = Array.isArray(body) ? body : [body]
        expect(answers.map(({ status }: Loose) => status.code === '100')).toEqual(
          wanted.map((each) => each === 'good'),
        )
      },
    ),
    { numRuns: 40 },
  )
  expect(lp.sandbox.engine.health().counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
})
