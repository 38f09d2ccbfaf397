import { expect, test } from 'vitest'
import { checkSpecs } from '../../../mocks/dialect/check.ts'

test('`ensayo check` finds nothing in the spec of Cobru', async () => {
  expect(await checkSpecs(['cobru'])).toEqual([])
})
