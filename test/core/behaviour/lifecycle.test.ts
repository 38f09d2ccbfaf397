import { expect, test } from 'vitest'
import {
  type Api,
  connect,
  createAcme,
  read,
  START,
  type Widget,
} from '../../fixtures/acme-sandbox.ts'

const DAY = 86_400_000

async function stateOf(api: Api, { widgetId }: Widget): Promise<unknown> {
  const { body } = await read(await api.get(`/widgets/${widgetId}/label`))
  return (body as Widget).state
}

test('activates a widget six seconds after it is made', async () => {
  const { api, clock } = await createAcme()
  const widget = await api.widget()
  await clock.advance(5_999)
  expect(await stateOf(api, widget)).toBe('pending')
  await clock.advance(1)
  expect(await stateOf(api, widget)).toBe('active')
})

test('expires a widget at the instant that a field says', async () => {
  const { api, clock } = await createAcme()
  const early = await api.widget({ expiresAt: START + 3_000 })
  const late = await api.widget({ expiresAt: START + 7_000 })
  await clock.advance(2_999)
  expect(await stateOf(api, early)).toBe('pending')
  await clock.advance(1)
  expect(await stateOf(api, early)).toBe('expired')
  await clock.advance(3_999)
  expect([await stateOf(api, early), await stateOf(api, late)]).toEqual(['expired', 'active'])
  await clock.advance(1)
  expect(await stateOf(api, late)).toBe('expired')
})

test('expires at once what expired before it was made', async () => {
  const { api, sandbox } = await createAcme()
  const widget = await api.widget({ expiresAt: 0 })
  await sandbox.settle()
  expect(await stateOf(api, widget)).toBe('expired')
})

test('moves the expiry with the field', async () => {
  const { api, clock } = await createAcme()
  const widget = await api.widget({ expiresAt: START + 3_000 })
  await api.patch(`/widgets/${widget.widgetId}`, { expiresAt: START + 5_000 })
  await clock.advance(4_999)
  expect(await stateOf(api, widget)).toBe('pending')
  await clock.advance(1)
  expect(await stateOf(api, widget)).toBe('expired')
})

test('does not start the wait for activation anew when another field moves', async () => {
  const { api, clock } = await createAcme()
  const widget = await api.widget()
  await clock.advance(5_000)
  await api.patch(`/widgets/${widget.widgetId}`, { expiresAt: START + 60_000 })
  await clock.advance(999)
  expect(await stateOf(api, widget)).toBe('pending')
  await clock.advance(1)
  expect(await stateOf(api, widget)).toBe('active')
})

test.each([
  ['thirty-days', 30 * DAY],
  ['one-day', DAY],
])('retires a widget after the shelf life of the variant %s', async (variant, life) => {
  const { api, clock } = await createAcme({ variants: { 'acme.widget.shelf-life': variant } })
  const widget = await api.widget()
  await clock.advance(6_000 + life - 1)
  expect(await stateOf(api, widget)).toBe('active')
  await clock.advance(1)
  expect(await stateOf(api, widget)).toBe('retired')
})

test('plays transitions in order when time jumps over several', async () => {
  const { api, clock } = await createAcme({ variants: { 'acme.widget.shelf-life': 'one-day' } })
  const [short, long] = [await api.widget({ expiresAt: START + 10_000 }), await api.widget()]
  const { ran } = (await clock.advance('P60D')) as unknown as { ran: { timers: number } }
  expect([await stateOf(api, short), await stateOf(api, long)]).toEqual(['expired', 'retired'])
  expect(ran.timers).toBe(4)
  expect(await clock.now()).toBe(START + 60 * DAY)
})

test('leaves a widget alone once its state is left by hand, or once it is forgotten', async () => {
  const { api, clock, sandbox } = await createAcme()
  const [shipped, gone] = [await api.widget(), await api.widget()]
  await api.delete(`/widgets/${gone.widgetId}`)
  await clock.advance('PT6S')
  await sandbox.trigger('acme.widget.ship', { widgetId: shipped.widgetId })
  await clock.advance('P60D')
  expect(await stateOf(api, shipped)).toBe('shipped')
  expect((await sandbox.health()).counts.internalErrors).toBe(0)
})

test('moves the clock of one account only', async () => {
  const { api, sandbox } = await createAcme()
  const account = await sandbox.account()
  const other = await connect(account)
  const [mine, theirs] = [await api.widget(), await other.widget()]
  await account.clock.advance('PT6S')
  expect([await stateOf(api, mine), await stateOf(other, theirs)]).toEqual(['pending', 'active'])
})

test('plays what is due when the clock is set, and not what is not', async () => {
  const { api, clock, sandbox } = await createAcme()
  const widget = await api.widget()
  await clock.set(START + 5_999)
  await sandbox.settle()
  expect(await stateOf(api, widget)).toBe('pending')
  await clock.set(new Date(START + 6_000))
  await sandbox.settle()
  expect(await stateOf(api, widget)).toBe('active')
})
