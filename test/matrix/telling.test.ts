import { expect, test } from 'vitest'
import type { Alternative } from '../../mocks/matrix/plan.ts'
import { findTelling } from '../../mocks/matrix/telling.ts'
import { createTrace, outlineOf, type Seen, type Trace } from '../../mocks/matrix/trace.ts'

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
  const delivery = {
    id: 'whk_1',
    notification: 'paid',
    url: 'http://x',
    status: 200,
    quirks: ['acme.list=bare'],
  }
  const run = trace({ requests: [seen('req_1', { status: 500 })], deliveries: [delivery] })
  expect(findTelling(run, trace({}), variant)).toEqual({ why: 'delivered', delivery })
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

test('and at last the last request; none is no answer', () => {
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
