import { expect, test } from 'vitest'
import type { Delivery } from '#dialect/types'
import { createIds } from '#store/ids'
import type { Target } from '#webhooks/endpoints'
import { type DeliverySetting, toDeliveryRows } from '#webhooks/outbox'
import { MINUTES, makeNotification, makeRule, NOW, SECONDS } from './rows.ts'

const TARGET = { url: 'http://127.0.0.1:9/hook?x=1', secret: 'local-test-signing-key' }

function make(
  settings: DeliverySetting[] = [],
  delivery: Partial<Delivery> = {},
  targets: Target[] = [TARGET],
) {
  return toDeliveryRows({
    provider: 'acme',
    notification: makeNotification({}, delivery),
    targets,
    payload: { state: 3, note: null },
    account: { id: 'default', credentials: { eventKey: 'account-key' } },
    now: NOW,
    ids: createIds({ seed: 'seed', account: 'default' }),
    causedBy: 'req_1',
    subject: 'payment:p1',
    settings,
    quirks: settings.length > 0 ? ['acme.hook.quirk=on'] : [],
  })
}

test('writes a row that is due at once', () => {
  expect(make()).toEqual({
    rows: [
      {
        id: expect.stringMatching(/^whk_[a-z0-9]{16}$/),
        account: 'default',
        provider: 'acme',
        notification: 'paymentUpdated',
        dueAt: NOW,
        createdAt: NOW,
        url: 'http://127.0.0.1:9/hook?x=1',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"state":3,"note":null}',
        status: 'pending',
        attempts: [],
        timeoutMs: 10 * SECONDS,
        retryMs: [1 * MINUTES, 5 * MINUTES],
        retryOn: 'any',
        ack: '2xx',
        subject: 'payment:p1',
        quirks: [],
        causedBy: 'req_1',
      },
    ],
    beforeAnswer: false,
  })
})

test('gives the same rows for the same seed', () => {
  const settings = [{ copies: 3, jitter: 'PT30S' }]
  expect(make(settings)).toEqual(make(settings))
})

test('writes one row per target, and none without', () => {
  const other = { url: 'http://127.0.0.1:9/other', secret: undefined }

  expect(make([], {}, [TARGET, other]).rows.map((row) => row.url)).toEqual([TARGET.url, other.url])
  expect(make([{ beforeAnswer: true }], {}, [])).toEqual({ rows: [], beforeAnswer: false })
})

test('signs with the secret of the endpoint, and not at all without one', () => {
  const signature = makeRule()
  const [signed, unsigned] = make([], { signature }, [
    TARGET,
    { url: TARGET.url, secret: undefined! },
  ]).rows

  expect(signed!.headers).toMatchObject({
    'x-signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    'x-timestamp': '2026-01-02T03:04:05Z',
  })
  expect(unsigned!.headers).toEqual({ 'content-type': 'application/json' })
})

test('signs with a credential of the account', () => {
  const byAccount = make([], { signature: makeRule({ key: 'account.eventKey' }) })
  const byEndpoint = make([], { signature: makeRule() }, [
    { url: TARGET.url, secret: 'account-key' },
  ])

  expect(byAccount.rows[0]!.headers).toEqual(byEndpoint.rows[0]!.headers)
})

test('sends the headers of the spec, those of a quirk over them', () => {
  const [row] = make([{ headers: { 'X-A': 'quirk', 'x-c': '3' } }], {
    headers: { 'x-a': '1', 'X-B': '2' },
  }).rows

  expect(row!.headers).toEqual({
    'content-type': 'application/json',
    'x-a': 'quirk',
    'x-b': '2',
    'x-c': '3',
  })
})

test('keeps a row back when a quirk says so, where it can be seen', () => {
  const { rows, beforeAnswer } = make([{ send: false, copies: 2, beforeAnswer: true }])

  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ status: 'dropped', quirks: ['acme.hook.quirk=on'] })
  expect(rows[0]).not.toHaveProperty('dueAt')
  expect(beforeAnswer).toBe(false)
})

test('sends copies under ids of their own', () => {
  const { rows } = make([{ copies: 2 }])

  expect(new Set(rows.map((row) => row.id)).size).toBe(2)
  expect(rows.map((row) => row.body)).toEqual([rows[0]!.body, rows[0]!.body])
})

test('delays, and signs for the instant at which it leaves', () => {
  const [row] = make([{ delay: 'PT10S' }], { signature: makeRule() }).rows

  expect(row!.dueAt).toBe(NOW + 10 * SECONDS)
  expect(row!.headers['x-timestamp']).toBe('2026-01-02T03:04:15Z')
})

test('scatters copies within the jitter, after the delay', () => {
  const { rows } = make([{ copies: 50, jitter: 'PT30S' }, { delay: 'PT1M' }])
  const delays = rows.map((row) => row.dueAt! - NOW)

  expect(Math.min(...delays)).toBeGreaterThanOrEqual(60 * SECONDS)
  expect(Math.max(...delays)).toBeLessThanOrEqual(90 * SECONDS)
  expect(new Set(delays).size).toBeGreaterThan(25)
})

test('replaces retry schedule and encoding', () => {
  const [row] = make([{ retry: ['PT1S'], encoding: 'form' }]).rows

  expect(row).toMatchObject({ retryMs: [1 * SECONDS], body: 'state=3&note=' })
  expect(row!.headers['content-type']).toBe('application/x-www-form-urlencoded')
})

test('lets the later of two settings win', () => {
  const { rows, beforeAnswer } = make([{ copies: 2, beforeAnswer: true }, { copies: 3 }])

  expect(rows).toHaveLength(3)
  expect(beforeAnswer).toBe(true)
})

test('forges the signature, nothing else', () => {
  const right = make([], { signature: makeRule() }).rows[0]!
  const forged = make([{ forge: true }], { signature: makeRule() }).rows[0]!

  expect(forged.headers['x-signature']).not.toBe(right.headers['x-signature'])
  expect({ ...forged.headers, 'x-signature': '' }).toEqual({ ...right.headers, 'x-signature': '' })
  expect(forged.body).toBe(right.body)
})

test('says so when a setting holds no duration', () => {
  expect(() => make([{ delay: '10s' }])).toThrow('"delay: 10s"')
})
