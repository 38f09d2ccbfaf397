/** The reference: what its pages are made of, and the specs as other tools read them. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFace } from '#inspector/mount'
import { loadComponent } from '#inspector/reference/component'
import { createSandbox } from '../../../mocks/index.ts'
import { createAcme } from '../../fixtures/acme-sandbox.ts'

const HOST = { host: '127.0.0.1:4800' }

// biome-ignore lint/suspicious/noExplicitAny: documents are looked into at depth
type Json = Record<string, any>

async function open(options: Parameters<typeof createAcme>[0] = {}) {
  const acme = await createAcme(options)
  const app = createFace(acme.sandbox.engine)
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(`http://127.0.0.1:4800${path}`, { headers: { ...HOST, ...headers } })
  const json = async (path: string): Promise<Json> => (await get(path)).json()
  return { ...acme, get, json }
}

test('a page for each provider and for the control API, which lead to one another and back', async () => {
  const { get } = await open()
  for (const name of ['acme', 'control']) {
    const answer = await get(`/docs/${name}`)
    expect(answer.status).toBe(200)
    const text = await answer.text()
    for (const link of ['/', '/docs/acme', '/docs/control', `/specs/${name}.json`]) {
      expect(text).toContain(`href="${link}"`)
    }
    expect(text).toContain(`data-base="${name === 'acme' ? '/acme' : '/_ensayo'}"`)
  }
  expect(await (await get('/docs')).text()).toBe(await (await get('/docs/acme')).text())
  expect(await (await get('/')).text()).toContain('href="/docs"')
})

test('a page may load nothing but its own, as those of the inspector', async () => {
  const { get } = await open()
  const policy = (await get('/docs/acme')).headers.get('content-security-policy')!
  const inspector = (await get('/')).headers.get('content-security-policy')!
  const withoutHash = (text: string) => text.replace(/sha256-[^']+/, '')
  expect(withoutHash(policy)).toBe(withoutHash(inspector))
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
})

test('names what there is when a part is not', async () => {
  const { get, json } = await open()
  expect((await get('/docs/acne')).status).toBe(404)
  expect(await json('/specs/acne.json')).toEqual({
    ensayo: {
      code: 'ROUTE_UNKNOWN',
      message: 'The reference has no part "acne". There are: acme, control.',
    },
  })
  expect((await get('/specs/acme.yaml')).status).toBe(404)
})

describe('the spec of a page', () => {
  test('says of an operation its evidence, its surprises with their variants, and its sources', async () => {
    const { json } = await open()
    const { description } = (await json('/docs/acme/openapi.json')).paths['/widgets'].post
    expect(description).toMatch(
      /\*\*Evidence\*\* `[a-z]+` · \[[^\]]+\]\(https:\/\/docs\.acme\.example/,
    )
    expect(description).toContain('`acme.widget.missing-name`')
    expect(description).toMatch(/\*\*`reject-403`\*\* ● active \| default/)
    expect(description).toMatch(/\| `nameless` \| {2}\| `client`/)
    expect(description).toContain('Validation, not authentication.')
    expect(description).toContain('/_inspector/surprises?account=default&provider=acme#acme.widget')
  })

  test('marks the variant that is active for the account that is asked for', async () => {
    const { sandbox, json } = await open()
    const account = await sandbox.account('shop')
    await account.quirks.set('acme.widget.missing-name' as never, 'nameless' as never)
    const of = async (query: string) =>
      (await json(`/docs/acme/openapi.json${query}`)).paths['/widgets'].post.description
    expect(await of('?account=shop')).toContain('**`nameless`** ● active')
    expect(await of('')).toContain('**`reject-403`** ● active')
  })

  test('says when a notification is sent, how it is signed and when it is tried again', async () => {
    const { sandbox, json } = await open()
    const { info, paths } = await json('/docs/acme/openapi.json')
    for (const { name } of sandbox.engine.providers.get('acme')!.spec.notifications.values()) {
      expect(info.description).toContain(`**\`${name}\`**`)
    }
    expect(info.description).toMatch(/\| schedule \| again after `PT/)
    expect(info.description).toMatch(/\| signature \| `hmac-sha256` over/)
    const [hook] = Object.values<Json>(paths['/widgets'].post.callbacks.widgetChanged)
    expect(hook!.put.description).toMatch(/\| schedule \|/)
  })

  test('lists triggers, lives of records, the checklist and incidents', async () => {
    const { sandbox, json } = await open()
    const { info } = await json('/docs/acme/openapi.json')
    const { spec } = sandbox.engine.providers.get('acme')!
    for (const name of spec.triggers.keys()) expect(info.description).toContain(`\`acme.${name}\``)
    for (const id of spec.incidents.keys()) expect(info.description).toContain(`\`${id}\``)
    expect(info.description).toContain('# Lives of records')
    expect(info.description).toContain('after `PT6S`')
    expect(info.description).toContain('# Before going live')
  })

  test('folds surprises away where there are many, so that the form stays near', async () => {
    const sandbox = await createSandbox({ providers: ['cobru'] })
    onTestFinished(() => sandbox.close())
    const app = createFace(sandbox.engine)
    const answer = await app.request('/docs/cobru/openapi.json', { headers: HOST })
    const { description } = ((await answer.json()) as Json).paths['/cobru/'].post
    expect(description).toMatch(/<details><summary><b>Surprises \(\d+\)<\/b><\/summary>\n\n\*\*/)
  })

  test('says at an operation which triggers are about its record', async () => {
    const { json } = await open()
    const { get: read } = (await json('/docs/acme/openapi.json')).paths['/widgets/{widgetId}']
    expect(read.description).toContain('`acme.widget.ship`')
  })

  test('has the account’s credentials where an example carries some, and names for examples', async () => {
    const sandbox = await createSandbox({ providers: ['localpayment', 'cobru'] })
    onTestFinished(() => sandbox.close())
    const app = createFace(sandbox.engine)
    const read = async (name: string): Promise<Json> =>
      (await app.request(`/docs/${name}/openapi.json`, { headers: HOST })).json()
    const account = await sandbox.accounts.show('default')
    const text = JSON.stringify((await read('localpayment')).paths)
    expect(text).toContain(account.providers.localpayment!.credentials.password)
    expect(JSON.stringify((await read('cobru')).paths)).not.toMatch(
      /"content":\{"[^"]+":\{"schema":\{[^{}]*\},"example"/,
    )
  })

  test('no word of a spec is markup', async () => {
    const { sandbox, json } = await open()
    const quirk = sandbox.engine.providers.get('acme')!.spec.quirks.get('acme.widget.missing-name')!
    const { title } = quirk
    onTestFinished(() => {
      quirk.title = title
    })
    quirk.title = 'A <img src=x onerror=alert(1)> | [x](javascript:alert(1)) `<b>|` title'
    const { description } = (await json('/docs/acme/openapi.json')).paths['/widgets'].post
    expect(description).not.toContain('<img')
    expect(description).not.toContain('[x](javascript')
    expect(description).toContain('&lt;img')
  })
})

test('“Try” is given credentials and tokens that are good now', async () => {
  const { sandbox, fetch, json } = await open()
  const access = await json('/docs/acme/access.json')
  const { securitySchemes } = sandbox.engine.providers.get('acme')!.spec as never as Json
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const [name, value] of Object.entries(access)) {
    const { carrier } = securitySchemes.get(name)
    if (carrier.in === 'header') headers.set(carrier.name, `${carrier.prefix}${value}`)
  }
  expect(Object.keys(access).length).toBeGreaterThan(0)
  const made = await fetch('/widgets', { method: 'POST', headers, body: '{"name":"Mesa"}' })
  expect(made.status).toBe(201)
})

test('the specs for other tools are OpenAPI alone, with the sandbox as their server', async () => {
  const { json } = await open()
  const plain = await json('/specs/acme.json')
  expect(plain.openapi).toMatch(/^3\.1/)
  expect(plain.servers).toEqual([
    { url: expect.stringMatching(/^http:.*\/acme$/), description: 'The sandbox' },
  ])
  expect(plain).not.toHaveProperty('x-account')
  expect(plain.paths['/widgets'].post).not.toHaveProperty('x-quirks')
  expect(await json('/specs')).toEqual({
    acme: '/specs/acme.json',
    control: '/specs/control.json',
  })
  const control = await json('/specs/control.json')
  expect(control.servers[0].url).toMatch(/\/_ensayo$/)
  expect(control.paths).toHaveProperty('/requests/send')
})

test('a linter of others takes every spec that is served', async () => {
  const sandbox = await createSandbox()
  onTestFinished(() => sandbox.close())
  const app = createFace(sandbox.engine)
  const folder = mkdtempSync(join(tmpdir(), 'specs-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const names = [...sandbox.engine.providers.keys(), 'control']
  const files = await Promise.all(
    names.map(async (name) => {
      const answer = await app.request(`/specs/${name}.json`, { headers: HOST })
      const file = join(folder, `${name}.json`)
      writeFileSync(file, await answer.text())
      return file
    }),
  )
  const root = join(import.meta.dirname, '../../..')
  const words = [join(root, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', '--format=stylish']
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...words, '--skip-rule=no-invalid-media-type-examples', ...files],
    { cwd: root, encoding: 'utf8', env, maxBuffer: 64 * 1024 * 1024 },
  )
  expect(status, `${stdout}${stderr}`).toBe(0)
})

test('the component is sent compressed to whoever takes it so, and plain to others', async () => {
  const { get } = await open()
  const { compressed } = await loadComponent()
  const plain = Buffer.from(await (await get('/docs/assets/component.js')).arrayBuffer())
  expect(plain.length).toBeGreaterThan(500_000)
  expect(plain.length).toBeLessThanOrEqual(1024 * 1024)
  expect(plain.toString('utf8', 0, 400)).toContain('RapiDoc')
  const small = await get('/docs/assets/component.js', { 'accept-encoding': 'gzip, br' })
  expect(small.headers.get('content-encoding')).toBe(compressed === undefined ? null : 'br')
  const bytes = Buffer.from(await small.arrayBuffer())
  expect(compressed === undefined ? bytes : brotliDecompressSync(bytes)).toEqual(plain)
})

test('nothing of it is looked at before somebody opens it', async () => {
  const { sandbox, get } = await open()
  const before = await sandbox.snapshot()
  expect((await get('/docs/acme')).status).toBe(200)
  const { takenAt: _, ...after } = await sandbox.snapshot()
  expect(before).toMatchObject(after)
})

test('with a token the specs ask programs for it in their own words, and take it', async () => {
  const { sandbox } = await createAcme()
  const app = createFace(sandbox.engine, { token: 'secret' })
  const ask = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { ...HOST, ...headers } })
  for (const path of ['/specs/acme.json', '/docs/acme/openapi.json', '/docs/assets/component.js']) {
    const refused = await ask(path)
    expect(refused.status).toBe(401)
    expect(((await refused.json()) as Json).ensayo.message).toContain('asks for its token')
    expect((await ask(path, { authorization: 'Bearer secret' })).status).toBe(200)
  }
  expect(await (await ask('/docs/acme')).text()).toContain('name="token"')
})
