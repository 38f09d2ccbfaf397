import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StoreError } from '../../../mocks/base/errors.ts'
import { createIds } from '../../../mocks/core/store/ids.ts'

const create = (seed = 'seed', account = 'default') => createIds({ seed, account })
const take = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw)

/** One of each, for comparing makers as a whole. */
const sample = (ids: ReturnType<typeof create>) => [
  ids.sequence('row'),
  ids.text('slug', 12),
  ids.digits('number', 10),
  ids.hex('hash', 15),
  ids.uuid('event'),
  ids.integer('fee', 1_000_000_007),
]

test('gives the same for the same seed, account and kind', () => {
  const [first, second] = [create(), create()]
  expect(take(20, () => sample(first))).toEqual(take(20, () => sample(second)))
})

test('keeps its values from release to release', () => {
  expect(sample(create())).toMatchInlineSnapshot(`
    [
      1,
      "oxhyk9xefuep",
      "3219307726",
      "febea0744f7d42a",
      "888e9da2-dc42-4111-8209-c48bc6370b06",
      612162432,
    ]
  `)
})

test.each([
  ['seed', create('other'), 'k'],
  ['account', create('seed', 'other'), 'k'],
  ['kind', create(), 'other'],
  ['split between seed and account', create('seedd', 'efault'), 'k'],
])('gives something else for another %s', (_, other, kind) => {
  const ids = create()
  expect(other.uuid(kind)).not.toBe(ids.uuid('k'))
  expect(other.text(kind, 20)).not.toBe(ids.text('k', 20))
})

test('is not moved by what other kinds draw in between', () => {
  const [alone, mixed] = [create(), create()]
  const expected = take(10, () => alone.uuid('quiet'))
  const found = take(10, () => {
    sample(mixed)
    return mixed.uuid('quiet')
  })
  expect(found).toEqual(expected)
})

test('counts a sequence from where it is told', () => {
  const ids = create()
  expect([ids.sequence('row'), ids.sequence('row'), ids.sequence('pk', 100)]).toEqual([1, 2, 100])
  expect(ids.sequence('pk', 100)).toBe(101)
})

test('goes on from a saved state, in the same maker and in another', () => {
  const ids = create()
  sample(ids)
  const state = JSON.parse(JSON.stringify(ids.state()))
  const expected = take(3, () => sample(ids))

  ids.restore(state)
  expect(take(3, () => sample(ids))).toEqual(expected)
  const other = create()
  sample(other)
  other.uuid('event')
  other.restore(state)
  expect(take(3, () => sample(other))).toEqual(expected)
})

test('makes text of the length and alphabet asked for', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(70), (kind, length) => {
      const ids = create()
      expect(ids.text(kind, length)).toMatch(new RegExp(`^[a-z0-9]{${length}}$`))
      expect(ids.text(kind, length, 'AB')).toMatch(new RegExp(`^[AB]{${length}}$`))
      expect(ids.digits(kind, length)).toMatch(new RegExp(`^[0-9]{${length}}$`))
      expect(ids.hex(kind, length)).toMatch(new RegExp(`^[0-9a-f]{${length}}$`))
    }),
  )
  expect(() => create().text('slug', 3, '')).toThrow(StoreError)
})

test('makes version 4 UUIDs, of all four variants, none twice', () => {
  const ids = create()
  const uuids = take(20_000, () => ids.uuid('event'))
  for (const uuid of uuids) {
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  }
  expect(new Set(uuids).size).toBe(uuids.length)
  expect(new Set(uuids.map((uuid) => uuid[19])).size).toBe(4)
})

test('draws every character as often as any other, in every position', () => {
  const ids = create()
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
  const texts = take(36_000, () => ids.text('slug', 4))
  for (const position of [0, 3]) {
    const counts = new Map<string, number>()
    for (const text of texts) counts.set(text[position]!, (counts.get(text[position]!) ?? 0) + 1)
    // Expected 1,000 each; five standard deviations are 158.
    for (const character of alphabet) {
      expect(Math.abs(counts.get(character)! - 1_000)).toBeLessThan(158)
    }
  }
})

test('flips about half of the bits from one count to the next', () => {
  const ids = create()
  let flipped = 0
  let previous = ids.integer('bits', 2 ** 32)
  for (let n = 0; n < 10_000; n++) {
    const drawn = ids.integer('bits', 2 ** 32)
    flipped += ((previous ^ drawn) >>> 0).toString(2).replaceAll('0', '').length
    previous = drawn
  }
  expect(flipped / 10_000).toBeGreaterThan(15.8)
  expect(flipped / 10_000).toBeLessThan(16.2)
})

test('draws integers without bias, also where the bound is large', () => {
  const ids = create()
  const below = 3 * 2 ** 51
  const drawn = take(30_000, () => ids.integer('large', below))
  const thirds = [0, 1, 2].map(
    (third) => drawn.filter((each) => Math.floor(each / 2 ** 51) === third).length,
  )
  // Expected 10,000 each; a bare remainder of 2^53 would give 15,000 to the first.
  for (const count of thirds) expect(Math.abs(count - 10_000)).toBeLessThan(410)
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
  expect(take(50, () => ids.integer('one', 1))).toEqual(take(50, () => 0))
})

test.each([0, -1, 1.5, Number.NaN, 2 ** 53])('refuses an integer below %s', (below) => {
  expect(() => create().integer('fee', below)).toThrow(StoreError)
})

test('a number that all customers share is one account’s alone, and is the same whatever others do', () => {
  const of = (ordinal: number) => createIds({ seed: 'seed', account: `a${ordinal}`, ordinal })
  const drawn = [0, 1, 2, 40].flatMap((ordinal) => {
    const ids = of(ordinal)
    return take(10_050, () => ids.number('pk', 27_150))
  })
  expect(new Set(drawn).size).toBe(drawn.length)
  expect([drawn[0], drawn[1], drawn[10_050]]).toEqual([27_150, 27_151, 1_000_037_150])
})
