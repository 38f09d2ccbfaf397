import { expect, test } from 'vitest'
import { createSandbox, EnsayoError } from '../mocks/index.ts'
import { acmePath, createAcme, KEY, START, toInit } from './fixtures/acme-sandbox.ts'

test('gives base URL, credentials and the variables of the documents', async () => {
  const { sandbox } = await createAcme()
  expect(sandbox.acme).toMatchObject({
    baseUrl: 'http://acme.ensayo.localhost',
    credentials: { apiKey: KEY, signingSecret: 'sandbox-acme-signing-secret' },
    env: {
      ACME_BASE_URL: 'http://acme.ensayo.localhost',
      ACME_API_KEY: KEY,
      ACME_SIGNING_SECRET: 'sandbox-acme-signing-secret',
    },
  })
  expect(await sandbox.health()).toMatchObject({
    status: 'ok',
    providers: { acme: { credentials: { apiKey: KEY }, env: { ACME_API_KEY: KEY } } },
    counts: { offSpec: 0, internalErrors: 0, droppedRecords: 0 },
  })
})

test('fetches a path, a URL or a request', async () => {
  const { sandbox } = await createAcme()
  const { fetch, baseUrl } = sandbox.acme
  for (const input of [
    '/ping',
    new Request('http://any.host/ping'),
    new URL('http://any.host/ping'),
  ]) {
    expect((await fetch(input)).status).toBe(200)
  }
  expect((await fetch(`${baseUrl}/ping`)).status).toBe(200)
})

test('reads durations and instants, and refuses what is not one', async () => {
  const { clock } = await createAcme()
  expect(await clock.advance('PT1M')).toMatchObject({ now: START + 60_000, rate: 0 })
  expect(await clock.advance(0)).toMatchObject({ now: START + 60_000 })
  expect(await clock.set('2026-01-31T12:00:00Z')).toMatchObject({ now: Date.UTC(2026, 0, 31, 12) })
  expect(await clock.run(60)).toMatchObject({ rate: 60 })
  expect(await clock.freeze()).toMatchObject({ rate: 0 })
  const refused = async (work: () => unknown) =>
    expect(async () => work()).rejects.toThrow(EnsayoError)
  await refused(() => clock.advance('6 minutes'))
  await refused(() => clock.advance(-1))
  await refused(() => clock.advance(Number.NaN))
  await refused(() => clock.set('yesterday'))
  await refused(() => clock.run(-1))
})

test('hands out messages of the inbox once each, in order, and waits for the next', async () => {
  const { sandbox } = await createAcme({ variants: { 'acme.session.alert-count': 'duplicate' } })
  const { inbox } = sandbox
  const waiting = inbox.next({ provider: 'acme', notification: 'sessionOpened' })
  const body = { callback: inbox.url, device: 'new' }
  await sandbox.acme.fetch('/sessions', toInit('POST', body, { 'x-acme-key': KEY }))
  const [first, second] = [await waiting, await inbox.next()]
  expect(await inbox.list()).toEqual([first, second])
  await expect(inbox.next({ timeoutMs: 1 })).rejects.toThrow()
  await inbox.clear()
  expect(await inbox.list()).toEqual([])
})

test('closes itself at the end of its scope', async () => {
  let url = ''
  {
    await using sandbox = await createSandbox({ providers: [acmePath], listen: true })
    url = (await sandbox.health()).providers.acme!.baseUrl
    expect((await fetch(`${url}/ping`)).status).toBe(200)
  }
  await expect(fetch(`${url}/ping`)).rejects.toThrow('fetch failed')
})

test('answers over a socket as in process, and tells the callback after the answer', async () => {
  await using sandbox = await createSandbox({ providers: [acmePath as 'acme'], listen: true })
  const { baseUrl, credentials } = sandbox.acme
  const init = toInit(
    'POST',
    { callback: sandbox.inbox.url },
    { 'x-acme-key': credentials.apiKey! },
  )
  const answer = await fetch(`${baseUrl}/sessions`, init)
  expect(answer.status).toBe(201)
  expect(await sandbox.inbox.next({ notification: 'sessionOpened' })).toMatchObject({ attempt: 1 })
  const missing = await fetch(`${baseUrl}/nowhere`, { method: 'POST', body: '{' })
  expect(await missing.json()).toMatchObject({ error: 'no_existe', path: '/nowhere' })
})

test('plays a lost connection over a socket', async () => {
  await using sandbox = await createSandbox({
    providers: [acmePath as 'acme'],
    listen: true,
    variants: { 'acme.ping.trouble': 'gone' },
  })
  await expect(fetch(`${sandbox.acme.baseUrl}/ping`)).rejects.toThrow('fetch failed')
  await sandbox.quirks.set('acme.ping.trouble', 'cut')
  const cut = await fetch(`${sandbox.acme.baseUrl}/ping`)
  expect(Number(cut.headers.get('content-length'))).toBeGreaterThan('{"pong'.length)
  await expect(cut.text()).rejects.toThrow('terminated')
})

test('refuses an option that it does not know', async () => {
  const options = { sead: '7' } as object
  await expect(createSandbox(options)).rejects.toThrow(
    'createSandbox takes no option "sead". Did you mean "seed"?',
  )
})

test('says what became of the deliveries when nothing arrives', async () => {
  await using sandbox = await createSandbox({ providers: [acmePath] })
  await expect(sandbox.inbox.next({ timeoutMs: 1 })).rejects.toMatchObject({
    code: 'NOTHING_ARRIVED',
    message: expect.stringContaining('Deliveries of the account: none.'),
  })
})
