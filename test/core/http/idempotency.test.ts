import { expect, test } from 'vitest'
import { connect, createAcme, read, writeAcme } from '../../fixtures/acme-sandbox.ts'

const key = { 'idempotency-key': 'k-1' }

test('replays the first answer to a repeated key, whatever the body says', async () => {
  const { api } = await createAcme()
  const first = await read(await api.post('/widgets', { name: 'Silla' }, key))
  const second = await read(await api.post('/widgets', { name: 'Mesa' }, key))
  expect(first.status).toBe(201)
  expect(second).toEqual(first)
  expect(await read(await api.get('/widgets'))).toMatchObject({ body: { data: [first.body] } })
})

test('forgets a key after its life', async () => {
  const { sandbox, clock } = await createAcme()
  const account = await sandbox.account()
  const api = await connect(account)
  const { widgetId } = await api.widget({}, key)
  await account.clock.advance('PT59M59.999S')
  expect((await api.widget({}, key)).widgetId).toBe(widgetId)
  await account.clock.advance(1)
  const later = await connect(account)
  expect((await later.widget({}, key)).widgetId).not.toBe(widgetId)
  expect(await clock.now()).toBeLessThan(await account.clock.now())
})

test('makes another widget where repeats are ignored', async () => {
  const { api, sandbox } = await createAcme({ variants: { 'acme.widget.repeat': 'ignore' } })
  const { widgetId } = await api.widget({}, key)
  expect((await api.widget({}, key)).widgetId).not.toBe(widgetId)
  await sandbox.quirks.set('acme.widget.repeat', 'replay')
  expect((await api.widget({}, key)).widgetId).not.toBe(widgetId)
})

test('refuses a repeat in the words of the provider', async () => {
  const { api, sandbox } = await createAcme()
  await api.widget({}, key)
  await sandbox.quirks.set('acme.widget.repeat', 'refuse')
  const repeat = await api.post('/widgets', { name: 'Silla' }, key)
  expect(await read(repeat)).toEqual({ status: 409, body: { error: 'llave_repetida', key: 'k-1' } })
})

test('does not remember an answer that refused', async () => {
  const { api } = await createAcme()
  expect((await api.post('/widgets', { name: 'Silla', color: 'gold' }, key)).status).toBe(409)
  expect((await api.post('/widgets', { name: 'Silla', color: 'red' }, key)).status).toBe(201)
})

test('keeps the keys of two accounts apart', async () => {
  const { api, sandbox } = await createAcme()
  const other = await connect(await sandbox.account())
  const { widgetId } = await api.widget({}, key)
  expect((await other.widget({}, key)).widgetId).not.toBe(widgetId)
})

test('reshapes a replayed answer as it reshapes the first', async () => {
  const spec = writeAcme(
    '        - id: acme.widget.price-text\n',
    `        - id: acme.widget.no-code
          title: The answer lacks \`stock\`
          before: response
          variants: { absent: { default: true, reshape: [{ remove: /stock }] } }
        - id: acme.widget.price-text\n`,
  )
  const { api } = await createAcme({ spec })
  const first = await read(await api.post('/widgets', { name: 'Silla' }, key))
  expect(first.body).not.toHaveProperty('stock')
  expect(await read(await api.post('/widgets', { name: 'Silla' }, key))).toEqual(first)
})
