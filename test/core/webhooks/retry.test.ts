import { expect, test } from 'vitest'
import { nextAttempt } from '#webhooks/retry'
import type { Attempt } from '#webhooks/types'
import { MINUTES, makeRow, NOW } from './rows.ts'

const answered = (status: number | undefined): Attempt => ({
  at: NOW,
  status,
  durationMs: 1,
  bodyStart: '',
  error: status === undefined ? 'fetch failed' : undefined,
})

test.each([
  ['2xx', 199, 'failed'],
  ['2xx', 200, 'delivered'],
  ['2xx', 299, 'delivered'],
  ['2xx', 300, 'failed'],
  ['2xx', 302, 'failed'],
  ['200', 200, 'delivered'],
  ['200', 201, 'failed'],
  ['200', 500, 'failed'],
] as const)('with ack %s, an answer of %i means %s', (ack, status, expected) => {
  expect(nextAttempt(makeRow({ ack }), answered(status))).toEqual({ status: expected })
})

test('waits before each further attempt as the schedule says, then gives up', () => {
  const row = makeRow({ retryMs: [1 * MINUTES, 5 * MINUTES] })
  const failed = answered(500)

  expect(nextAttempt(row, failed)).toEqual({ status: 'pending', dueAt: NOW + 1 * MINUTES })
  expect(nextAttempt({ ...row, attempts: [failed] }, failed)).toEqual({
    status: 'pending',
    dueAt: NOW + 5 * MINUTES,
  })
  expect(nextAttempt({ ...row, attempts: [failed, failed] }, failed)).toEqual({ status: 'failed' })
})

test('with retryOn connection, retries when no answer came, and not after an error status', () => {
  const row = makeRow({ retryMs: [1 * MINUTES], retryOn: 'connection' })

  expect(nextAttempt(row, answered(undefined)).status).toBe('pending')
  expect(nextAttempt(row, answered(503)).status).toBe('failed')
})
