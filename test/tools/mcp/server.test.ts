/** The assistant's door, by the protocol's own client in memory. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TOOLS } from '#mcp/server'
import { createAssistant } from './assistant.ts'

const READ_ONLY = ['explain', 'find', 'list_requests', 'list_webhooks', 'readiness', 'status']
const root = join(import.meta.dirname, '../../..')

test('offers at most twelve tools, and marks those that only read', async () => {
  const { client } = await createAssistant()
  const { tools } = await client.listTools()
  expect(tools.length).toBeLessThanOrEqual(12)
  const marked = tools.filter(({ annotations }) => annotations?.readOnlyHint)
  expect(marked.map(({ name }) => name).sort()).toEqual(READ_ONLY)
  for (const { description, title, inputSchema, annotations } of tools) {
    expect(title).toBeTruthy()
    expect(description!.length).toBeGreaterThan(20)
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false })
    expect(annotations).toMatchObject({ openWorldHint: false })
  }
})

test('the tools that only read leave everything as it was', async () => {
  const { sandbox, api, call } = await createAssistant()
  const { widgetId } = await api.widget()
  await api.get(`/widgets/${widgetId}x`)
  const state = async () => {
    const { takenAt: _, ...rest } = await sandbox.snapshot()
    return { rest, journal: await sandbox.requests.list(), told: await sandbox.webhooks.list() }
  }
  const before = await state()
  const id = before.journal.at(-1)!.id
  for (const { name, isReadOnly } of TOOLS) {
    if (isReadOnly) await call(name, name === 'explain' ? { id } : {})
  }
  expect(await state()).toEqual(before)
})

test('says where the sandbox is, which providers it plays and what time it is', async () => {
  const { call } = await createAssistant()
  expect(await call('status')).toMatchObject({
    providers: [{ provider: 'acme', variables: expect.arrayContaining(['ACME_API_KEY']) }],
    clock: { instant: '2026-03-01T12:00:00.000Z', rate: 0 },
    accounts: ['default'],
  })
})

test('finds operations, quirks and triggers by words', async () => {
  const { call } = await createAssistant()
  const found = await call('find', { query: 'widget name' })
  expect(found.quirks).toContainEqual(
    expect.objectContaining({ quirk: 'acme.widget.missing-name', active: 'reject-403' }),
  )
  expect(await call('find', { query: 'sixpence' })).toEqual({
    operations: [],
    quirks: [],
    triggers: [],
  })
  const { triggers, operations } = await call('find', { kind: 'trigger' })
  expect(triggers[0]).toMatchObject({ trigger: expect.stringMatching(/^acme\./) })
  expect(operations).toBeUndefined()
})

test('shows one operation with what a caller has to send', async () => {
  const { call } = await createAssistant()
  const { operations, detail } = await call('find', { query: 'createWidget' })
  expect(operations).toEqual([
    expect.objectContaining({ operation: 'acme.createWidget', call: 'POST /widgets' }),
  ])
  expect(detail).toMatchObject({ id: 'createWidget', requestBody: { required: true } })
})

test('says how many more there are', async () => {
  const { call } = await createAssistant()
  const found = await call('find', { kind: 'operation', limit: 2 })
  expect(found.operations).toHaveLength(2)
  expect(found.more_operations).toMatch(/^\d+ more/)
})

test('calls an operation with the account’s credentials, and without when told so', async () => {
  const { call } = await createAssistant()
  const made = await call('call_operation', { operation: 'createWidget', body: { name: 'Mesa' } })
  expect(made).toMatchObject({ status: 201, request: expect.stringMatching(/^req_/) })
  const { widgetId } = made.body
  expect(
    await call('call_operation', { operation: 'acme.getWidget', parameters: { widgetId } }),
  ).toMatchObject({ status: 200, body: { widgetId } })
  const bare = { operation: 'createWidget', body: { name: 'Mesa' }, authorise: false }
  expect((await call('call_operation', bare)).status).toBeGreaterThanOrEqual(400)
})

test('lists requests in outline, and with bodies when asked', async () => {
  const { api, call } = await createAssistant()
  await api.post('/widgets', {})
  const [outline] = await call('list_requests', { status: 403 })
  expect(outline).toMatchObject({
    operation: 'createWidget',
    method: 'POST',
    path: '/widgets',
    hint: expect.stringContaining('Validation'),
    quirks: ['acme.widget.missing-name=reject-403'],
  })
  expect(outline).not.toHaveProperty('response')
  const [whole] = await call('list_requests', { status: 403, bodies: true })
  expect(whole.response.body).toContain('error')
  expect(whole.request.headers.authorization).toMatch(/^Bearer <token:\d+>$/)
})

test('explains a refused request: why, by which quirk, and what to change', async () => {
  const { api, call } = await createAssistant()
  const refused = await api.post('/widgets', {})
  const explained = await call('explain', { id: refused.headers.get('x-ensayo-request')! })
  expect(explained).toMatchObject({
    status: 403,
    why: expect.stringContaining('acme.widget.missing-name=reject-403'),
    change: 'Validation, not authentication. Send `name`.',
    quirks: [{ quirk: 'acme.widget.missing-name', active: 'reject-403' }],
  })
})

test('explains what a request caused, and which triggers fit what it made', async () => {
  const { sandbox, api, call } = await createAssistant()
  const { url } = sandbox.inbox
  const { widgetId } = await api.widget({ callback: url })
  const { id } = (await sandbox.requests.list({ operationId: 'createWidget' })).at(-1)!
  await call('move_time', { by: 'PT6S' })
  const { webhooks, triggers } = await call('explain', { id })
  expect(webhooks).toEqual(await call('list_webhooks').then((all) => all.filter(causedBy(id))))
  expect(triggers).toContainEqual(
    expect.objectContaining({ name: 'acme.widget.ship', parameters: { widgetId } }),
  )
})

const causedBy = (id: string) => (each: { causedBy?: string }) => each.causedBy === id

test('explains a notification and a quirk, by their ids', async () => {
  const { sandbox, api, call } = await createAssistant()
  await api.widget({ callback: sandbox.inbox.url })
  await call('move_time', { by: 'PT6S' })
  const [row] = await call('list_webhooks')
  expect(await call('explain', { id: row.id })).toMatchObject({
    id: row.id,
    why: expect.any(String),
    change: expect.any(String),
    history: expect.any(Array),
  })
  expect(await call('explain', { id: 'acme.widget.missing-name' })).toMatchObject({
    active: 'reject-403',
    variants: expect.arrayContaining([expect.objectContaining({ name: 'nameless' })]),
  })
})

test('switches a quirk, from the next request on', async () => {
  const { api, call } = await createAssistant()
  const set = { quirk: 'acme.widget.missing-name', variant: 'nameless' }
  expect(await call('set_quirk', set)).toMatchObject({ active: 'nameless' })
  expect((await api.post('/widgets', {})).status).toBe(201)
})

test('plays the outside world on what the integration has made', async () => {
  const { sandbox, api, call } = await createAssistant()
  const { widgetId } = await api.widget()
  await call('move_time', { by: 'PT6S' })
  const played = await call('trigger', { name: 'acme.widget.ship', parameters: { widgetId } })
  expect(played.played).toBe('acme.widget.ship')
  expect(await (await api.get(`/widgets/${widgetId}`)).json()).toMatchObject({ state: 'shipped' })
  expect((await sandbox.health()).counts.internalErrors).toBe(0)
})

test.each([
  [{ by: 'PT6M' }, { instant: '2026-03-01T12:06:00.000Z' }],
  [{ to: '2026-04-01T00:00:00Z' }, { instant: '2026-04-01T00:00:00.000Z' }],
  [{ rate: 60 }, { rate: 60 }],
])('moves time: %j', async (given, moved) => {
  const { call } = await createAssistant()
  expect(await call('move_time', given)).toMatchObject(moved)
})

test.each([[{}], [{ by: 'PT6M', rate: 1 }]])('asks for one way to move time: %j', async (given) => {
  const { call } = await createAssistant()
  await expect(call('move_time', given)).rejects.toThrow('give one of "by", "to" and "rate"')
})

test('lists notifications in outline and sends one again', async () => {
  const { sandbox, api, call } = await createAssistant()
  await api.widget({ callback: sandbox.inbox.url })
  await call('move_time', { by: 'PT6S' })
  const [row] = await call('list_webhooks', { status: 'delivered' })
  expect(row).toMatchObject({ notification: 'widgetChanged', attempts: [expect.any(Number)] })
  expect(row).not.toHaveProperty('body')
  expect((await call('list_webhooks', { bodies: true }))[0].body).toContain('state')
  const before = (await sandbox.inbox.list()).length
  expect(await call('resend_webhook', { id: row.id })).toMatchObject({ status: 'delivered' })
  expect(await sandbox.inbox.list()).toHaveLength(before + 1)
})

test('makes an account that the other tools can speak for', async () => {
  const { sandbox, call } = await createAssistant()
  expect(await call('make_account', { id: 'shop' })).toMatchObject({
    account: 'shop',
    inboxUrl: expect.stringMatching(/\/inbox\/shop$/),
    providers: [{ provider: 'acme', variables: expect.arrayContaining(['ACME_API_KEY']) }],
    credentials: expect.stringContaining('--account shop'),
  })
  const called = { operation: 'createWidget', body: { name: 'Mesa' }, account: 'shop' }
  expect((await call('call_operation', called)).status).toBe(201)
  expect(await call('list_requests', { account: 'shop' })).toHaveLength(1)
  expect(await sandbox.requests.list({ operationId: 'createWidget' })).toHaveLength(0)
})

test('says what keeps the integration from being ready, and the rest when asked', async () => {
  const { api, call } = await createAssistant()
  await api.widget()
  const { counts, providers } = await call('readiness')
  const verdicts = providers[0].items.map(({ verdict }: { verdict: string }) => verdict)
  expect(verdicts).not.toContain('met')
  const { providers: whole } = await call('readiness', { all: true })
  expect(whole[0].items).toHaveLength(
    Object.values<number>(counts).reduce((sum, each) => sum + each, 0),
  )
})

test.each([
  ['set_quirk', { quirk: 'acme.widget.mising-name', variant: 'x' }, 'Did you mean'],
  ['call_operation', { operation: 'createWidgt' }, 'Did you mean "createWidget"?'],
  ['trigger', { name: 'ship' }, 'No trigger "ship".'],
  ['explain', { id: 'req_99999' }, 'req_99999'],
  ['explain', { id: 'whk_none' }, 'No notification "whk_none".'],
  ['list_requests', { account: 'nobody' }, 'nobody'],
  ['resend_webhook', {}, 'id'],
  ['status', { acount: 'x' }, 'additional properties'],
])('%s %j is told what is wrong', async (name, given, message) => {
  const { call } = await createAssistant()
  await expect(call(name, given)).rejects.toThrow(message)
})

test('no tool, resource or prompt shows a credential or a token', async () => {
  const { sandbox, api, client, call } = await createAssistant()
  const account = await sandbox.account('other')
  await api.widget({ callback: `${sandbox.inbox.url}?key=${sandbox.acme.credentials.apiKey}` })
  await api.post('/widgets', { name: '' })
  await call('move_time', { by: 'PT6S' })
  const token = api.headers.authorization!.replace('Bearer ', '')
  const secrets = [
    token,
    ...Object.values(sandbox.acme.credentials),
    ...Object.values(account.acme.credentials),
  ].filter((value): value is string => typeof value === 'string' && value.length >= 6)
  expect(secrets.length).toBeGreaterThan(2)

  const said: unknown[] = []
  const ids = (await sandbox.requests.list()).map(({ id }) => id)
  said.push(await call('status'), await call('find', { limit: 200 }), await call('readiness'))
  said.push(await call('list_requests', { bodies: true, limit: 200 }))
  said.push(await call('list_webhooks', { bodies: true, limit: 200 }))
  said.push(await call('make_account', { id: 'third' }))
  said.push(await call('call_operation', { operation: 'openSession', body: { device: 'known' } }))
  for (const id of ids) said.push(await call('explain', { id }))
  for (const { id } of await call('list_webhooks')) said.push(await call('explain', { id }))
  for (const uri of ['operations', 'quirks', 'requests', `requests/${ids.at(-1)}`]) {
    said.push(await client.readResource({ uri: `ensayo://${uri}` }))
  }
  for (const name of ['why-was-this-refused', 'make-my-integration-ready']) {
    said.push(await client.getPrompt({ name, arguments: {} }))
  }
  const third = await sandbox.accounts.show('third')
  const all = [...secrets, ...Object.values(third.providers.acme!.credentials)]
  const text = JSON.stringify(said)
  expect(all.filter((secret) => text.includes(secret))).toEqual([])
  expect(text).toMatch(/<token:\d+>/)
})

test('offers operations, quirks, requests and every guide to be read', async () => {
  const { client } = await createAssistant()
  const { resources } = await client.listResources()
  const guides = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'))
  expect(resources.map(({ uri }) => uri).sort()).toEqual(
    [
      'ensayo://operations',
      'ensayo://quirks',
      'ensayo://requests',
      ...guides.map((file) => `ensayo://guides/${file.replace(/\.md$/, '')}`),
    ].sort(),
  )
  for (const { uri } of resources) {
    const [first] = (await client.readResource({ uri })).contents as { text: string }[]
    expect(first!.text.length).toBeGreaterThan(1)
  }
})

test.each([
  ['ensayo://operations/acme.createWidget', '"requestBody"'],
  ['ensayo://quirks/acme.widget.missing-name', '"nameless"'],
  ['ensayo://requests/req_1', '"why"'],
])('reads %s', async (uri, part) => {
  const { client } = await createAssistant()
  const [first] = (await client.readResource({ uri })).contents as { text: string }[]
  expect(first!.text).toContain(part)
})

test('the prompt about a refusal brings the newest one with its reason', async () => {
  const { api, client } = await createAssistant()
  const ask = async (given: Record<string, string>) => {
    const prompt = await client.getPrompt({ name: 'why-was-this-refused', arguments: given })
    return (prompt.messages[0]!.content as { text: string }).text
  }
  expect(await ask({})).toContain('has refused nothing yet')
  const first = (await api.post('/widgets', {})).headers.get('x-ensayo-request')!
  const newest = (await api.get('/widgets/none')).headers.get('x-ensayo-request')!
  expect(await ask({})).toContain(`refused request ${newest} `)
  expect(await ask({ request: first })).toContain('acme.widget.missing-name')
})

test('the prompt about readiness brings the checklist as it stands', async () => {
  const { client } = await createAssistant()
  const name = 'make-my-integration-ready'
  const { messages } = await client.getPrompt({ name, arguments: { provider: 'acme' } })
  expect((messages[0]!.content as { text: string }).text).toMatch(/ready for acme[\s\S]*not-seen/)
})
