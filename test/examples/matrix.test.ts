/** The matrix over the shops. Here the quirks of `expected.ts` alone; `npm run matrix` plays them all. */
import { expect, test } from 'vitest'
import { BREAKING } from './expected.ts'
import { labelsOf, runShopMatrix } from './run-matrix.ts'

const quirks = [...new Set(Object.keys(BREAKING).map((label) => label.split('=')[0]!))]

test('names exactly the variants that break the flawed shop', async () => {
  const report = await runShopMatrix('shop-flawed', { only: quirks })
  expect(report.exitCode).toBe(1)
  expect(labelsOf(report, 'breaks')).toEqual(Object.keys(BREAKING).sort())
  expect(report.variants.length).toBeGreaterThan(Object.keys(BREAKING).length)
  expect(
    report.variants.filter(({ verdict, firstFailing }) => verdict === 'breaks' && !firstFailing),
  ).toEqual([])
})

test('names none for the correct shop', async () => {
  const report = await runShopMatrix('shop', { only: quirks })
  expect(report.exitCode).toBe(0)
  expect(labelsOf(report, 'breaks')).toEqual([])
  expect(report.variants.filter(({ faults }) => faults > 0)).toEqual([])
  // What it gives no cause for: it sends ids, numbers, flags as text, `platform` and all fields.
  expect(labelsOf(report, 'not-exercised')).toEqual([
    'cobru.bank.bank-name-is-id=int-id',
    'cobru.bank.int-enums=int',
    'cobru.create.platform-gates-callback=only-when-api',
    'cobru.create.pme-object-403=403',
  ])
})
