/** Which effects count as done again because of a repeated notification. */
import { expect, test } from 'vitest'
import { duplicates } from '#report/checks/duplicates'
import type { SeenDelivery, SeenRequest, Traffic } from '#report/seen'

const MINUTE = 60_000

/** Everything that happens, in order: requests are numbered, attempts know the request before them. */
function createTraffic() {
  const traffic = { requests: [] as SeenRequest[], deliveries: [] as SeenDelivery[] }
  let at = 0
  return {
    traffic: traffic as unknown as Traffic,
    wait: (ms: number) => {
      at += ms
    },
    /** A notification of a record in a state, answered with a status. */
    tell: (record: string, state: string, status = 200) => {
      const attempt = { at, status, afterRequest: traffic.requests.length }
      const row = {
        id: `whk_${traffic.deliveries.length + 1}`,
        notification: 'changed',
        url: 'http://shop',
        subject: record,
        body: state,
        attempts: [attempt],
      }
      traffic.deliveries.push({
        row,
        forged: undefined,
        isToInbox: false,
      } as unknown as SeenDelivery)
    },
    pay: (what: string) => {
      const number = traffic.requests.length + 1
      const entry = {
        id: `req_${number}`,
        operationId: 'payOut',
        at,
        request: { method: 'POST', path: '/payouts' },
        response: { status: 201 },
      }
      traffic.requests.push({ entry, number, body: { what } } as unknown as SeenRequest)
    },
  }
}

const judge = (traffic: Traffic) => duplicates(traffic, { effects: ['payOut'] }).verdict

test('an effect that comes again after the repeat is a violation, however many states came before', () => {
  const { traffic, tell, pay, wait } = createTraffic()
  tell('order:1', 'processing', 500)
  tell('order:1', 'paid')
  pay('order 1')
  wait(3 * MINUTE)
  tell('order:1', 'paid')
  pay('order 1')
  expect(judge(traffic)).toBe('violated')
})

test('orders from before hide nothing', () => {
  const { traffic, tell, pay, wait } = createTraffic()
  for (const order of ['order 1', 'order 2']) {
    tell(order, 'processing')
    tell(order, 'paid')
    pay(order)
    wait(3 * MINUTE)
  }
  tell('order 2', 'paid')
  pay('order 2')
  expect(judge(traffic)).toBe('violated')
})

test('two orders that are told of at once may each have their effect, though it looks the same', () => {
  const { traffic, tell, pay } = createTraffic()
  tell('order:1', 'paid')
  pay('a share')
  tell('order:1', 'paid')
  tell('order:2', 'paid')
  pay('a share')
  expect(judge(traffic)).toBe('met')
})

test('a new state of the same order may have an effect of its own', () => {
  const { traffic, tell, pay } = createTraffic()
  tell('order:1', 'paid')
  pay('a share')
  tell('order:1', 'paid')
  tell('order:1', 'paid in full')
  pay('a share')
  expect(judge(traffic)).toBe('met')
})
