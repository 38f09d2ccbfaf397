import { expect, test } from 'vitest'
import { listBuiltIn } from '#dialect/load'
import { createSandbox } from '../../../mocks/index.ts'
import { createAcme, writeAcme } from '../../fixtures/acme-sandbox.ts'

test('an incident starts all its faults and rules, and stops them', async () => {
  const { sandbox, fetch } = await createAcme()
  const { engine } = sandbox
  const started = engine.addFault('default', { incident: 'acme.bad-day' })
  expect(started).toMatchObject({
    incident: 'acme.bad-day',
    title: 'The warehouse has a bad day',
    faults: [
      { kind: 'status', operationId: 'createWidget', error: 'maintenance', when: 'after' },
      { kind: 'latency' },
      { kind: 'status', operationId: 'ping' },
    ],
    chaos: [{ kind: 'forge' }, { kind: 'duplicate' }, { kind: 'delay' }],
  })
  expect(engine.incidents('default')).toMatchObject([{ isActive: true }])
  expect(() => engine.addFault('default', { incident: 'acme.bad-day' })).toThrow('is on already')
  const answered = fetch('/ping')
  await sandbox.settle()
  await sandbox.clock.advance('PT1S')
  expect((await answered).status).toBe(504)
  const [entry] = await sandbox.requests({ operationId: 'ping' })
  expect(entry!.faults).toMatchObject([{ incident: 'acme.bad-day' }, { incident: 'acme.bad-day' }])
  engine.addFault('default', { operationId: 'createWidget', kind: 'reset' })
  engine.removeFault('default', 'acme.bad-day')
  expect(engine.incidents('default')).toMatchObject([{ isActive: false }])
  expect(engine.faults('default')).toMatchObject([{ kind: 'reset' }])
  expect(engine.chaos('default')).toEqual([])
})

test('clearing faults stops incidents, and leaves rules of one’s own', async () => {
  const { engine } = (await createAcme()).sandbox
  engine.addFault('default', { incident: 'acme.bad-day' })
  engine.addChaos('default', { provider: 'acme', kind: 'drop' })
  engine.clearFaults('default')
  expect(engine.faults('default')).toEqual([])
  expect(engine.chaos('default')).toMatchObject([{ kind: 'drop' }])
})

test('every incident of every provider can be started', async () => {
  await using sandbox = await createSandbox()
  const incidents = sandbox.engine.incidents('default')
  for (const { incident } of incidents) {
    sandbox.engine.addFault('default', { incident: incident.id })
    expect(incident.source.evidence, incident.id).toBeDefined()
  }
  expect(incidents.length).toBeGreaterThan(4)
  expect(sandbox.engine.incidents('default').every(({ isActive }) => isActive)).toBe(true)
  for (const { provider } of incidents) expect(listBuiltIn()).toContain(provider)
})

test.each([
  [
    'operationId: createWidget, kind: status, error: maintenance',
    'operationId: creatWidget, kind: reset',
    'no operation "creatWidget". Did you mean "createWidget"?',
  ],
  [
    'kind: status, error: maintenance',
    'kind: status, error: maintenanse',
    'no error "maintenanse". Did you mean "maintenance"?',
  ],
  [
    '{ notification: widgetShipped, kind: forge',
    '{ notification: widgetShiped, kind: forge',
    'no notification "widgetShiped". Did you mean "widgetShipped"?',
  ],
  [
    '{ kind: latency, duration: PT1S }',
    '{ kind: latency, duration: 1s }',
    '"1s" is not an ISO 8601 duration',
  ],
])('a spec with an incident of %s for %s does not load', async (from, to, message) => {
  await expect(createAcme({ spec: writeAcme(from, to) })).rejects.toThrow(message)
})
