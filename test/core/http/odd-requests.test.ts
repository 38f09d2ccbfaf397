/** What HTTP allows and few clients send, over real sockets: every method, HTTP/1.0, long paths. */
import { METHODS } from 'node:http'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { MAX_CELLS } from '#base/errors'
import { routes } from '#control/routes'
import { describeNearest } from '#serve/router'
import { createSandbox } from '../../../mocks/index.ts'
import { acmePath, createAcme, START } from '../../fixtures/acme-sandbox.ts'

/** Sends bytes and resolves with whatever comes back until the connection ends. */
function exchange(port: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text))
    socket.setEncoding('latin1').on('data', (piece: string) => {
      answer += piece
    })
    socket.on('error', reject).on('close', () => resolve(answer))
  })
}

async function listen() {
  const sandbox = await createSandbox({
    providers: [acmePath as 'acme'],
    listen: true,
    strict: true,
    startAt: START,
    timeRate: 0,
  })
  onTestFinished(() => sandbox.close())
  const control = new URL(sandbox.engine.addresses.control)
  return { sandbox, control, acme: new URL(sandbox.acme.baseUrl) }
}

const BODIES = [
  '\r\n',
  'content-type: application/json\r\ncontent-length: 2\r\n\r\n{}',
  'content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
]

/** CONNECT asks for a tunnel; a server that makes none closes without an answer. */
const SENDABLE = METHODS.filter((method) => method !== 'CONNECT')

test('answers every method on every control path, with any body, without an error of ours', async () => {
  const { sandbox, control } = await listen()
  const known = routes.map(({ path }) => `/_ensayo${path.replaceAll(/\{\w+\}/g, 'default')}`)
  const paths = [...new Set([...known, '/', '/_ensayo/nothing', '/_ensayo/inbox/default/a'])]
  const uncommon = SENDABLE.filter(
    (each) => !['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(each),
  )
  for (const path of paths) {
    for (const method of path === '/_ensayo/health'
      ? SENDABLE
      : ['TRACE', ...uncommon.slice(0, 3)]) {
      for (const body of BODIES) {
        const head = `${method} ${path} HTTP/1.1\r\nhost: ${control.host}\r\nconnection: close\r\n`
        const answer = await exchange(control.port, head + body)
        const status = Number(answer.slice(9, 12))
        expect({ method, path, isOurs: status >= 500 || status < 200 }).toMatchObject({
          isOurs: false,
        })
      }
    }
  }
  expect((await sandbox.health()).counts.internalErrors).toBe(0)
})

test.each(['/widgets', '/nothing', '/', '/widgets/x'])(
  'answers every method on %s of a provider as its spec says',
  async (path) => {
    const { sandbox, acme } = await listen()
    for (const method of SENDABLE) {
      for (const body of BODIES) {
        const head = `${method} ${path} HTTP/1.1\r\nhost: ${acme.host}\r\nconnection: close\r\n`
        const answer = await exchange(acme.port, head + body)
        expect([200, 400, 401, 404, 405, 415, 422]).toContain(Number(answer.slice(9, 12)))
      }
    }
    expect((await sandbox.health()).counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
  },
)

test.each(['', 'host: anything.example\r\n'])(
  'speaks HTTP/1.0 with the header %j',
  async (host) => {
    const { acme, control } = await listen()
    expect(await exchange(acme.port, `GET /ping HTTP/1.0\r\n${host}\r\n`)).toMatch(
      /^HTTP\/1.1 200 OK\r\n(?:.+\r\n)+\r\n\{"pong":true\}$/,
    )
    const health = await exchange(control.port, 'GET /_ensayo/health HTTP/1.0\r\n\r\n')
    expect(health).toMatch(/^HTTP\/1.1 200 OK/)
  },
)

test('dates its answers by the clock of the account', async () => {
  const { sandbox, acme } = await listen()
  const ask = async () => (await fetch(`${acme.origin}/ping`)).headers.get('date')
  expect(await ask()).toBe('Sun, 01 Mar 2026 12:00:00 GMT')
  await sandbox.clock.advance('PT1H')
  expect(await ask()).toBe('Sun, 01 Mar 2026 13:00:00 GMT')
})

test('says of a compressed body that it is compressed', async () => {
  const { fetch, api } = await createAcme()
  const answer = await fetch('/widgets', {
    method: 'POST',
    headers: { ...api.headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: gzipSync('{"name":"Silla"}'),
  })
  expect(answer.status).toBe(400)
  expect(answer.headers.get('x-ensayo-hint')).toMatch(
    /^The body is compressed \(content-encoding: gzip\).* Send it as it is/,
  )
})

test.each([
  ['of 15,000 letters', `/${'a'.repeat(15_000)}`],
  ['of 7,500 segments', `/${'a/'.repeat(7_500)}`],
  ['of a mebibyte', `/widgets/${'a/'.repeat(1024 * 512)}`],
])('a path %s costs little and is not repeated in full', async (_, path) => {
  const { sandbox } = await createAcme()
  const face = sandbox.engine.providers.get('acme')!
  const spent = { cells: 0 }
  const text = describeNearest(face.spec, 'GET', path, spent)
  expect(spent.cells).toBeLessThanOrEqual(MAX_CELLS)
  expect(text.length).toBeLessThan(500)
})

test('an operation id of 900,000 letters fills no cell', async () => {
  const { sandbox } = await createAcme()
  const operationId = 'a'.repeat(900_000)
  const started = performance.now()
  await expect(sandbox.requests({ operationId: operationId as never })).rejects.toThrow(
    /No operation/,
  )
  await expect(
    sandbox.faults.add({ kind: 'status', status: 500, operationId: operationId as never }),
  ).rejects.toThrow()
  expect(performance.now() - started).toBeLessThan(2_000)
})

test('`{}` is the same as no body on every control route', async () => {
  const { control, sandbox } = await listen()
  for (const { method, path } of routes.filter((each) => each.method !== 'GET')) {
    const url = `${control.origin}/_ensayo${path.replaceAll(/\{\w+\}/g, 'nothing')}`
    const without = await fetch(url, { method })
    const empty = await fetch(url, { method, body: '{}' })
    expect({ path, status: empty.status }).toEqual({ path, status: without.status })
  }
  expect((await sandbox.health()).counts.internalErrors).toBe(0)
})

test('answers pages of the origins that --cors names, and no others', async () => {
  const origin = 'http://localhost:5173'
  const { fetch } = await createAcme({ corsOrigins: [origin] })
  const asked = { origin, 'access-control-request-method': 'POST' }
  const preflight = await fetch('/widgets', {
    method: 'OPTIONS',
    headers: { ...asked, 'access-control-request-headers': 'x-acme-key' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toBe('x-acme-key')
  const answer = await fetch('/ping', { headers: { origin } })
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
  const stranger = await fetch('/ping', { headers: { origin: 'http://evil.example' } })
  expect(stranger.headers.get('access-control-allow-origin')).toBeNull()
})

test('sends no CORS headers unless told to: no document of a provider mentions them', async () => {
  const { fetch } = await createAcme()
  const headers = { origin: 'http://localhost:5173' }
  expect((await fetch('/ping', { headers })).headers.get('access-control-allow-origin')).toBeNull()
  const asked = { ...headers, 'access-control-request-method': 'GET' }
  expect((await fetch('/ping', { method: 'OPTIONS', headers: asked })).status).toBe(405)
})
