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
  ])
})

test.each([
  [
    'acme.widget.shipp',
    {},
    'No trigger "acme.widget.shipp". Did you mean "acme.widget.ship"? There are: acme.widget.ship.',
  ],
  ['bank.widget.ship', {}, 'No trigger "bank.widget.ship".'],
  ['ship', {}, 'No trigger "ship".'],
  ['acme.widget.ship', {}, 'acme.widget.ship: "widgetId" is missing.'],
  [
    'acme.widget.ship',
    { widgetId: 'w', fast: true },
    'acme.widget.ship: it takes no "fast". It takes: widgetId.',
  ],
  ['acme.widget.ship', { widgetId: 7 }, 'acme.widget.ship: widgetId must be string.'],
  ['acme.widget.ship', { widgetId: 'none' }, 'acme.widget.ship: no widget "none" in this account.'],
])('refuses %s %j', async (name, parameters, message) => {
  const { sandbox } = await createAcme()
  await expect(sandbox.trigger(name as 'acme.widget.ship', parameters)).rejects.toThrow(message)
})

test('refuses to ship a widget that is not active, and changes nothing', async () => {
  const { api, sandbox, clock } = await createAcme()
  const { widgetId } = await api.widget()
  await expect(sandbox.trigger('acme.widget.ship', { widgetId })).rejects.toMatchObject({
    code: 'TRIGGER_INVALID',
    message: `acme.widget.ship: "widget" ${widgetId} is in state pending, which "ship" does not leave.`,
  })
  await clock.advance('PT6S')
  await sandbox.trigger('acme.widget.ship', { widgetId })
  await expect(sandbox.trigger('acme.widget.ship', { widgetId })).rejects.toThrow(
    'is in state shipped',
  )
})

test('reaches the records of its own account only', async () => {
  const { api, sandbox, clock } = await createAcme()
  const { widgetId } = await api.widget()
  await clock.advance('PT6S')
  const account = await sandbox.account()
  await connect(account)
  await expect(account.trigger('acme.widget.ship', { widgetId })).rejects.toThrow('in this account')
})
