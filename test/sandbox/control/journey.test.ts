import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createControl } from '#control/control'
import { createEngine } from '#engine/create'

const spec = join(import.meta.dirname, '../../fixtures/acme.yaml')
const START = Date.UTC(2026, 2, 1, 12)
const QUIRK = '/quirks/acme.widget.missing-name'

/** Acme in process, its clock standing still, with a session of the default account. */
async function createAcme() {
  const engine = await createEngine({
    providers: [spec],
    startAt: START,
    timeRate: 0,
    strict: true,
  })
  onTestFinished(() => engine.close())
  const app = createControl(engine)
  const read = async (response: Response) => {
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, body: isJson ? JSON.parse(text) : text }
  }
  const toInit = (method: string, body: unknown, headers = {}) => ({
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const control = async (method: string, path: string, body?: unknown) =>
    read(await app.request(`/_ensayo${path}`, toInit(method, body)))
  const post = async (path: string, body: unknown, headers = {}) => {
    const request = new Request(`http://acme.test${path}`, toInit('POST', body, headers))
    return read(await engine.providers.get('acme')!.fetch(request))
  }
  const key = { 'x-acme-key': engine.account('default').credentials.acme!.apiKey! }
  const { token } = (await post('/sessions', { device: 'known' }, key)).body
  const headers = { ...key, authorization: `Bearer ${token}` }
  const createWidget = (body: unknown) => post('/widgets', body, headers)
  /** Widgets can be shipped six seconds after they were made. */
  const createActiveWidget = async () => {
    const { body } = await createWidget({ name: 'Silla' })
    await engine.advance('default', 6_000)
    return body.widgetId as string
  }
  return { control, createWidget, createActiveWidget }
}

test('switching a variant changes the answer to the next request', async () => {
  const { control, createWidget } = await createAcme()
  expect(await createWidget({})).toMatchObject({ status: 403 })
  expect(await control('PATCH', QUIRK, { variant: 'documented-400' })).toMatchObject({
    status: 200,
    body: { active: 'documented-400' },
  })
  expect(await createWidget({})).toMatchObject({ status: 400 })
})

test('an unknown variant is answered with those that there are', async () => {
  const { control } = await createAcme()
  expect(await control('PATCH', QUIRK, { variant: 'documented-40' })).toMatchObject({
    status: 422,
    body: {
      ensayo: { code: 'VARIANT_UNKNOWN', message: expect.stringContaining('documented-400') },
    },
  })
})

test('a profile is active until one of its quirks is switched', async () => {
  const { control } = await createAcme()
  const active = async () => {
    const { body } = await control('GET', '/profiles?provider=acme')
    return body.filter((each: { isActive: boolean }) => each.isActive).map(toProfile)
  }
  expect(await active()).toEqual(['docs'])
  await control('PUT', '/profiles/acme', { profile: 'hostile' })
  expect(await active()).toEqual(['hostile'])
  await control('PATCH', QUIRK, { variant: 'nameless' })
  expect(await active()).toEqual([])
})

test('the journal says why, and counts what was asked', async () => {
  const { control, createWidget } = await createAcme()
  await createWidget({})
  const { body } = await control('GET', '/requests?operationId=createWidget&status=403')
  expect(body).toMatchObject([
    { hint: 'Validation, not authentication. Send `name`.', quirks: [{ variant: 'reject-403' }] },
  ])
  expect((await control('GET', `/requests/${body[0].id}`)).body).toEqual(body[0])
  const wanted = { operationId: 'createWidget', status: 201, count: 0 }
  expect((await control('POST', '/requests/verify', wanted)).body).toMatchObject({ ok: true })
})

test('a trigger plays the outside world, and its arguments are checked', async () => {
  const { control, createActiveWidget } = await createAcme()
  const widgetId = await createActiveWidget()
  const ship = (parameters: unknown) => control('POST', '/triggers/acme/widget.ship', parameters)
  expect(await ship({ widgetId })).toMatchObject({ status: 200 })
  expect(await ship({ widgetId: 'nobody' })).toMatchObject({
    status: 422,
    body: { ensayo: { code: 'TRIGGER_INVALID' } },
  })
  expect(await ship({})).toMatchObject({ status: 422 })
  expect(await control('POST', '/triggers/acme/widget.shp', {})).toMatchObject({
    status: 404,
    body: { ensayo: { code: 'TRIGGER_UNKNOWN' } },
  })
})

test('the inbox keeps path, query and body of what it catches', async () => {
  const { control } = await createAcme()
  await control('POST', '/inbox/default/hooks/1?order=7', { paid: true })
  expect((await control('GET', '/inbox/default')).body).toMatchObject([
    { method: 'POST', target: '/hooks/1?order=7', query: { order: '7' }, body: { paid: true } },
  ])
  expect((await control('GET', '/inbox/default?provider=acme')).body).toEqual([])
  expect((await control('DELETE', '/inbox/default')).status).toBe(204)
  expect((await control('GET', '/inbox/default')).body).toEqual([])
})

test('accounts have clocks of their own', async () => {
  const { control } = await createAcme()
  const { body } = await control('POST', '/accounts', {})
  await control('POST', `/clock/advance?account=${body.id}`, { by: 'PT6M' })
  const now = async (account: string) =>
    (await control('GET', `/clock?account=${account}`)).body.now
  expect(await now(body.id)).toBe(START + 6 * 60_000)
  expect(await now('default')).toBe(START)
})

test('a snapshot brings back what a reset forgot', async () => {
  const { control, createActiveWidget } = await createAcme()
  const widgetId = await createActiveWidget()
  const ship = () => control('POST', '/triggers/acme/widget.ship', { widgetId })
  const kept = await control('GET', '/snapshot')
  await control('POST', '/reset')
  expect((await ship()).status).toBe(422)
  expect((await control('PUT', '/snapshot', kept.body)).status).toBe(204)
  expect((await ship()).status).toBe(200)
})

test('a snapshot of other providers is refused', async () => {
  const { control } = await createAcme()
  const { body } = await control('GET', '/snapshot')
  expect(await control('PUT', '/snapshot', { ...body, providers: ['bank'] })).toMatchObject({
    status: 422,
    body: { ensayo: { code: 'SNAPSHOT_INVALID' } },
  })
})

function toProfile({ profile }: { profile: string }): string {
  return profile
}
