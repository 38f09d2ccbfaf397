/** What is special about a sandbox in another process. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createCall } from '#client/call'
import { createClient } from '#client/client'
import { systemTime } from '#clock/system'
import { createControl } from '#control/control'
import { connectSandbox, createSandbox } from '../../mocks/index.ts'
import { NOWHERE } from '../cli/run.ts'
import { acmePath, toInit } from '../fixtures/acme-sandbox.ts'
import { createFakeEngine } from '../sandbox/control/fake-engine.ts'

/** A body of which nobody says how long it is. */
function inPieces(...texts: string[]): RequestInit {
  const body = new ReadableStream({
    start: (controller) => {
      for (const text of texts) controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
  })
  const headers = { 'content-type': 'application/json' }
  return { method: 'POST', headers, body, duplex: 'half' } as RequestInit
}

async function listen() {
  const sandbox = await createSandbox({ providers: [acmePath as 'acme'], listen: true })
  onTestFinished(() => sandbox.close())
  return { sandbox, url: (await sandbox.health()).control }
}

test('says so when nothing answers, or something else does', async () => {
  await expect(connectSandbox(NOWHERE)).rejects.toMatchObject({
    code: 'SANDBOX_UNREACHABLE',
    message: `No sandbox answers at ${NOWHERE}. Start one with "ensayo start", or say where it is with connectSandbox(url) or ENSAYO_URL.`,
  })
  const server = createServer((_request, response) => response.end('hello')).listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await expect(connectSandbox(url)).rejects.toThrow('it is not an Ensayo sandbox')
  await expect(connectSandbox('localhost:4800')).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringMatching(/^connectSandbox: "localhost:4800" is not a URL\./),
  })
})

test('takes another account as its own', async () => {
  const { sandbox, url } = await listen()
  const team = await sandbox.account('team')
  const connected = await connectSandbox<'acme'>(url, { account: 'team' })
  expect(connected.id).toBe('team')
  expect(connected.acme.credentials).toEqual(team.acme.credentials)
  await connected.clock.freeze()
  expect([(await team.clock.show()).frozen, (await sandbox.clock.show()).frozen]).toEqual([
    true,
    false,
  ])
  await expect(connectSandbox(url, { account: 'nobody' })).rejects.toMatchObject({
    code: 'ACCOUNT_UNKNOWN',
  })
})

test('proves its token', async () => {
  const app = createControl(createFakeEngine(), { token: 'secret' })
  const control = async (url: string, init: RequestInit) => app.fetch(new Request(url, init))
  const transport = { url: 'http://127.0.0.1', control, provider: async () => new Response() }
  await expect(createClient(createCall(transport), 'default').health()).rejects.toMatchObject({
    code: 'CONTROL_REFUSED',
  })
  const client = createClient(createCall(transport, 'secret'), 'default')
  expect(await client.health()).toMatchObject({ status: 'ok' })
})

test('closing it turns away from the sandbox and ends nothing', async () => {
  const { sandbox, url } = await listen()
  {
    await using connected = await connectSandbox<'acme'>(url)
    await connected.account('kept')
  }
  expect((await sandbox.accounts.list()).map(({ id }) => id)).toEqual(['default', 'kept'])
})

test('catches what comes in pieces, of unknown length', async () => {
  const { sandbox } = await listen()
  expect((await fetch(sandbox.inbox.url, inPieces('{"a"', ':1}'))).status).toBe(200)
  expect(await sandbox.inbox.next()).toMatchObject({ rawBody: '{"a":1}', body: { a: 1 } })
})

test.each(['whole', 'in pieces'])('refuses a body that is too large, %s', async (how) => {
  const { url } = await listen()
  const half = 'x'.repeat(524_289)
  const whole = { method: 'POST', body: half + half }
  const init = how === 'whole' ? whole : inPieces(half, half)
  const answer = await fetch(`${url}/_ensayo/reset`, init)
  expect([answer.status, await answer.json()]).toMatchObject([
    413,
    { ensayo: { code: 'BODY_TOO_LARGE' } },
  ])
})

test('an account that is disposed stays, and stands still, where somebody reports on it', async () => {
  vi.stubEnv('ENSAYO_KEEP_ACCOUNTS', '1')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { url } = await listen()
  const connected = await connectSandbox<'acme'>(url)
  const account = await connected.account('mine')
  await account.acme.fetch('/ping')
  await account[Symbol.asyncDispose]()
  expect((await account.clock.show()).frozen).toBe(true)
  await connected.accounts.remove('mine')
  await account[Symbol.asyncDispose]()
})

test('whoever leaves while waiting takes no message', async () => {
  const { sandbox, url } = await listen()
  const leaving = new AbortController()
  const waiting = fetch(`${url}/_ensayo/inbox/default/next`, { signal: leaving.signal })
  // Asked after it, so answered after it: by then the first one waits.
  await fetch(`${url}/_ensayo/health`)
  leaving.abort()
  await expect(waiting).rejects.toThrow()
  const connected = await connectSandbox<'acme'>(url)
  const key = { 'x-acme-key': connected.acme.credentials.apiKey! }
  const body = { device: 'new', callback: connected.inbox.url }
  await connected.acme.fetch('/sessions', toInit('POST', body, key))
  expect(await sandbox.inbox.next()).toMatchObject({ notification: 'sessionOpened' })
})

test('asks again when it is to wait longer than one call may', async () => {
  const waits: string[] = []
  const control = async (url: string) => {
    const waited = new URL(url).searchParams.get('timeoutMs')!
    waits.push(waited)
    const message = `Nothing arrived within ${waited} ms.`
    const body = { ensayo: { code: 'NOTHING_ARRIVED', message } }
    return Response.json(body, { status: 408 })
  }
  const transport = { url: 'http://127.0.0.1', control, provider: control as never }
  const { inbox } = createClient(createCall(transport), 'default')
  await expect(inbox.next({ timeoutMs: 70_000 })).rejects.toMatchObject({
    code: 'NOTHING_ARRIVED',
    message: 'Nothing arrived within 70000 ms.',
  })
  expect(waits).toEqual(['30000', '30000', '10000'])
})

test('gives up before a test runner does, when nothing is said', async () => {
  const { sandbox } = await listen()
  const due: number[] = []
  vi.spyOn(systemTime, 'setTimer').mockImplementation((ms, run) => {
    due.push(ms)
    queueMicrotask(run)
    return () => {}
  })
  onTestFinished(() => void vi.restoreAllMocks())
  await expect(sandbox.inbox.next()).rejects.toThrow('within 4000 ms.')
  expect(due).toEqual([4_000])
})

test('refuses one account more than the sandbox keeps', async () => {
  await using sandbox = await createSandbox({ providers: [acmePath], maxAccounts: 2 })
  const account = await sandbox.account()
  await expect(sandbox.account()).rejects.toMatchObject({
    code: 'LIMIT_REACHED',
    message: expect.stringContaining('There are 2 accounts'),
  })
  await account[Symbol.asyncDispose]()
  expect((await sandbox.account()).id).toBe('acct_2')
})
