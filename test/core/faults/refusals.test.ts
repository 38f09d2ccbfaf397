/** What there is not, and what cannot be, is refused with where, what and the cure. */
import { afterAll, expect, test } from 'vitest'
import type { NewChaosRule, NewFault, NewStub } from '#accounts/rule-types'
import { createSandbox } from '../../../mocks/index.ts'
import { acmePath } from '../../fixtures/acme-sandbox.ts'

// Nothing here changes it.
const sandbox = await createSandbox({ providers: [acmePath as 'acme'], timeRate: 0 })
const { engine } = sandbox

afterAll(() => sandbox.close())

test.each<[NewFault, string, string]>([
  [{ kind: 'reset' }, 'RULE_INVALID', 'Name an operation, or a provider'],
  [
    { operationId: 'creatWidget', kind: 'reset' },
    'OPERATION_UNKNOWN',
    'No operation "creatWidget". Did you mean "createWidget"?',
  ],
  [
    { operationId: 'acme.creatWidget', kind: 'reset' },
    'OPERATION_UNKNOWN',
    'Did you mean "acme.createWidget"?',
  ],
  [{ provider: 'acne', kind: 'reset' }, 'PROVIDER_UNKNOWN', 'Did you mean "acme"?'],
  [
    { operationId: 'ping', kind: 'reest' as 'reset' },
    'RULE_INVALID',
    'no kind "reest". Did you mean "reset"?',
  ],
  [{ operationId: 'ping' }, 'RULE_INVALID', 'kind is missing'],
  [
    { operationId: 'ping', kind: 'latency', duration: '2 seconds' },
    'RULE_INVALID',
    'fault latency of acme.ping: "2 seconds" is not a duration. Write it like PT2S',
  ],
  [{ operationId: 'ping', kind: 'latency' }, 'RULE_INVALID', 'duration is missing'],
  [{ operationId: 'ping', kind: 'slow', duration: 'PT2H' }, 'RULE_INVALID', 'is over an hour'],
  [{ operationId: 'ping', kind: 'latency', duration: -1 }, 'RULE_INVALID', '-1 is not a duration'],
  [
    { operationId: 'ping', kind: 'reset', duration: 'PT1S' },
    'RULE_INVALID',
    'kind reset takes no "duration". It takes: provider, operation',
  ],
  [
    { operationId: 'ping', kind: 'truncate', when: 'before' },
    'RULE_INVALID',
    'an answer has to be there first',
  ],
  [
    { operationId: 'ping', kind: 'status', error: 'maintenence' },
    'RULE_INVALID',
    'acme has no error "maintenence". Did you mean "maintenance"?',
  ],
  [
    { operationId: 'createWidget', kind: 'status', example: 'soldout' },
    'RULE_INVALID',
    'Did you mean "soldOut"? There are: soldOut (409).',
  ],
  [
    { operationId: 'createWidget', kind: 'status', status: 201, example: 'soldOut' },
    'RULE_INVALID',
    'no example "soldOut" of 201',
  ],
  [
    { provider: 'acme', kind: 'status', example: 'soldOut' },
    'RULE_INVALID',
    'an example belongs to an operation',
  ],
  [
    { operationId: 'ping', kind: 'status', error: 'maintenance', body: {} },
    'RULE_INVALID',
    'exclude each other',
  ],
  [
    { operationId: 'ping', kind: 'status', headers: { 'x y': '1' } },
    'RULE_INVALID',
    'header "x y" cannot be sent',
  ],
  [{ operationId: 'ping', kind: 'reset', rate: 1.5 }, 'RULE_INVALID', 'rate 1.5 is out of range'],
  [{ operationId: 'ping', kind: 'reset', times: 0 }, 'RULE_INVALID', 'times 0 is not a count'],
  [
    { operationId: 'ping', kind: 'reset', match: { properties: { boddy: {} } } },
    'RULE_INVALID',
    'fault reset of acme.ping.match: a request has no "boddy". Did you mean "body"?',
  ],
  [
    { operationId: 'ping', kind: 'reset', match: { propertys: {} } },
    'RULE_INVALID',
    'unknown keyword "propertys". Did you mean "properties"?',
  ],
  [
    { operationId: 'ping', kind: 'reset', match: { properties: { body: { type: 'text' } } } },
    'RULE_INVALID',
    'no type "text"',
  ],
  [
    { incident: 'acme.bad-dya' },
    'INCIDENT_UNKNOWN',
    'No incident "acme.bad-dya". Did you mean "acme.bad-day"?',
  ],
  [{ operationId: 'ping', kind: 'status', status: 99 }, 'RULE_INVALID', '99 is not the status'],
  [{ incident: 'acme.bad-day', rate: 0.1 }, 'RULE_INVALID', 'Leave out "rate"'],
])('the fault %j is refused: %s', (fault, code, message) => {
  expect(() => engine.addFault('default', fault)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  )
  expect(engine.faults('default')).toEqual([])
})

const widget = {
  widgetId: 'w',
  code: 'c',
  number: 1,
  maker: 'm',
  createdAt: 'now',
  state: 'active',
}

test.each<[NewStub, string, string]>([
  [
    { operationId: 'getWidgets', answer: {} },
    'OPERATION_UNKNOWN',
    'No operation "getWidgets". Did you mean',
  ],
  [
    { operationId: 'createWidget', answer: { status: 201, body: { ...widget, widgetId: 7 } } },
    'STUB_OFF_SPEC',
    'stub of acme.createWidget: createWidget 201: /widgetId must be string',
  ],
  [
    { operationId: 'createWidget', answer: { status: 201, body: { ...widget, colour: 'red' } } },
    'STUB_OFF_SPEC',
    '"colour"',
  ],
  [
    { operationId: 'createWidget', answer: { status: 202, body: widget } },
    'STUB_OFF_SPEC',
    'status 202 is not among the responses of createWidget. It answers 201, 409',
  ],
  [
    { operationId: 'deleteWidget', answer: { status: 204, body: {} } },
    'STUB_OFF_SPEC',
    'has no body in the spec',
  ],
  [
    { operationId: 'createWidget', answer: { status: 201, body: '<p>', contentType: 'text/html' } },
    'STUB_OFF_SPEC',
    'does not come as text/html',
  ],
  [
    { operationId: 'createWidget', answer: { error: 'maintenanse' } },
    'RULE_INVALID',
    'Did you mean "maintenance"?',
  ],
  [
    { operationId: 'createWidget', answer: { error: 'maintenance', body: {} } },
    'RULE_INVALID',
    'brings its own body',
  ],
  [
    { operationId: 'ping', answer: { body: { pong: true }, headers: { a: 'b\nc' } } },
    'RULE_INVALID',
    'header "a" cannot be sent',
  ],
  [
    { operationId: 'ping', answer: { body: { pong: true } }, before: 'parsing' as 'behaviour' },
    'RULE_INVALID',
    'before "parsing" is not a stage',
  ],
  [
    { operationId: 'ping', answer: { body: { pong: true } }, befor: 'behaviour' } as NewStub,
    'RULE_INVALID',
    'stub takes no "befor". Did you mean "before"?',
  ],
  [
    { operationId: 'ping', answer: { bdy: { pong: true } } } as NewStub,
    'RULE_INVALID',
    'answer takes no "bdy". Did you mean "body"?',
  ],
  [{ operationId: 'ping' } as NewStub, 'RULE_INVALID', 'answer is missing'],
  [{ operationId: 'ping', answer: { status: 100 } }, 'RULE_INVALID', '100 is not the status'],
  [
    { operationId: 'ping', answer: { contentType: 'a\nb' } },
    'RULE_INVALID',
    'header "content-type" cannot be sent',
  ],
  [
    { operationId: 'ping', answer: { body: { pong: true } }, match: { required: ['record'] } },
    'RULE_INVALID',
    'a request has no "record"',
  ],
])('the stub %j is refused: %s', (stub, code, message) => {
  expect(() => engine.addStub('default', stub)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  )
  expect(engine.stubs('default')).toEqual([])
})

test.each<[NewChaosRule, string, string]>([
  [{ kind: 'drop' }, 'RULE_INVALID', 'Name a notification, or a provider'],
  [
    { notification: 'widgetShiped', kind: 'drop' },
    'NOTIFICATION_UNKNOWN',
    'No notification "widgetShiped". Did you mean "widgetShipped"?',
  ],
  [
    { provider: 'acme', kind: 'dorp' as 'drop' },
    'RULE_INVALID',
    'no kind "dorp". Did you mean "drop"?',
  ],
  [{ provider: 'acme', kind: 'delay' }, 'RULE_INVALID', 'duration is missing'],
  [
    { provider: 'acme', kind: 'delay', duration: '10m' },
    'RULE_INVALID',
    '"10m" is not a duration. Write it like PT2S',
  ],
  [{ provider: 'acme', kind: 'duplicate', copies: 1 }, 'RULE_INVALID', 'copies 1 is out of range'],
  [{ provider: 'acme', kind: 'drop', copies: 2 }, 'RULE_INVALID', 'kind drop takes no "copies"'],
  [{ provider: 'acme', kind: 'forge' }, 'RULE_INVALID', 'There are: wrong-signature'],
  [
    { notification: 'sessionOpened', kind: 'forge', forge: 'wrong-signature' },
    'RULE_INVALID',
    'nothing is signed there. Forge an unknown-record or a replay.',
  ],
  [{ provider: 'acme', kind: 'drop', rate: 0 }, 'RULE_INVALID', 'rate 0 is out of range'],
])('the chaos rule %j is refused: %s', (rule, code, message) => {
  expect(() => engine.addChaos('default', rule)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  )
  expect(engine.chaos('default')).toEqual([])
})

test('an operation that two providers have is refused until it is said which one is meant', async () => {
  await using two = await createSandbox({ providers: ['avenia', 'cobre'] })
  const shared = two.engine
    .operations('avenia')
    .find(({ id }) => two.engine.operations('cobre').some((other) => other.id === id))!
  expect(() => two.engine.addFault('default', { operationId: shared.id, kind: 'reset' })).toThrow(
    `Write one of: avenia.${shared.id}, cobre.${shared.id}.`,
  )
  const fault = { operationId: `cobre.${shared.id}`, kind: 'reset' } as const
  expect(two.engine.addFault('default', fault)).toMatchObject({ provider: 'cobre' })
})

test('a mode that there is not is refused', () => {
  expect(() => engine.setDeliveryMode('default', 'colect' as 'collect')).toThrow(
    'Deliveries have no mode "colect". Did you mean "collect"?',
  )
})
