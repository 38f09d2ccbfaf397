/** Tables that fit a terminal of 100 columns. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toTable, toTableLines } from '#commands/columns'

const cell = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc
    .array(fc.stringMatching(/^[a-z/.=]{1,40}$/), { maxLength: 12 })
    .map((words) => words.join(' ')),
  fc.stringMatching(/^[a-z/?&=]{0,300}$/),
)
const rows = fc
  .integer({ min: 1, max: 7 })
  .chain((count) =>
    fc.array(fc.array(cell, { minLength: count, maxLength: count }), { maxLength: 6 }),
  )

const squeeze = (text: string) => text.replace(/\s+/g, '')

test('no line is over 100 columns, and nothing is left out of a cell', () => {
  fc.assert(
    fc.property(rows, (given) => {
      for (const [at, lines] of toTableLines(given).entries()) {
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(100)
        const text = squeeze(lines.join(''))
        expect(text.length).toBe(squeeze(given[at]!.join('')).length)
      }
    }),
  )
})

test('a column that is too wide goes on below itself', () => {
  const url = `https://docs.example.com/${'part/'.repeat(20)}end`
  const text = toTable([
    ['name', 'source'],
    ['one', url],
    ['two', 'short'],
  ])
  const lines = text.split('\n')
  expect(lines[0]).toBe('name  source')
  expect(lines.at(-1)).toBe('two   short')
  expect(
    lines
      .slice(1, -1)
      .map((line) => line.slice(6))
      .join(''),
  ).toBe(url)
  expect(lines.slice(2, -1).every((line) => line.startsWith('      '))).toBe(true)
})

test('words stay whole where there is room', () => {
  const sentence = 'Somebody looks up the id of the login, which lists of logins would show '
    .repeat(2)
    .trim()
  const lines = toTable([['avenia.access.id', sentence, 'assumed']]).split('\n')
  const words = new Set(sentence.split(' '))
  const seen = lines.map((line, at) =>
    line.slice(18, at === 0 ? line.lastIndexOf('assumed') : undefined).trim(),
  )
  expect(
    seen
      .join(' ')
      .split(' ')
      .every((word) => words.has(word)),
  ).toBe(true)
})

test('indents count, and what must be copied whole is not broken', () => {
  const long = 'x'.repeat(150)
  for (const line of toTable([['a', long]], '    ').split('\n'))
    expect(line.length).toBeLessThanOrEqual(100)
  expect(toTable([['a', long]], '', Number.POSITIVE_INFINITY)).toBe(`a  ${long}`)
})
