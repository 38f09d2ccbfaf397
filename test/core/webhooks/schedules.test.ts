/** Every notification of every provider is repeated on the schedule of its own `x-delivery`, by the clock. */
import { expect, onTestFinished, test } from 'vitest'
import { listBuiltIn, loadSpec } from '#dialect/load'
import type { Notification } from '#dialect/types'
import { createIds } from '#store/ids'
import { toDeliveryRows } from '#webhooks/outbox'
import { createSandbox, type Snapshot } from '../../../mocks/index.ts'

const START = Date.parse('2026-03-01T12:00:00Z')

const specs = await Promise.all(listBuiltIn().map((name) => loadSpec(name)))
const cases = specs.flatMap(({ name, notifications }) =>
  [...notifications.values()].map((notification): [string, Notification] => [name, notification]),
)

/** Puts a notification that is due at once into a sandbox whose receivers fail, and lets a month pass. */
async function exhaust(provider: string, notification: Notification, fail: () => Response) {
  const sandbox = await createSandbox({
    providers: [provider],
    timeRate: 0,
    startAt: START,
    fetch: (async () => fail()) as unknown as typeof fetch,
  })
  onTestFinished(() => sandbox.close())
  const { rows } = toDeliveryRows({
    provider,
    notification: { ...notification, delivery: { ...notification.delivery, signature: undefined } },
    targets: [{ url: 'http://shop/hook', secret: undefined }],
    payload: { id: '1' },
    account: { id: 'default', credentials: {} },
    now: START,
    ids: createIds({ seed: 'seed', account: 'default' }),
    causedBy: undefined,
    subject: `${provider}:1`,
  })
  const snapshot = await sandbox.engine.snapshot()
  const store = { ...snapshot.store, default: { ...snapshot.store.default, _delivery: rows } }
  await sandbox.engine.restore({ ...snapshot, store } as Snapshot)
  await sandbox.clock.advance('P30D')
  const [row] = await sandbox.webhooks.list()
  return row!
}

/** Milliseconds after the first attempt at which each is made. */
function toInstants(retryMs: readonly number[]): number[] {
  const instants = [0]
  for (const delay of retryMs) instants.push(instants.at(-1)! + delay)
  return instants
}

test.each(cases)(
  '%s: a $name that nobody takes is tried at its instants',
  async (provider, told) => {
    const { retryMs, retryOn } = told.delivery
    const unreached = await exhaust(provider, told, () => {
      throw new TypeError('no connection')
    })
    expect(unreached.attempts.map(({ at }) => at - START)).toEqual(toInstants(retryMs))
    expect(unreached.status).toBe('failed')
    const refused = await exhaust(provider, told, () => new Response('', { status: 500 }))
    const expected = retryOn === 'any' ? toInstants(retryMs) : [0]
    expect(refused.attempts.map(({ at }) => at - START)).toEqual(expected)
  },
)

test('the schedules are those that the documents, or else our assumptions, say', () => {
  const schedules = Object.fromEntries(
    specs.map(({ name, notifications }) => {
      const each = [...notifications.values()].map(({ delivery }) => {
        const { retryMs, retryOn, timeoutMs, ack } = delivery
        return JSON.stringify({
          retryMs,
          ...(retryMs.length > 0 ? { retryOn } : {}),
          timeoutMs,
          ack,
        })
      })
      return [name, [...new Set(each)].map((text) => JSON.parse(text) as unknown)]
    }),
  )
  expect(schedules).toMatchInlineSnapshot(`
    {
      "avenia": [
        {
          "ack": "2xx",
          "retryMs": [],
          "timeoutMs": 10000,
        },
      ],
      "cobre": [
        {
          "ack": "2xx",
          "retryMs": [
            200,
            400,
            1000,
          ],
          "retryOn": "connection",
          "timeoutMs": 5000,
        },
      ],
      "cobru": [
        {
          "ack": "200",
          "retryMs": [],
          "timeoutMs": 10000,
        },
      ],
      "localpayment": [
        {
          "ack": "200",
          "retryMs": [
            1000,
            2000,
            4000,
            8000,
            16000,
          ],
          "retryOn": "any",
          "timeoutMs": 10000,
        },
      ],
    }
  `)
})
