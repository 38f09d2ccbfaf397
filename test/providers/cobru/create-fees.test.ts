/** Fees and VAT of a create (section F), against the captured payments. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCobru } from './kit.ts'

test.each([
  // The capture of 2026-04-06: fee 2,000, VAT 380, net 7,620.
  [10_000, 2000, 380, '7620.00'],
  [50_000, 2395, 455, '47149.95'],
  // The last and the first amount below and over the minimum: 0.0299 × 36,807 + 900 = 2,000.53.
  [36_806, 2000, 380, '34426.00'],
  [36_807, 2001, 380, '34425.81'],
  [1_000_000, 30_800, 5852, '963348.00'],
])('F: %i pesos cost %i and %i of VAT, less both %s', async (amount, fee, vat, net) => {
  await using cobru = await createCobru({
    variants: { 'cobru.create.payed-ignores-vat': 'minus-fee-and-vat' },
  })

  expect(await cobru.create({ amount })).toMatchObject({
    fee_amount: fee,
    fee_iva_amount: vat,
    payed_amount: net,
    fee_iva: 0.19,
  })
})

test.each([
  [10_000, '8000.00'],
  [50_000, '47605.00'],
  // A fee over the amount leaves nothing, never less.
  [1_500, '0.00'],
])('F: %i pesos less the fee only are %s', async (amount, net) => {
  await using cobru = await createCobru()
  expect((await cobru.create({ amount })).payed_amount).toBe(net)
})

test('F: VAT is 19 % of the fee, and net, fee and VAT add up to the amount', async () => {
  await using cobru = await createCobru({
    variants: {
      'cobru.create.payed-ignores-vat': 'minus-fee-and-vat',
      'cobru.create.fee-number': 'float',
    },
  })
  // Centavos, above the smallest amount that a fee of 2,000 with its VAT leaves something of.
  const amounts = fc.integer({ min: 238_000, max: 100_000_000_000 })

  await fc.assert(
    fc.asyncProperty(amounts, async (centavos) => {
      const { payed_amount, fee_amount, fee_iva_amount } = await cobru.create({
        amount: (centavos / 100).toFixed(2),
      })
      const vat = Math.round(Number(fee_iva_amount) * 100)
      expect(vat).toBe(Math.round(fee_amount * 19))
      expect(Math.round(Number(payed_amount) * 100) + fee_amount * 100 + vat).toBe(centavos)
    }),
    { numRuns: 200 },
  )
})

test('F: the consultation shows the fees of the create, VAT on the fee in `iva_amount`', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.create.payed-ignores-vat': 'minus-fee-and-vat' },
  })
  const { url } = await cobru.create({ amount: 10_000 })

  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({
    amount: 10_000,
    fee_amount: 2000,
    iva_amount: 380,
    payed_amount: 7620,
  })
})
