/** Every route of the inspector refuses whom the control API refuses, and asks for the token. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { createFace } from '#inspector/mount'
import { createPages } from '#inspector/pages'
import { createFakeEngine } from '../control/fake-engine.ts'

const LOCAL = { host: '127.0.0.1:4800' }

const routes = createPages(createFakeEngine(), {})
  .routes.filter(({ path, method }) => !path.includes('*') && method !== 'ALL')
  .map(({ method, path }) => [method, path.replace(':id', 'req_1')] as const)

async function send(
  [method, path]: readonly [string, string],
  headers: Record<string, string>,
  token?: string,
) {
  const engine = createFakeEngine()
  const app = createFace(engine, token === undefined ? {} : { token })
  const before = engine.listeners
  const answer = await app.request(path, { method, headers })
  const listeners = engine.listeners - before
  return { status: answer.status, text: () => answer.text(), engine, listeners }
}

test('the routes are those that the pages have', () => {
  expect(routes.map(([method]) => method)).toEqual(expect.arrayContaining(['GET', 'POST']))
  expect(routes).toContainEqual(['GET', '/'])
  expect(routes).toContainEqual(['POST', '/_inspector/clock'])
})

test.each(routes)('%s %s refuses a page of another origin', async (...route) => {
  const { status, engine } = await send(route, { ...LOCAL, origin: 'http://evil.example' })
  expect(status).toBe(403)
  expect(engine.calls).toEqual([])
})

test.each(routes)('%s %s refuses an origin that hides itself', async (...route) => {
  expect((await send(route, { ...LOCAL, origin: 'null' })).status).toBe(403)
})

test.each(
  routes.flatMap((route) => ['cross-site', 'same-site'].map((site) => [...route, site] as const)),
)('%s %s refuses Sec-Fetch-Site %s', async (method, path, site) => {
  const { status } = await send([method, path], { ...LOCAL, 'sec-fetch-site': site })
  expect(status).toBe(403)
})

test.each(routes)('%s %s refuses a name that is not of this machine', async (...route) => {
  expect((await send(route, { host: 'evil.example' })).status).toBe(403)
})

test.each(routes)('%s %s asks for the token and shows nothing before', async (...route) => {
  for (const cookie of ['', 'ensayo_inspector_4800=wrong', 'ensayo_inspector_4800=secret']) {
    const { status, text, engine, listeners } = await send(route, { ...LOCAL, cookie }, 'secret')
    expect(status).toBe(401)
    expect(await text()).not.toMatch(/acme|widget|EventSource/i)
    expect(engine.calls).toEqual([])
    expect(listeners).toBe(0)
  }
})

test('a foreign page cannot enter the token, not even the right one', async () => {
  const answer = await enter('secret', { origin: 'http://evil.example' })
  expect(answer.status).toBe(403)
  expect(answer.headers.get('set-cookie')).toBeNull()
})

async function enter(token: string, headers: Record<string, string> = {}, back = '/') {
  const app = createFace(createFakeEngine(), { token: 'secret' })
  return app.request('/_inspector/token', {
    method: 'POST',
    headers: { ...LOCAL, ...headers },
    body: new URLSearchParams({ token, back }),
  })
}

test('a person enters the token once; the cookie is not the token', async () => {
  const entered = await enter('secret', {}, '/_inspector/state?account=default')
  expect(entered.status).toBe(303)
  expect(entered.headers.get('location')).toBe('/_inspector/state?account=default')
  const cookie = entered.headers.get('set-cookie')!
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Strict/)
  expect(cookie).not.toContain('secret')

  const own = cookie.split(';')[0]!
  expect((await send(['GET', '/'], { ...LOCAL, cookie: own }, 'secret')).status).toBe(200)
  expect((await send(['GET', '/'], { ...LOCAL, cookie: own }, 'another')).status).toBe(401)
  const foreign = { ...LOCAL, cookie: own, origin: 'http://evil.example' }
  expect((await send(['GET', '/'], foreign, 'secret')).status).toBe(403)
})

test('a wrong token is told, and lets nobody in', async () => {
  const refused = await enter('wrong')
  expect(refused.status).toBe(401)
  expect(refused.headers.get('set-cookie')).toBeNull()
  expect(await refused.text()).toContain('That is not the token.')
})

test.each(['https://evil.example/', '//evil.example', 'javascript:alert(1)', '/\\evil.example'])(
  'the token leads back to this port alone, not to %s',
  async (back) => {
    const location = (await enter('secret', {}, back)).headers.get('location')!
    expect(new URL(location, 'http://127.0.0.1:4800').origin).toBe('http://127.0.0.1:4800')
  },
)

test('programs that carry the token need no cookie', async () => {
  const headers = { ...LOCAL, authorization: 'Bearer secret' }
  expect((await send(['GET', '/'], headers, 'secret')).status).toBe(200)
})

test('a page may load nothing but its own', async () => {
  const answer = await createFace(createFakeEngine()).request('/', { headers: LOCAL })
  const policy = answer.headers.get('content-security-policy')!
  expect(policy).toContain(`default-src 'none'`)
  expect(policy).toContain(`frame-ancestors 'none'`)
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
})

test('a form that is too large is refused', async () => {
  const body = `token=${'x'.repeat(1_100_000)}`
  const app = createFace(createFakeEngine(), { token: 'secret' })
  const answer = await app.request('/_inspector/token', { method: 'POST', headers: LOCAL, body })
  expect(answer.status).toBe(413)
})

test('any method is answered, with a body that comes in pieces, too', async () => {
  const app = createFace(createFakeEngine())
  for (const method of ['PUT', 'DELETE', 'ACL', 'POST']) {
    const body = new Blob(['{}']).stream()
    const init: RequestInit & { duplex: 'half' } = { method, headers: LOCAL, body, duplex: 'half' }
    expect((await app.request('/', init)).status).toBe(404)
  }
})

test('the control API beside it stays as it was', async () => {
  const app = createFace(createFakeEngine())
  expect((await app.request('/_ensayo/health', { headers: LOCAL })).status).toBe(200)
  expect((await app.request('/nowhere', { headers: LOCAL })).status).toBe(404)
})

test('nothing of a page is loaded before one is opened', () => {
  const folder = join(import.meta.dirname, '../../../mocks/sandbox/inspector')
  const loaded = reach(join(folder, 'mount.ts'))
  expect(loaded.filter((file) => file.startsWith(folder))).toEqual([join(folder, 'mount.ts')])
})

/** A file and all that it imports at once, types left out. */
function reach(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [...seen]
  seen.add(file)
  const imports = /^(?:import|export)\s(?!type\s)[^'"`;]*?from\s+'(\.[^']+)'/gm
  for (const [, path] of readFileSync(file, 'utf8').matchAll(imports)) {
    reach(join(dirname(file), path!), seen)
  }
  return [...seen]
}
