/** Suggestions: what a misspelt name was meant to be, at a cost that no input can drive up. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { didYouMean, findNearest, MAX_CELLS } from '#base/errors'

test('names the word that differs by a letter or two', () => {
  expect(didYouMean('creatPayment', ['getPayment', 'createPayment'])).toBe(
    ' Did you mean "createPayment"?',
  )
  expect(didYouMean('somethingElse', ['getPayment', 'createPayment'])).toBe('')
})

test('names the word that the given one is the end of', () => {
  expect(findNearest('widget.ship', ['acme.widget.skip', 'acme.widget.ship'])).toBe(
    'acme.widget.ship',
  )
})

test('does not compare names of more than 100 characters', () => {
  const spent = { cells: 0 }
  expect(findNearest('a'.repeat(101), ['a'.repeat(100)], spent)).toBeUndefined()
  expect(spent.cells).toBe(0)
  expect(findNearest('a'.repeat(100), ['a'.repeat(101)], spent)).toBe('a'.repeat(101))
})

test('fills at most a million cells, whatever the word and however many are known', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => `${'b'.repeat(90)}${index}`)
  const spent = { cells: 0 }
  expect(findNearest('c'.repeat(95), many, spent)).toBeUndefined()
  expect(spent.cells).toBeGreaterThan(MAX_CELLS / 2)
  expect(spent.cells).toBeLessThanOrEqual(MAX_CELLS)

  fc.assert(
    fc.property(
      fc.string({ maxLength: 200 }),
      fc.integer({ min: 1, max: 5_000 }),
      (word, times) => {
        const each = { cells: 0 }
        findNearest(word.repeat(times), many, each)
        return each.cells <= MAX_CELLS
      },
    ),
    { numRuns: 50 },
  )
})
