/** What an expectation about a body lets pass, and what it does not. */
import { expect, test } from 'vitest'
import type { Answer } from '#kit/answer'
import { expectAnswer } from '#kit/expectation'

const isMet = (found: unknown, wanted: unknown): boolean => {
  const answer = { status: 200, headers: {}, body: found, text: '' } as Answer
  try {
    expectAnswer(answer, { body: wanted })
    return true
  } catch {
    return false
  }
}

test('an object may have more keys than are asked for, at any depth', () => {
  expect(isMet({ a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1 } })).toBe(true)
  expect(isMet({ a: { c: 2 } }, { a: { b: 1 } })).toBe(false)
  expect(isMet({ a: null }, { a: { b: 1 } })).toBe(false)
})

test('a list is as long as the one that is asked for, and in its order', () => {
  expect(
    isMet({ items: [{ id: 1, name: 'a' }, { id: 2 }] }, { items: [{ id: 1 }, { id: 2 }] }),
  ).toBe(true)
  expect(isMet({ items: [{ id: 1 }, { id: 2 }] }, { items: [{ id: 1 }] })).toBe(false)
  expect(isMet({ items: [{ id: 1 }] }, { items: [] })).toBe(false)
  expect(isMet([2, 1], [1, 2])).toBe(false)
  expect(isMet({ 0: 1 }, [1])).toBe(false)
})

test('a value has its raw type', () => {
  expect(isMet({ amount: 100 }, { amount: '100' })).toBe(false)
  expect(isMet({ amount: null }, {})).toBe(true)
  expect(isMet({ amount: null }, { amount: null })).toBe(true)
  expect(isMet({}, { amount: null })).toBe(false)
})

test('a part of an answer has its place in what is told', () => {
  const exchange = { id: 'a#1' } as Answer['exchange']
  const answer = { status: 200, headers: {}, body: ['b', 'a'], text: '', exchange }
  const demand = () => expectAnswer({ ...answer, at: '/names' }, { body: ['a', 'b'] })
  expect(demand).toThrow(
    expect.objectContaining({
      expected: '/names with ["a","b"]',
      spots: [
        expect.objectContaining({ pointer: '/names/0' }),
        expect.objectContaining({ pointer: '/names/1' }),
      ],
    }),
  )
})
