/** Addresses that are handed out: those that whoever asks has reached us by. */
import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { toAskedAddresses } from '#control/asked-addresses'
import { createControl } from '#control/control'
import { createEngine } from '#engine/create'
import { toPublicAddresses } from '#server/public-addresses'
import { type ServerOptions, startServer } from '#server/server'
import { connectSandbox } from '../../../mocks/index.ts'
import { acmePath, KEY } from '../../fixtures/acme-sandbox.ts'

const own = { control: 'http://127.0.0.1:4800', providers: { acme: 'http://127.0.0.1:4899' } }

test.each([
  ['http://127.0.0.1:4800', own.control, own.providers.acme],
  ['http://localhost:4800', 'http://localhost:4800', 'http://localhost:4899'],
  ['http://ensayo:4800', 'http://ensayo:4800', 'http://ensayo:4899'],
  ['http://[::1]:4800', 'http://[::1]:4800', 'http://[::1]:4899'],
  ['http://localhost:32768', 'http://localhost:32768', 'http://localhost:32768/acme'],
  ['http://127.0.0.1:32768', 'http://127.0.0.1:32768', 'http://127.0.0.1:32768/acme'],
  [
    'https://sandbox.example.com',
    'https://sandbox.example.com',
    'https://sandbox.example.com/acme',
  ],
])('asked at %s, the control API is %s and Acme %s', (asked, control, acme) => {
  const url = `${asked}/_ensayo/health`
  expect(toAskedAddresses(own, url)).toEqual({ control, providers: { acme } })
})

test('a provider in TLS beside a plain control port keeps its scheme', () => {
  const tls = { ...own, providers: { acme: 'https://127.0.0.1:4899' } }
  const { providers } = toAskedAddresses(tls, 'http://localhost:4800/_ensayo/health')
  expect(providers.acme).toBe('https://localhost:4899')
})

test('a public address is the same for everybody', () => {
  const outside = toPublicAddresses('https://sandbox.example.com/', ['acme', 'other'])
  expect(outside).toMatchObject({
    control: 'https://sandbox.example.com',
    providers: {
      acme: 'https://sandbox.example.com/acme',
      other: 'https://sandbox.example.com/other',
    },
  })
  expect(toAskedAddresses(outside, 'http://localhost:4800/')).toBe(outside)
})

test('a public address may have a name for each provider', () => {
  expect(toPublicAddresses('https://{provider}.example.com', ['acme'])).toMatchObject({
    control: 'https://control.example.com',
    providers: { acme: 'https://acme.example.com' },
  })
})

test.each(['sandbox.example.com', 'ftp://a.example', 'https://a.example/?b', 'https://'])(
  '%s is not a public address',
  (url) => {
    expect(() => toPublicAddresses(url, ['acme'])).toThrow('is not an address')
  },
)

test('over a socket, health, accounts and inbox follow the Host; an inbox is found by it', async () => {
  const { engine, at } = await serve()
  const sandbox = await connectSandbox<'acme'>(at('localhost'))
  expect(sandbox.inbox.url).toBe(`${at('localhost')}/_ensayo/inbox/default`)
  expect(new URL(sandbox.acme.baseUrl).hostname).toBe('localhost')
  await sandbox.acme.fetch('/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-acme-key': KEY },
    body: JSON.stringify({ callback: sandbox.inbox.url }),
  })
  await sandbox.settle()
  // It was put there without a call: one over the network would be told by no delivery id.
  const [message] = engine.inbox('default')
  expect(message?.deliveryId).toBeDefined()
})

test('under a port that somebody has mapped, every address goes through that port', async () => {
  const { control, ask } = await serve()
  const { providers } = await ask(control, '/_ensayo/health', { host: 'localhost:32768' })
  expect(providers.acme.baseUrl).toBe('http://localhost:32768/acme')
  expect(providers.acme.env.ACME_BASE_URL).toBe('http://localhost:32768/acme')
})

for (const trustsProxy of [true, false]) {
  test(`forwarded headers are ${trustsProxy ? 'believed' : 'ignored without being told to'}`, async () => {
    const { control, ask } = await serve({ trustsProxy })
    const forwarded = {
      'x-forwarded-host': 'gateway.example, inner.example',
      'x-forwarded-proto': 'https',
    }
    const health = await ask(control, '/_ensayo/health', forwarded)
    expect(health.control).toBe(trustsProxy ? 'https://gateway.example' : control)
  })
}

test('with a public address, health and inbox have it', async () => {
  const { engine, control, ask } = await serve({ publicUrl: 'https://sandbox.example.com' })
  const health = await ask(control, '/_ensayo/health', {})
  expect(health.providers.acme.baseUrl).toBe('https://sandbox.example.com/acme')
  expect(engine.account('default').inboxUrl).toBe(
    'https://sandbox.example.com/_ensayo/inbox/default',
  )
})

async function serve(options: Partial<ServerOptions> = {}) {
  const engine = await createEngine({ providers: [acmePath] })
  const { addresses, close } = await startServer({
    engine,
    host: '127.0.0.1',
    port: 0,
    control: (face) => createControl(face),
    ...options,
  })
  onTestFinished(async () => {
    await close()
    await engine.close()
  })
  const at = (host: string) => `http://${host}:${new URL(addresses.control).port}`
  return { engine, control: addresses.control, at, ask: askWith }
}

// biome-ignore lint/suspicious/noExplicitAny: each test says what it reads
function askWith(origin: string, path: string, headers: Record<string, string>): Promise<any> {
  return new Promise((resolve, reject) => {
    request(`${origin}${path}`, { headers }, (answer) => resolve(json(answer)))
      .on('error', reject)
      .end()
  })
}
