/** Specs and modules read again: what is served changes, what is remembered stays where it fits. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createEngine } from '#engine/create'
import { createExchangeable } from '#engine/exchangeable'
import { reload } from '#engine/reload'
import { KEY, read, START, toInit, writeAcme } from '../../fixtures/acme-sandbox.ts'

/** Acme as a person writes it; `edit` changes the spec, `reread` has it served. */
async function open() {
  const spec = writeAcme('port: 4899', 'port: 4896')
  const options = { providers: [spec], startAt: START, timeRate: 0, strict: true }
  const held = createExchangeable(await createEngine(options))
  const { engine } = held
  onTestFinished(() => engine.close())
  // Held from the start, as a server holds it.
  const { fetch } = engine.providers.get('acme')!
  const key = { 'x-acme-key': KEY }
  const ask = async (method: string, path: string, body?: unknown, headers = {}) =>
    read(
      await fetch(new Request(`http://acme${path}`, toInit(method, body, { ...key, ...headers }))),
    )
  const session = await ask('POST', '/sessions', {})
  const { token } = session.body as { token: string }
  const send = (method: string, path: string, body?: unknown) =>
    ask(method, path, body, { authorization: `Bearer ${token}` })
  const widget = async (fields = {}) =>
    (await send('POST', '/widgets', { name: 'Silla', ...fields })).body as { widgetId: string }
  const edit = (from: string, to: string, file = spec) => {
    const text = readFileSync(file, 'utf8')
    if (!text.includes(from)) throw new Error(`no ${from} to replace`)
    writeFileSync(file, text.replace(from, to))
  }
  return { engine, send, widget, edit, spec, reread: () => reload(held, options) }
}

test('serves the new spec, and keeps records, tokens, clocks, choices and what waits', async () => {
  const { engine, send, widget, edit, reread } = await open()
  await engine.createAccount('shop')
  engine.setVariant('default', 'acme.widget.shape', 'wrapped')
  const { widgetId } = await widget()
  await engine.advance('default', 1_000)
  edit('example: { pong: true }', 'example: { pong: false }')
  expect(await reread()).toEqual({ kept: 2, lost: [] })
  expect(await send('GET', '/ping')).toEqual({ status: 200, body: { pong: false } })
  expect(await send('GET', `/widgets/${widgetId}`)).toMatchObject({
    body: { data: { widgetId, state: 'pending' } },
  })
  expect(engine.accounts().map(({ id }) => id)).toEqual(['default', 'shop'])
  expect(engine.clock('default').now).toBe(START + 1_000)
  await engine.advance('default', 5_000)
  expect(await send('GET', `/widgets/${widgetId}`)).toMatchObject({
    body: { data: { state: 'active' } },
  })
  expect((await widget()).widgetId).not.toBe(widgetId)
})

test('a subscriber hears on, and addresses stay', async () => {
  const { engine, send, reread } = await open()
  const heard: string[] = []
  engine.addresses = { control: 'http://here:1', providers: { acme: 'http://here:2' } }
  const stop = engine.subscribe((event) => heard.push(event.type))
  await reread()
  await send('GET', '/ping')
  expect(heard).toEqual(['request'])
  expect(engine.health().providers.acme?.baseUrl).toBe('http://here:2')
  stop()
  await reread()
  await send('GET', '/ping')
  expect(heard).toEqual(['request'])
})

test('drops what does not fit, and says what and why', async () => {
  const { engine, send, widget, edit, reread } = await open()
  const cheap = await widget({ price: 1 })
  const dear = await widget({ price: 1.5 })
  await send('POST', '/endpoints', { url: 'http://shop/hook' })
  engine.setVariant('default', 'acme.session.alert-count', 'late')
  edit('price: { type: number, default: 0 }', 'price: { type: integer, default: 0 }')
  edit('late: { delivery: { delay: PT10S } }', 'tardy: { delivery: { delay: PT10S } }')
  edit(
    'secret: { type: string, readOnly: true,',
    'note: { type: string }\n        secret: { type: string, readOnly: true,',
  )
  edit('required: [id, url, events, secret]', 'required: [id, url, events, secret, note]')
  const { kept, lost } = await reread()
  expect(kept).toBe(2)
  expect(lost.sort()).toEqual([
    'acme: endpoint "1000": note is missing, and has no default',
    `acme: widget "${dear.widgetId}": price is not what its schema asks for`,
    'there is no variant "acme.session.alert-count=late" any more',
  ])
  expect((await send('GET', `/widgets/${cheap.widgetId}`)).status).toBe(200)
  expect((await send('GET', `/widgets/${dear.widgetId}`)).status).toBe(404)
})

test('a state, a timer and a collection that are gone go with what hangs on them', async () => {
  const { engine, widget, edit, reread, send } = await open()
  const { widgetId } = await widget()
  await engine.advance('default', 6_000)
  const young = await widget()
  edit(
    '- { name: activate, from: [pending], to: active, after: PT6S, notify: widgetChanged }',
    '- { name: start, from: [pending], to: begun }',
  )
  for (const [from, to] of [
    ['from: [active], to: shipped', 'from: [begun], to: shipped'],
    ['from: [active], to: retired', 'from: [begun], to: retired'],
    ['from: [pending, active]', 'from: [pending, begun]'],
    ['enum: [pending, active,', 'enum: [pending, begun,'],
  ] as const)
    edit(from, to)
  expect(await reread()).toEqual({
    kept: 2,
    lost: [`acme: widget "${widgetId}": state "active" is not a state any more`],
  })
  await engine.advance('default', 60_000)
  expect(await send('GET', `/widgets/${young.widgetId}`)).toMatchObject({
    body: { state: 'pending' },
  })
  expect(engine.health().status).toBe('ok')
})

test('a property that is new has its default, and a lifecycle that is new begins', async () => {
  const { engine, widget, edit, reread, send } = await open()
  const { widgetId } = await widget()
  edit(
    '        stock: { type: integer, default: 1 }',
    '        stock: { type: integer, default: 1 }\n        size: { type: string, default: medium }',
  )
  await send('POST', '/endpoints', { url: 'http://shop/hook' })
  edit(
    'x-resource: { collection: endpoint, id: id }',
    'x-resource: { collection: endpoint, id: id }\n      x-lifecycle: { field: mood, initial: new, transitions: [] }',
  )
  expect((await reread()).lost).toEqual([])
  expect(await send('GET', `/widgets/${widgetId}`)).toMatchObject({ body: { size: 'medium' } })
  const { store } = await engine.snapshot()
  expect(store.default?.['acme/endpoint']).toMatchObject([{ id: '1000', mood: 'new' }])
})

test('reads the module again, and what it imports of its folder', async () => {
  const { send, edit, spec, reread } = await open()
  const module = spec.replace('.yaml', '.ts')
  edit('x-behaviour: example', 'x-behaviour: ping.answer')
  writeFileSync(spec.replace('acme.yaml', 'word.ts'), 'export const word = true\n')
  const behaviour = `{ kind: 'behaviour', name: 'ping.answer', run: () => ({ status: 200, body: { pong: word } }) }`
  writeFileSync(
    module,
    `import { word } from './word.ts'\n${readFileSync(module, 'utf8')}export const own = ${behaviour}\n`,
  )
  await reread()
  expect(await send('GET', '/ping')).toEqual({ status: 200, body: { pong: true } })
  writeFileSync(module, readFileSync(module, 'utf8').replace('pong: word', 'pong: !word'))
  await reread()
  expect(await send('GET', '/ping')).toEqual({ status: 200, body: { pong: false } })
})

test.each([
  [
    'x-behaviour: example',
    'x-behaviour: exampel',
    'no behaviour "exampel". Did you mean "example"?',
  ],
  ['paths:\n', 'paths: [\n', 'not readable as YAML'],
  [
    'name: acme,',
    'name: other,',
    '"other" is another provider. Start anew to serve it, or give it its name back.',
  ],
])('a file with %j goes on as it was, and says why', async (from, _, message) => {
  const { send, widget, edit, reread } = await open()
  const { widgetId } = await widget()
  edit(from, _)
  await expect(reread()).rejects.toThrow(message)
  expect((await send('GET', `/widgets/${widgetId}`)).status).toBe(200)
  edit(_, from)
  expect((await reread()).kept).toBe(2)
})
