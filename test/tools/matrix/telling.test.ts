import { expect, test } from 'vitest'
import type { Alternative } from '#matrix/plan'
import { findTelling } from '#matrix/telling'
import { createTrace, outlineOf, type Seen, type SeenDelivery, type Trace } from '#matrix/trace'

const variant = [{ quirk: 'acme.list', variant: 'bare' } as Alternative]

function seen(id: string, fields: Partial<Seen> = {}): Seen {
  return {
    id,
    operationId: 'listWidgets',
    method: 'GET',
    path: '/widgets',
    status: 200,
    outline: '{}',
    quirks: [],
    hint: undefined,
    ...fields,
  }
}

const trace = (fields: Partial<Trace>): Trace => ({ ...createTrace(), ...fields })

test('the answer that the variant shaped comes before all else', () => {
  const run = trace({
    requests: [seen('req_1', { status: 500 }), seen('req_2', { quirks: ['acme.list=bare'] })],
  })
  const baseline = trace({ requests: [seen('req_1')] })
  expect(findTelling(run, baseline, variant)).toMatchObject({
    why: 'acted',
    request: { id: 'req_2' },
  })
})

test('then the notification that it shaped', () => {
  const run = trace({
    requests: [seen('req_1', { status: 500 })],
  })
  const [request] = run.requests
  const delivery = {
    id: 'whk_1',
    notification: 'paid',
    url: 'http://x',
    status: 200,
    state: 'delivered' as const,
    hasAttempt: true,
    after: request,
    quirks: ['acme.list=bare'],
  }
  expect(findTelling({ ...run, deliveries: [delivery] }, trace({}), variant)).toEqual({
    why: 'delivered',
    delivery,
    request,
  })
  // Held back, it follows no request; the baseline's does.
  const held = { ...delivery, hasAttempt: false, status: undefined, after: undefined }
  const baseline = trace({ requests: run.requests, deliveries: [{ ...delivery, quirks: [] }] })
  expect(findTelling({ ...run, deliveries: [held] }, baseline, variant)).toEqual({
    why: 'delivered',
    delivery: held,
    request,
  })
})

test('then the first answer unlike the one at its place in the baseline', () => {
  const other = { operationId: 'getWidget' }
  const run = trace({
    requests: [seen('req_1'), seen('req_2', other), seen('req_3', { outline: '[]' })],
  })
  const baseline = trace({ requests: [seen('req_1'), seen('req_2')] })
  expect(findTelling(run, baseline, variant)).toMatchObject({
    why: 'differs',
    request: { id: 'req_3' },
    baseline: { id: 'req_2' },
  })
})

const paid = (fields: Partial<SeenDelivery> = {}): SeenDelivery => ({
  id: 'whk_1',
  notification: 'paid',
  url: 'http://x',
  status: 200,
  state: 'delivered',
  hasAttempt: true,
  after: undefined,
  quirks: [],
  ...fields,
})

test('or the request after which the baseline had a notification that did not come', () => {
  const create = { operationId: 'createWidget' }
  const run = trace({
    requests: [seen('req_1'), seen('req_2', create), seen('req_3', { outline: '[]' })],
  })
  const requests = [seen('req_1'), seen('req_2', create), seen('req_3')]
  const baseline = trace({ requests, deliveries: [paid({ after: requests[1] })] })
  expect(findTelling(run, baseline, variant)).toMatchObject({
    why: 'missing',
    notification: 'paid',
    request: { id: 'req_2', operationId: 'createWidget' },
  })
  // What was written but not sent is not missing; then the answer is what differs.
  const waiting = { ...run, deliveries: [paid({ status: undefined, state: 'pending' })] }
  expect(findTelling(waiting, baseline, variant)).toMatchObject({ why: 'differs' })
  // A refusal is the cause, not that nothing came of it.
  const refused = trace({ requests: [seen('req_1'), seen('req_2', { ...create, status: 400 })] })
  expect(findTelling(refused, baseline, variant)).toMatchObject({
    why: 'differs',
    request: { id: 'req_2' },
  })
  // It never came that far.
  const early = trace({ requests: [seen('req_1')] })
  expect(findTelling(early, baseline, variant)).toMatchObject({ why: 'last' })
})

test('and at last the last request; none is not an answer', () => {
  const run = trace({ requests: [seen('req_1'), seen('req_2')] })
  expect(findTelling(run, run, variant)).toMatchObject({ why: 'last', request: { id: 'req_2' } })
  expect(findTelling(trace({}), run, variant)).toBeUndefined()
})

test('an outline keeps keys, types, flags and states, and drops what differs by itself', () => {
  const a = outlineOf('{"state":3,"id":"x1","at":1700000000000,"isPaid":true,"list":[{"a":null}]}')
  expect(a).toBe('{at:number,id:text,isPaid:true,list:[{a:null}],state:3}')
  expect(
    outlineOf('{"id":"y2","at":1800000000000,"isPaid":true,"state":3,"list":[{"a":null}]}'),
  ).toBe(a)
  expect(outlineOf('{"state":"3"}')).not.toBe(outlineOf('{"state":3}'))
  expect([outlineOf(''), outlineOf('<html>')]).toEqual(['empty', 'text'])
})
