import { expect, test } from 'vitest'
import { createControl } from '#control/control'
import { createFakeEngine } from './fake-engine.ts'

const LOCAL = { host: '127.0.0.1:4800' }

interface Said {
  ensayo: { message: string }
}

async function getHealth(headers: Record<string, string>, token?: string): Promise<number> {
  const app = createControl(createFakeEngine(), token === undefined ? {} : { token })
  return (await app.request('/_ensayo/health', { headers })).status
}

test.each([
  '127.0.0.1:4800',
  'localhost:4800',
  '127.9.9.9',
  '[::1]:4800',
  'LOCALHOST',
  '[::1]',
  'ensayo.localhost:4800',
])('answers at the name %s', async (host) => {
  expect(await getHealth({ host })).toBe(200)
})

test.each([
  'ensayo:4800',
  'host.docker.internal:4800',
  'evil',
  'sandbox.internal',
  'evil.example',
  '127.0.0.1.evil.example:4800',
  '203.0.113.7:4800',
  '[2001:db8::1]:4800',
  'localhost.evil.example',
])('refuses the name %s, which a web page may have made point here', async (host) => {
  expect(await getHealth({ host })).toBe(403)
})

test.each(['http://evil.example', 'http://localhost:3000', 'https://127.0.0.1:4801', 'null'])(
  'refuses a page of %s',
  async (origin) => {
    expect(await getHealth({ ...LOCAL, origin })).toBe(403)
  },
)

test('answers a page of its own', async () => {
  expect(await getHealth({ ...LOCAL, origin: 'http://127.0.0.1:4800' })).toBe(200)
})

test.each([
  ['cross-site', 403],
  ['same-site', 403],
  ['same-origin', 200],
  ['none', 200],
])('answers Sec-Fetch-Site %s with %i', async (site, status) => {
  expect(await getHealth({ ...LOCAL, 'sec-fetch-site': site })).toBe(status)
})

test.each([
  ['', 403],
  ['Bearer wrong', 403],
  ['Basic secret', 403],
  ['Bearer secret', 200],
])('asks for its token; "%s" gives %i', async (authorization, status) => {
  expect(await getHealth({ ...LOCAL, authorization }, 'secret')).toBe(status)
})

test('takes the name given by --host, and no other, without a token', async () => {
  const ask = async (host: string) => {
    const app = createControl(createFakeEngine(), { host: '::1' })
    return (await app.request('/_ensayo/health', { headers: { host } })).status
  }
  expect(await ask('[::1]:4800')).toBe(200)
  expect(await ask('box')).toBe(403)
})

test('says that the token is missing or wrong, whatever name it is asked by', async () => {
  const app = createControl(createFakeEngine(), { token: 'secret' })
  const ask = async (headers: Record<string, string>) =>
    ((await (await app.request('/_ensayo/health', { headers })).json()) as Said).ensayo.message
  const host = 'sandbox.ci.example:4800'
  expect(await ask({ host })).toMatch(/asks for its token, and there is no Authorization header/)
  expect(await ask({ host, authorization: 'Bearer wrong' })).toMatch(/does not carry the token/)
})

test('the inbox catches by any name when others reach the sandbox, and by its own alone otherwise', async () => {
  const post = async (options: { token?: string }) => {
    const app = createControl(createFakeEngine(), options)
    const headers = { host: 'ensayo:4800' }
    return (await app.request('/_ensayo/inbox/default', { method: 'POST', headers })).status
  }
  expect(await post({ token: 'secret' })).toBe(200)
  expect(await post({})).toBe(403)
})

test('takes any name from who proves the token, but no web page', async () => {
  const authorization = 'Bearer secret'
  const host = 'sandbox.ci.example:4800'
  expect(await getHealth({ host, authorization }, 'secret')).toBe(200)
  expect(await getHealth({ host, authorization, origin: 'http://evil.example' }, 'secret')).toBe(
    403,
  )
})

test('will not be reachable from elsewhere without a token', () => {
  const engine = createFakeEngine()
  expect(() => createControl(engine, { host: '0.0.0.0' })).toThrow(/Set ENSAYO_CONTROL_TOKEN/)
  expect(() => createControl(engine, { host: '::' })).toThrow(/--host ::/)
  expect(() => createControl(engine, { host: '0.0.0.0', token: 'secret' })).not.toThrow()
  expect(() => createControl(engine, { host: 'localhost' })).not.toThrow()
})

test('the inbox catches without a token, and is read only with it', async () => {
  const engine = createFakeEngine()
  const app = createControl(engine, { token: 'secret' })
  const caught = await app.request('/_ensayo/inbox/default', { method: 'POST', body: 'a=1' })
  expect(caught.status).toBe(200)
  expect((await app.request('/_ensayo/inbox/default')).status).toBe(403)
  expect((await app.request('/_ensayo/inbox/default', { method: 'DELETE' })).status).toBe(403)
  expect(engine.calls).toEqual([['receive', 'default', 'POST', '/_ensayo/inbox/default', 'a=1']])
})

test('a path that only looks like the inbox needs the token', async () => {
  const app = createControl(createFakeEngine(), { token: 'secret' })
  const post = (path: string) => app.request(path, { method: 'POST' })
  expect((await post('/_ensayo/inbox/../reset')).status).toBe(403)
  expect((await post('/_ensayo/inbox/%2e%2e/reset')).status).toBe(403)
})

test.each(['POST', 'PUT', 'PATCH'])('the inbox catches %s below its URL', async (method) => {
  const engine = createFakeEngine()
  const path = '/_ensayo/inbox/default/hooks/payments?order=7'
  const response = await createControl(engine).request(path, { method, body: 'x' })
  expect(await response.json()).toEqual({ received: true })
  expect(engine.calls).toEqual([
    ['receive', 'default', method, '/_ensayo/inbox/default/hooks/payments', 'x'],
  ])
})

test.each([
  [1024 * 1024, 200],
  [1024 * 1024 + 1, 413],
])('the inbox answers %i bytes with %i', async (size, status) => {
  const app = createControl(createFakeEngine())
  const body = 'x'.repeat(size)
  expect((await app.request('/_ensayo/inbox/default', { method: 'POST', body })).status).toBe(
    status,
  )
})

test('the inbox refuses an account that there is not', async () => {
  const app = createControl(createFakeEngine())
  const response = await app.request('/_ensayo/inbox/nobody', { method: 'POST', body: 'x' })
  expect(response.status).toBe(404)
})
