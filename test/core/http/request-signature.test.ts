import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RequestSignatureRule } from '#dialect/types'
import { isSignedBy } from '#http/signature'
import { createSandbox } from '../../../mocks/index.ts'

const FILE = join(import.meta.dirname, '../../fixtures/signed.yaml')
const NOW = Date.parse('2026-01-02T03:04:05Z')
const SECOND = NOW / 1_000

const open = (options: object = {}) =>
  createSandbox({ providers: [FILE], strict: true, startAt: NOW, timeRate: 0, ...options })

const fetchOf = (sandbox: Awaited<ReturnType<typeof open>>) =>
  (sandbox as unknown as { signed: { fetch: typeof fetch } }).signed.fetch

interface Signed {
  method?: string
  target: string
  body?: string
  key?: string
  secret?: string
  at?: number
  /** What is sent instead of what was signed. */
  sent?: { target?: string; body?: string; method?: string; at?: number; signature?: string }
}

function toRequest({ method = 'GET', target, body = '', at = SECOND, sent = {}, ...who }: Signed) {
  const text = `${at}.${method}.${target}.${body}`
  const signature = createHmac('sha256', who.secret ?? 'secret-of-everybody')
    .update(text)
    .digest('hex')
  const headers = {
    'x-key': who.key ?? 'key-of-everybody',
    'x-timestamp': String(sent.at ?? at),
    'x-signature': sent.signature ?? `v1=${signature}`,
    ...(body === '' ? {} : { 'content-type': 'application/json' }),
  }
  const init = {
    method: sent.method ?? method,
    headers,
    ...(body === '' ? {} : { body: sent.body ?? body }),
  }
  return [sent.target ?? target, init] as const
}

test('accepts a request that is signed over timestamp, method, target and body', async () => {
  await using sandbox = await open()
  const call = fetchOf(sandbox)
  expect((await call(...toRequest({ target: '/notes/a?b=1&c=@x' }))).status).toBe(200)
  expect(
    (await call(...toRequest({ method: 'POST', target: '/notes/a', body: '{"ñ": 1}' }))).status,
  ).toBe(200)
})

test.each([
  ['query', { target: '/notes/a?b=1', sent: { target: '/notes/a?b=2' } }],
  ['encoding of the query', { target: '/notes/a?b=@', sent: { target: '/notes/a?b=%40' } }],
  ['path', { target: '/notes/a', sent: { target: '/notes/b' } }],
  ['method', { method: 'POST', target: '/notes/a', body: '{}', sent: { method: 'PUT' } }],
  ['body by one space', { method: 'POST', target: '/notes/a', body: '{}', sent: { body: '{ }' } }],
  ['timestamp', { target: '/notes/a', sent: { at: SECOND + 1 } }],
  ['secret', { target: '/notes/a', secret: 'of-nobody' }],
  ['prefix', { target: '/notes/a', sent: { signature: 'v2=00' } }],
] satisfies [string, Signed][])('refuses another %s than was signed', async (what, signed) => {
  await using sandbox = await open()
  const answer = await fetchOf(sandbox)(...toRequest(signed))
  expect(answer.status).toBe(what === 'method' ? 405 : 401)
})

test('says in the hint which text should have been signed', async () => {
  await using sandbox = await open()
  const answer = await fetchOf(sandbox)(...toRequest({ target: '/notes/a?b=1', secret: 'x' }))
  expect(await answer.json()).toEqual({ error: 'bad' })
  expect(answer.headers.get('x-ensayo-hint')).toContain(`${SECOND}.GET./notes/a?b=1.`)
})

test('a timestamp is good for five minutes to the second, on the account’s clock', async () => {
  await using sandbox = await open()
  const call = fetchOf(sandbox)
  const early = toRequest({ target: '/notes/a', at: SECOND - 300 })
  expect((await call(...early)).status).toBe(200)
  await sandbox.clock.advance(1_000)
  expect(await (await call(...early)).json()).toEqual({ error: 'late' })

  await sandbox.quirks.set('signed.clock.window', 'any')
  expect((await call(...early)).status).toBe(200)
})

test('takes a key alone where a quirk says so, and a wrong signature never', async () => {
  await using sandbox = await open()
  const call = fetchOf(sandbox)
  const alone = () => call('/notes/a', { headers: { 'x-key': 'key-of-everybody' } })
  expect((await alone()).status).toBe(401)
  await sandbox.quirks.set('signed.signature.optional', 'optional')
  expect((await alone()).status).toBe(200)
  const wrong = toRequest({ target: '/notes/a', sent: { signature: 'v1=00' } })
  expect((await call(...wrong)).status).toBe(401)
  expect((await call('/notes/a', { headers: { 'x-key': 'unknown' } })).status).toBe(401)
})

test('reshapes the 404 and the 405 of requests that match nothing, as quirks of answers say', async () => {
  await using sandbox = await open()
  const call = fetchOf(sandbox)
  await sandbox.quirks.set('signed.errors.key', 'message')
  const unknown = await call('/nowhere')
  expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'not found' }])
  const other = await call('/keys/', { method: 'DELETE' })
  expect([other.status, await other.json()]).toEqual([405, { message: 'method' }])
  expect(other.headers.get('allow')).toBe('POST')
})

test('knows keys that clients registered, each with a secret of its own', async () => {
  await using sandbox = await open()
  const call = fetchOf(sandbox)
  const body = JSON.stringify({ id: 'mine', publicKey: 'mine-too' })
  const made = await call('/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  expect(made.status).toBe(201)

  const mine = { target: '/notes/a', key: 'mine' }
  expect((await call(...toRequest({ ...mine, secret: 'mine-too' }))).status).toBe(200)
  expect((await call(...toRequest(mine))).status).toBe(401)
  expect((await call(...toRequest({ target: '/notes/a', key: 'unknown' }))).status).toBe(401)
})

test('over a socket the target is what stood in the request line', async () => {
  await using sandbox = await open({ listen: true })
  const { baseUrl } = (sandbox as unknown as { signed: { baseUrl: string } }).signed
  // A URL parser would encode the apostrophe and resolve the dots.
  const target = "/notes/a?b='c'"
  const [, { headers }] = toRequest({ target })
  const { hostname, port } = new URL(baseUrl)
  const status = await new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path: target, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(200)
})

test('verifies RSA by the public key, or the public half of a private one, and nothing by other keys', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const curve = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })
  const rule = { scheme: 'rsa-sha256', encoding: 'base64', prefix: '' } as RequestSignatureRule
  const signature = sign('sha256', Buffer.from('text'), privateKey).toString('base64')
  const verifyBy = (key: string | Buffer, text = 'text') =>
    isSignedBy(rule, { text, signature, key: key.toString() })

  expect(verifyBy(publicKey.export({ type: 'spki', format: 'pem' }))).toBe(true)
  expect(verifyBy(privateKey.export({ type: 'pkcs8', format: 'pem' }))).toBe(true)
  expect(verifyBy(publicKey.export({ type: 'spki', format: 'pem' }), 'texT')).toBe(false)
  expect(verifyBy(curve)).toBe(false)
  expect(verifyBy('no key')).toBe(false)
})
