/** What the pages show and do, over a sandbox in process. */
import { expect, test } from 'vitest'
import { createPages } from '#inspector/pages'
import { createAcme } from '../../fixtures/acme-sandbox.ts'

const ORIGIN = 'http://127.0.0.1:4800'

/** The inspector of a sandbox with Acme; pages in English. */
async function createInspector() {
  const acme = await createAcme({ fetch: async () => new Response('closed', { status: 503 }) })
  const { engine } = acme.sandbox
  const app = createPages(engine, {})
  const get = async (path: string) => {
    const answer = await app.request(`${ORIGIN}${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  /** Where the change leads. */
  const post = async (path: string, fields: Record<string, string> = {}) => {
    const body = new URLSearchParams(fields)
    const answer = await app.request(`${ORIGIN}${path}`, { method: 'POST', body })
    return { status: answer.status, to: answer.headers.get('location') ?? '' }
  }
  const newest = () => engine.requests(undefined).at(-1)!
  return { ...acme, engine, app, get, post, newest }
}

/** Ids of what the traffic lists, in its order. */
function listed(text: string): string[] {
  return [...text.matchAll(/<a href="[^"]*" id="([^"]+)"/g)].map(([, id]) => id!)
}

test('lists requests and notifications, the newest first', async () => {
  const { api, get, sandbox, engine } = await createInspector()
  await api.widget({ callback: 'http://shop/hook' })
  await sandbox.clock.advance('PT6S')
  await api.get('/widgets')
  const [delivery] = await engine.deliveries('default')
  expect(listed((await get('/')).text)).toEqual(['req_3', delivery!.id, 'req_2', 'req_1'])
})

test.each([
  ['provider=acme', 3],
  ['provider=other', 0],
  ['operation=openSession', 1],
  ['account=default', 3],
  ['status=404', 1],
  ['status=4xx', 1],
  ['status=2xx', 2],
  ['status=5xx', 0],
  ['text=SILLA', 1],
  ['text=nobody-says-this', 0],
  ['show=errors', 1],
  ['show=notifications', 0],
  ['show=requests', 3],
  ['text=&provider=&operation=&account=&status=&show=', 3],
])('filters by %s', async (query, count) => {
  const { api, get } = await createInspector()
  await api.widget()
  await api.get('/widgets/nobody')
  expect(listed((await get(`/?${query}`)).text)).toHaveLength(count)
})

test('shows the traffic of every account, and of one', async () => {
  const { engine, get } = await createInspector()
  const { id, credentials } = await engine.createAccount('shop-2')
  const headers = { 'x-acme-key': credentials.acme!.apiKey!, 'content-type': 'application/json' }
  const body = '{"device":"known"}'
  const request = new Request('http://acme/sessions', { method: 'POST', headers, body })
  await engine.providers.get('acme')!.fetch(request)
  expect(listed((await get('/')).text)).toHaveLength(2)
  expect(listed((await get(`/?account=${id}`)).text)).toHaveLength(1)
})

test('pages through more than a hundred', async () => {
  const { api, get } = await createInspector()
  for (let count = 0; count < 120; count++) await api.get('/widgets')
  expect(listed((await get('/')).text)).toHaveLength(100)
  expect((await get('/')).text).toContain('Older')
  expect(listed((await get('/?from=100')).text)).toHaveLength(21)
})

test('says why: violations, quirks with evidence and source, and what was documented', async () => {
  const { api, get, newest } = await createInspector()
  await api.post('/widgets', {})
  const { id, quirks } = newest()
  const { text } = await get(`/_inspector/requests/${id}`)
  expect(quirks.length).toBeGreaterThan(0)
  expect(text).toContain(`${quirks[0]!.id} = ${quirks[0]!.variant}`)
  expect(text).toContain('https://docs.acme.example')
  expect(text).toContain('documented')
})

test('sends a request again, as it was', async () => {
  const { api, post, newest, engine } = await createInspector()
  await api.widget()
  const before = newest()
  const { status, to } = await post(`/_inspector/requests/${before.id}/again`)
  expect(status).toBe(303)
  expect(to).toBe(`/_inspector/requests/${newest().id}?said=sentAgain`)
  expect(newest().id).not.toBe(before.id)
  expect(newest().request).toMatchObject({
    method: before.request.method,
    path: before.request.path,
    body: before.request.body,
  })
  expect(engine.request(newest().id).response.status).toBe(before.response.status)
})

test('sends a refused request again with valid credentials', async () => {
  const { api, post, newest } = await createInspector()
  await api.get('/widgets', { 'x-acme-key': 'wrong' })
  expect(newest().response.status).toBe(403)
  await post(`/_inspector/requests/${newest().id}/again`)
  expect(newest().response.status).toBe(403)
  await post(`/_inspector/requests/${newest().id}/again`, { fresh: 'yes' })
  expect(newest().response.status).toBe(200)
})

test('switches the variant of a quirk and sends the request again', async () => {
  const { api, post, newest, engine } = await createInspector()
  await api.post('/widgets', {})
  const { id, quirks, response } = newest()
  const { id: quirk, variant } = quirks[0]!
  const status = engine.quirks('default').find((each) => each.quirk.id === quirk)!
  const other = [...status.quirk.variants.keys()].find((name) => name !== variant)!
  await post(`/_inspector/requests/${id}/again`, { quirk, variant: other })
  expect(engine.quirks('default').find((each) => each.quirk.id === quirk)!.active).toBe(other)
  expect(newest().response).not.toEqual(response)
})

test('resends a notification and shows the new attempt', async () => {
  const { api, clock, post, get, engine } = await createInspector()
  await api.widget({ callback: 'http://shop/hook' })
  await clock.advance('PT6S')
  const [first] = await engine.deliveries('default')
  const { to } = await post(`/_inspector/deliveries/${first!.id}/resend`)
  const { text } = await get(to)
  expect(text).toContain('Sent again.')
  expect(text).toMatch(/Your server answered: <span class="status bad">503/)
  expect(text).toContain('closed')
})

test('tells the story of a record on one line of time, and what is to come', async () => {
  const { api, clock, get } = await createInspector()
  const { widgetId } = await api.widget({ callback: 'http://shop/hook' })
  await clock.advance('PT6S')
  await api.get(`/widgets/${widgetId}`)
  const { text } = await get(
    `/_inspector/story?account=default&collection=acme%2Fwidget&id=${widgetId}`,
  )
  const line = text.slice(text.indexOf('<ol class="line">'), text.indexOf('</ol>'))
  const order = ['POST /widgets', 'widgetChanged', 'Attempt 1', `GET /widgets/${widgetId}`]
  const places = order.map((each) => line.indexOf(each))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(line).toContain('retire')
})

test('plays a trigger with the record filled in', async () => {
  const { api, clock, get, post, engine } = await createInspector()
  const { widgetId } = await api.widget()
  await clock.advance('PT6S')
  const back = `/_inspector/story?account=default&collection=acme%2Fwidget&id=${widgetId}`
  expect((await get(back)).text).toContain(`name="p.widgetId" value="${widgetId}"`)
  const fields = { account: 'default', name: 'acme.widget.ship', back, 'p.widgetId': widgetId }
  const { to } = await post('/_inspector/trigger', fields)
  expect((await get(to)).text).toContain('Played.')
  const { store } = await engine.snapshot()
  expect(store.default!['acme/widget']).toEqual([expect.objectContaining({ state: 'shipped' })])
})

test('tells why a trigger was refused, as a page', async () => {
  const { post, app } = await createInspector()
  const fields = { account: 'default', name: 'acme.widget.ship', 'p.widgetId': 'nobody' }
  expect((await post('/_inspector/trigger', fields)).status).toBe(422)
  const body = new URLSearchParams(fields)
  const answer = await app.request(`${ORIGIN}/_inspector/trigger`, { method: 'POST', body })
  expect(await answer.text()).toContain('acme.widget.ship')
})

test.each([
  [{ by: '60000' }, 60_000],
  [{ by: '3600000' }, 3_600_000],
  [{ by: '86400000' }, 86_400_000],
])('advances the clock by %o', async (fields: Record<string, string>, ms) => {
  const { post, engine } = await createInspector()
  const before = engine.clock('default').now
  await post('/_inspector/clock', { account: 'default', back: '/_inspector/time', ...fields })
  expect(engine.clock('default').now - before).toBe(ms)
})

test('advances to the next due thing, and no further', async () => {
  const { api, get, post, engine } = await createInspector()
  await api.widget()
  const before = engine.clock('default').now
  const to = /name="to" value="(\d+)"/.exec((await get('/_inspector/time')).text)![1]!
  await post('/_inspector/clock', { account: 'default', to })
  expect(engine.clock('default').now).toBe(before + 6_000)
  const { store } = await engine.snapshot()
  expect(store.default!['acme/widget']).toEqual([expect.objectContaining({ state: 'active' })])
})

test('freezes the clock and lets it run', async () => {
  const { post, engine } = await createInspector()
  await post('/_inspector/clock', { account: 'default', rate: '1' })
  expect(engine.clock('default').rate).toBe(1)
  await post('/_inspector/clock', { account: 'default', rate: '0' })
  expect(engine.clock('default').rate).toBe(0)
})

test('sets a variant and a profile, starts and stops an incident', async () => {
  const { post, get, engine } = await createInspector()
  const account = 'default'
  const { quirk } = engine.quirks(account)[0]!
  const variant = [...quirk.variants.keys()].find((name) => name !== quirk.defaultVariant)!
  const { to } = await post('/_inspector/variant', { account, quirk: quirk.id, variant })
  expect(to).toBe('/?said=switched')
  expect(engine.quirks(account)[0]!.active).toBe(variant)
  const { incident } = engine.incidents(account)[0]!
  await post('/_inspector/incident', { account, id: incident.id })
  expect(engine.incidents(account)[0]!.isActive).toBe(true)
  expect((await get('/_inspector/surprises')).text).toContain('Stop')
  await post('/_inspector/fault/remove', { account, id: incident.id })
  expect(engine.incidents(account)[0]!.isActive).toBe(false)
})

test.each([
  '/_inspector/requests/req_99',
  '/_inspector/deliveries/whk_99',
  '/_inspector/story?collection=acme%2Fwidget&id=nobody',
  '/_inspector/story?collection=__proto__&id=nobody',
  '/_inspector/state?account=nobody',
  '/?account=nobody',
  '/_inspector/nowhere',
])('%s is a page that says what is not there', async (path) => {
  const { get } = await createInspector()
  const { status, text } = await get(path)
  expect(status).toBe(404)
  expect(text).toContain('role="alert"')
})

test.each(['/', '/_inspector/state', '/_inspector/time', '/_inspector/surprises'])(
  '%s links to pages that are there',
  async (path) => {
    const { api, get } = await createInspector()
    await api.widget()
    const { text } = await get(path)
    const links = [...text.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href!)
    expect(links.length).toBeGreaterThan(5)
    for (const href of new Set(links)) {
      expect((await get(href.replaceAll('&amp;', '&'))).status, href).toBe(200)
    }
  },
)

test('readiness and coverage link to the traffic that decides them', async () => {
  const { api, get } = await createInspector()
  await api.widget()
  expect((await get('/_inspector/readiness')).text).toContain('/_inspector/requests/req_2')
  expect((await get('/_inspector/coverage')).text).toContain('operation=createWidget')
})

test('speaks the language that was chosen, else that of the browser', async () => {
  const { app } = await createInspector()
  const read = async (path: string, headers: Record<string, string>) =>
    (await app.request(`${ORIGIN}${path}`, { headers })).text()
  expect(await read('/', { 'accept-language': 'es-CO,es;q=0.9' })).toContain('<html lang="es">')
  expect(await read('/', { 'accept-language': 'fr' })).toContain('<html lang="en">')
  expect(await read('/?lang=es', { 'accept-language': 'en' })).toContain('Tráfico')
  expect(await read('/', { cookie: 'ensayo_language=es' })).toContain('Tráfico')
})
