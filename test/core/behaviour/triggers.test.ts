import { expect, test } from 'vitest'
import { connect, createAcme, read } from '../../fixtures/acme-sandbox.ts'

test('plays what the outside world does, and returns the record', async () => {
  const { api, clock, sandbox } = await createAcme()
  const { widgetId } = await api.widget()
  await clock.advance('PT6S')
  const shipped = await sandbox.trigger('acme.widget.ship', { widgetId })
  expect(shipped).toMatchObject({ widgetId, state: 'shipped' })
  expect(await read(await api.get(`/widgets/${widgetId}`))).toMatchObject({
    body: { state: 'shipped' },
  })
})

test('lists the triggers with what they take', async () => {
  const { sandbox } = await createAcme()
  expect(sandbox.engine.triggers()).toEqual([
    {
      name: 'acme.widget.ship',
      provider: 'acme',
      title: 'The warehouse ships the widget',
      evidence: 'documented',
      parameters: expect.objectContaining({ required: ['widgetId'] }),
    },
    expect.objectContaining({ name: 'acme.widget.recall' }),
  ])
})

test.each([
  [
    'acme.widget.shipp',
    {},
    'No trigger "acme.widget.shipp". Did you mean "acme.widget.ship"? There are: acme.widget.ship, acme.widget.recall.',
  ],
  ['bank.widget.ship', {}, 'No trigger "bank.widget.ship".'],
  ['ship', {}, 'No trigger "ship". Did you mean "acme.widget.ship"?'],
  ['widget.ship', {}, 'No trigger "widget.ship". Did you mean "acme.widget.ship"?'],
  ['pay', {}, 'No trigger "pay". Write <provider>.<event>; "ensayo list triggers" shows them.'],
  ['acme.widget.ship', {}, 'acme.widget.ship: "widgetId" is missing.'],
  [
    'acme.widget.ship',
    { widgetId: 'w', fast: true },
    'acme.widget.ship: it takes no "fast". It takes: widgetId.',
  ],
  ['acme.widget.ship', { widgetId: 7 }, 'acme.widget.ship: widgetId must be string.'],
  [
    'acme.widget.ship',
    { widgetId: 'none' },
    'acme.widget.ship: no widget in this account has the widgetId "none".',
  ],
  [
    'acme.widget.recall',
    { code: 'none' },
    'acme.widget.recall: no red widget in this account has the code "none". Take `code` of the answer to POST /widgets.',
  ],
])('refuses %s %j', async (name, parameters, message) => {
  const { sandbox } = await createAcme()
  await expect(sandbox.trigger(name as 'acme.widget.ship', parameters)).rejects.toThrow(message)
})

test('refuses to ship a widget that is not active, and changes nothing', async () => {
  const { api, sandbox, clock } = await createAcme()
  const { widgetId } = await api.widget()
  await expect(sandbox.trigger('acme.widget.ship', { widgetId })).rejects.toMatchObject({
    code: 'TRIGGER_INVALID',
    message: `acme.widget.ship: the widget "${widgetId}" is pending; it must be active.`,
  })
  await clock.advance('PT6S')
  await sandbox.trigger('acme.widget.ship', { widgetId })
  await expect(sandbox.trigger('acme.widget.ship', { widgetId })).rejects.toThrow(
    'is shipped; it must be active. Nothing more can happen to it; make another one.',
  )
})

test('finds the record by a field, among those that count, and hands it to the reaction', async () => {
  const { api, sandbox, clock } = await createAcme()
  const recall = (code: string) => sandbox.trigger('acme.widget.recall', { code })
  const red = await api.widget({ code: 'R-1', color: 'red', price: 400 })
  await api.widget({ code: 'B-1', color: 'blue', price: 400 })
  await expect(recall('B-1')).rejects.toThrow('no red widget in this account has the code "B-1"')
  await clock.advance('PT6S')
  await expect(recall('R-1')).rejects.toThrow(
    'the red widget "R-1" is active; it must be shipped or retired (too old). Possible now: acme.widget.ship.',
  )
  await sandbox.trigger('acme.widget.ship', { widgetId: red.widgetId })
  expect(await recall('R-1')).toEqual({ code: 'R-1', left: 600 })
  expect(await recall('R-1')).toEqual({ code: 'R-1', left: 200 })
  await expect(recall('R-1')).rejects.toThrow('book "till" cannot hold -200 COP')
})

test('reaches the records of its own account only', async () => {
  const { api, sandbox, clock } = await createAcme()
  const { widgetId } = await api.widget()
  await clock.advance('PT6S')
  const account = await sandbox.account()
  await connect(account)
  await expect(account.trigger('acme.widget.ship', { widgetId })).rejects.toThrow('in this account')
})
