/** Faults, stubs, chaos and deliveries by hand, as a test in any language drives them. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { createControl } from '#control/control'
import { loadControlDescription } from '#control/description'
import { connect, createAcme, tick } from '../../fixtures/acme-sandbox.ts'

const description = await loadControlDescription()
const ajv = new Ajv2020({ strict: false })
ajv.addSchema(description, 'control', false, false)

async function createDriven() {
  const acme = await createAcme()
  const control = createControl(acme.sandbox.engine)
  const send = async (method: string, path: string, body?: unknown) => {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const answer = await control.request(`/_ensayo${path}`, init)
    const text = await answer.text()
    // biome-ignore lint/suspicious/noExplicitAny: what it is, the description says and the test asks
    const parsed = text === '' ? undefined : (JSON.parse(text) as any)
    if (answer.ok) expectDescribed(method, path, answer.status, parsed)
    return { status: answer.status, body: parsed }
  }
  return { ...acme, send }
}

/** Answers are what the description says they are. */
function expectDescribed(method: string, path: string, status: number, body: unknown): void {
  const asked = path.split('?')[0]!
  const template = Object.keys(description.paths)
    .toSorted((a, b) => Number(a.includes('{')) - Number(b.includes('{')))
    .find((each) => new RegExp(`^${each.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked))!
  const operation = `paths/${template.replaceAll('/', '~1')}/${method.toLowerCase()}`
  const { responses } = description.paths[template]![method.toLowerCase()] as {
    responses: Record<string, { content?: unknown }>
  }
  expect(Object.keys(responses)).toContain(String(status))
  if (body === undefined) {
    expect(responses[status]!.content).toBeUndefined()
    return
  }
  const $ref = `control#/${operation}/responses/${status}/content/application~1json/schema`
  const validate = ajv.compile({ $ref })
  expect(validate(body), JSON.stringify(validate.errors)).toBe(true)
}

test('adds, lists, counts and removes faults of an account', async () => {
  const { send, fetch } = await createDriven()
  const added = await send('POST', '/faults', {
    operationId: 'ping',
    kind: 'status',
    error: 'maintenance',
    times: 1,
  })
  expect(added).toEqual({
    status: 201,
    body: {
      id: 'flt_1',
      provider: 'acme',
      operationId: 'ping',
      kind: 'status',
      when: 'before',
      error: 'maintenance',
      times: 1,
      seen: 0,
      acted: 0,
    },
  })
  expect((await fetch('/ping')).status).toBe(503)
  expect((await send('GET', '/faults')).body).toMatchObject([{ seen: 1, acted: 1 }])
  expect((await send('GET', '/requests?limit=1')).body).toMatchObject([
    { faults: [{ id: 'flt_1' }], response: { status: 503 } },
  ])
  expect((await send('DELETE', '/faults/flt_1')).status).toBe(204)
  expect((await send('DELETE', '/faults/flt_1')).status).toBe(404)
  expect(
    (await send('POST', '/faults', { kind: 'reset', operationId: 'pong' })).body,
  ).toMatchObject({
    ensayo: { code: 'OPERATION_UNKNOWN' },
  })
  expect((await send('POST', '/faults', { kind: 'reset', operation: 'ping' })).body).toMatchObject({
    ensayo: { message: expect.stringContaining('Did you mean "operationId"?') },
  })
})

test('starts and stops an incident', async () => {
  const { send } = await createDriven()
  expect((await send('GET', '/incidents?provider=acme')).body).toMatchObject([
    { id: 'acme.bad-day', isActive: false },
  ])
  expect((await send('POST', '/faults', { incident: 'acme.bad-day' })).status).toBe(201)
  expect((await send('GET', '/incidents')).body).toMatchObject([{ isActive: true }])
  expect((await send('GET', '/chaos')).body).toHaveLength(3)
  expect((await send('DELETE', '/faults/acme.bad-day')).status).toBe(204)
  expect((await send('GET', '/chaos')).body).toEqual([])
})

test('adds a stub, which the spec must allow', async () => {
  const { send, fetch } = await createDriven()
  const refused = await send('POST', '/stubs', { operationId: 'ping', answer: { body: {} } })
  expect(refused).toMatchObject({ status: 422, body: { ensayo: { code: 'STUB_OFF_SPEC' } } })
  const answer = { status: 200, body: { pong: false } }
  expect((await send('POST', '/stubs', { operationId: 'ping', answer })).body).toEqual({
    id: 'stb_1',
    provider: 'acme',
    operationId: 'ping',
    answer,
    before: 'validation',
    offSpec: false,
    seen: 0,
    acted: 0,
  })
  expect(await (await fetch('/ping')).json()).toEqual({ pong: false })
  expect((await send('GET', '/requests?limit=1')).body).toMatchObject([{ stub: 'stb_1' }])
  expect((await send('GET', '/stubs')).body).toMatchObject([{ acted: 1 }])
  expect((await send('DELETE', '/stubs/stb_1')).status).toBe(204)
  expect((await send('DELETE', '/stubs')).status).toBe(204)
})

test('collects, releases, forges, resends and expects deliveries', async () => {
  const { send, api, sandbox } = await createDriven()
  expect((await send('PUT', '/webhooks/mode', { mode: 'collect' })).body).toEqual({
    mode: 'collect',
  })
  await api.post('/sessions', { callback: sandbox.inbox.url })
  await tick()
  const [row] = (await send('GET', '/webhooks?status=collected')).body
  expect((await send('POST', `/webhooks/${row.id}/release`)).body).toMatchObject({
    status: 'delivered',
  })
  expect((await send('POST', `/webhooks/${row.id}/release`)).status).toBe(422)
  const forgery = { kind: 'altered', notification: 'sessionOpened', body: { device: 'x' } }
  expect((await send('POST', '/webhooks/forge', forgery)).body).toMatchObject([
    { forged: 'altered' },
  ])
  expect((await send('POST', `/webhooks/${row.id}/resend`)).status).toBe(200)
  const wanted = { forged: false, status: 'delivered', count: 2 }
  expect((await send('POST', '/webhooks/verify', wanted)).body).toMatchObject({
    ok: true,
    message: '2 matched; expected exactly 2.',
    deliveries: [{ id: row.id }, { id: `${row.id}.2` }],
  })
  expect((await send('GET', '/webhooks/mode')).body).toEqual({ mode: 'collect' })
})

test('adds and removes chaos rules', async () => {
  const { send } = await createDriven()
  const rule = { notification: 'widgetShipped', kind: 'forge', forge: 'replay', rate: 0.5 }
  expect((await send('POST', '/chaos', rule)).body).toMatchObject({ id: 'chs_1', ...rule })
  expect((await send('DELETE', '/chaos/chs_1')).status).toBe(204)
  expect((await send('DELETE', '/chaos/chs_1')).status).toBe(404)
  expect((await send('DELETE', '/chaos')).status).toBe(204)
})

test('all of it is of one account, and a reset clears it', async () => {
  const { send, sandbox, api } = await createDriven()
  const { id } = (await send('POST', '/accounts', {})).body as { id: string }
  const of = `?account=${id}`
  await send('POST', `/faults${of}`, { provider: 'acme', kind: 'status', status: 503 })
  await send('POST', `/stubs${of}`, { operationId: 'ping', answer: { body: { pong: false } } })
  await send('POST', `/chaos${of}`, { provider: 'acme', kind: 'drop' })
  await send('PUT', `/webhooks/mode${of}`, { mode: 'sync' })
  for (const path of ['/faults', '/stubs', '/chaos']) {
    expect((await send('GET', path)).body).toEqual([])
    expect((await send('GET', `${path}${of}`)).body).toHaveLength(1)
  }
  expect((await api.post('/widgets', { name: 'Silla' })).status).toBe(201)
  await send('POST', '/reset', { account: id })
  for (const path of ['/faults', '/stubs', '/chaos']) {
    expect((await send('GET', `${path}${of}`)).body).toEqual([])
  }
  expect((await send('GET', `/webhooks/mode${of}`)).body).toEqual({ mode: 'async' })
  expect((await send('GET', '/faults?account=nobody')).status).toBe(404)
  expect(sandbox.engine.accounts()).toHaveLength(2)
})

test('fifty accounts at once, each with a fault of its own, do not meet', async () => {
  const { send, sandbox } = await createDriven()
  const statuses = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const account = await sandbox.account()
      const api = await connect(account)
      const status = 500 + index
      await send('POST', `/faults?account=${account.id}`, {
        operationId: 'createWidget',
        kind: 'status',
        status,
        times: 1,
      })
      const answers = [
        await api.post('/widgets', { name: 'a' }),
        await api.post('/widgets', { name: 'b' }),
      ]
      return answers.map((answer) => answer.status - (answer.status > 201 ? status : 0))
    }),
  )
  expect(new Set(statuses.map(String))).toEqual(new Set(['0,201']))
})
