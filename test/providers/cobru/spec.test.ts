import { expect, test } from 'vitest'
import { checkSpecs } from '#dialect/check'

test('`ensayo check` finds nothing in the spec of Cobru', async () => {
  expect(await checkSpecs(['cobru'])).toEqual([])
})
