import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  fromDateNumber,
  fromDatePlaceholder,
  toDateNumber,
  toDatePlaceholder,
} from '#recorder/dates'

const START = Date.parse('2026-04-06T15:00:00.250Z')

test.each([
  ['2026-04-06T15:00:05.250Z', '<date:yyyy-MM-ddTHH:mm:ss.SSSZ@+5.250>'],
  ['2026-04-06T10:00:05.847828-05:00', '<date:yyyy-MM-ddTHH:mm:ss.SSSSSS-05:00@+5.847828>'],
  ['2026-04-06T14:59:59.750Z', '<date:yyyy-MM-ddTHH:mm:ss.SSSZ@-0.250>'],
  ['2026-04-06 15:01:00', '<date:yyyy-MM-dd_HH:mm:ss@+60>'],
  ['2026-04-07', '<date:yyyy-MM-dd@+32400>'],
  ['2026/04/06', '<date:yyyy/MM/dd@-54000>'],
  ['06/04/2026 15:00:00', '<date:dd/MM/yyyy_HH:mm:ss@+0>'],
  ['1999-12-31T23:59:59Z', '<date:yyyy-MM-ddTHH:mm:ssZ@-828802801>'],
])('%s is recorded as %s, and can be had back', (text, placeholder) => {
  expect(toDatePlaceholder(text, START)).toBe(placeholder)
  expect(fromDatePlaceholder(placeholder, START)).toBe(text)
})

test.each(['2026-13-01', '20260406', '15:00', '2026-04-06T15:00:00Z and more', '31-2026', ''])(
  '"%s" is not a date',
  (text) => {
    expect(toDatePlaceholder(text, START)).toBeUndefined()
  },
)

test('a recording that begins at another instant moves its dates with it', () => {
  const later = START + 3_600_000
  const placeholder = toDatePlaceholder('2026-04-06T10:00:05-05:00', START)!
  expect(fromDatePlaceholder(placeholder, later)).toBe('2026-04-06T11:00:05-05:00')
})

test('whatever instant it is, it comes back as it was written', () => {
  const instant = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instant, fc.nat(4e12), (date, startedMs) => {
      const text = date.toISOString()
      expect(fromDatePlaceholder(toDatePlaceholder(text, startedMs)!, startedMs)).toBe(text)
    }),
  )
})

test('a number is moved when it is an instant near the recording, and stays otherwise', () => {
  const ms = START + 86_400_000
  const moved = toDateNumber(ms, 'anything', START)!
  expect(moved).toBe(1_000_086_400_250)
  expect(fromDateNumber(moved, 'anything', START)).toBe(ms)
  const seconds = Math.floor(START / 1000) + 900
  expect(toDateNumber(seconds, 'exp', START)).toBe(1_000_000_900)
  expect(toDateNumber(seconds, 'amount', START)).toBeUndefined()
  expect(toDateNumber(50_000, 'date', START)).toBeUndefined()
  expect(fromDateNumber(999_999_999_999, 'amount', START)).toBeUndefined()
  expect(toDateNumber(ms + 0.5, 'date', START)).toBeUndefined()
})
