/** What happens to answers and deliveries that are under way when something else does. */
import { connect as connectTo } from 'node:net'
import { expect, test } from 'vitest'
import { createFakeTime } from '../../core/clock/fake-time.ts'
import { createReceiver } from '../../core/webhooks/receiver.ts'
import {
  connect,
  createAcme,
  KEY,
  read,
  START,
  tick,
  toInit,
  writeAcme,
} from '../../fixtures/acme-sandbox.ts'

const HOOK = 'http://shop/hook'

/** A receiver behind `fetch` that answers when the test says so, or is broken off. */
function createPatientReceiver() {
  const calls: ((status: number) => void)[] = []
  const call = (_: unknown, { signal }: RequestInit = {}): Promise<Response> => {
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    calls.push((status) => resolve(new Response('ok', { status })))
    signal?.addEventListener('abort', () => reject(signal.reason))
    return promise
  }
  return { calls, fetch: call as typeof fetch }
}

/** Acme whose sessions can be slow to open, on real time that the test lets pass. */
async function createSlowAcme() {
  const real = createFakeTime(START)
  const receiver = createPatientReceiver()
  const spec = writeSlowAcme()
  const acme = await createAcme({ spec, real, timeRate: 1, fetch: receiver.fetch })
  /** Lets real time pass, and what is then due happen. */
  const pass = async (ms: number) => {
    real.pass(ms)
    for (let count = 0; count < 5; count++) await tick()
  }
  return { ...acme, real, calls: receiver.calls, pass }
}

function writeSlowAcme(): string {
  return writeAcme(
    '      x-behaviour: session.open\n',
    `      x-behaviour: session.open
      x-quirks:
        - id: acme.session.slow
          title: Opening a session takes a while
          before: response
          variants: { prompt: { default: true, accept: true }, slow: { delay: PT3S } }\n`,
  )
}

function open(callback?: string, key = KEY): RequestInit {
  return toInit('POST', callback === undefined ? {} : { callback }, { 'x-acme-key': key })
}

test('forgets a notification whose account a reset removes before it leaves', async () => {
  const { sandbox, log, pass, real, calls } = await createSlowAcme()
  const account = await sandbox.account()
  await account.acme.fetch('/sessions', open(HOOK, account.acme.credentials.apiKey))
  await sandbox.reset()
  await pass(60_000)
  expect([calls, log, real.pending()]).toEqual([[], [], []])
})

test('goes on in peace when a reset removes an account while its receiver thinks', async () => {
  const { sandbox, log, pass, real, calls } = await createSlowAcme()
  const account = await sandbox.account()
  const session = open(HOOK, account.acme.credentials.apiKey)
  await account.acme.fetch('/sessions', session)
  await pass(0)
  await expect.poll(() => calls, { interval: 1 }).toHaveLength(1)
  await account.acme.fetch('/sessions', session)
  await sandbox.reset()
  calls[0]!(500)
  await pass(60_000)
  expect([calls.length, log, real.pending()]).toEqual([1, [], []])
  expect((await sandbox.health()).counts.internalErrors).toBe(0)
})

test('goes on in peace at whatever turn of a delivery that starts a reset comes', async () => {
  const { sandbox, log, pass, real } = await createSlowAcme()
  for (let turns = 0; turns < 60; turns++) {
    const account = await sandbox.account()
    await account.acme.fetch('/sessions', open(HOOK, account.acme.credentials.apiKey))
    real.pass(0)
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    await sandbox.reset()
    await pass(10_000)
    expect([turns, log, real.pending()]).toEqual([turns, [], []])
  }
})

test('disposes an account that a reset has removed already', async () => {
  const { sandbox } = await createAcme()
  const account = await sandbox.account()
  await sandbox.reset()
  await expect(account[Symbol.asyncDispose]()).resolves.toBeUndefined()
})

test('writes nothing about a delivery that a reset forgot when another has its id', async () => {
  const { sandbox, fetch, pass, calls } = await createSlowAcme()
  await fetch('/sessions', open(HOOK))
  await pass(0)
  await expect.poll(() => calls, { interval: 1 }).toHaveLength(1)
  const [before] = await sandbox.webhooks.list()
  await sandbox.reset()
  await connect(sandbox)
  const other = { callback: HOOK, device: 'other' }
  await fetch('/sessions', toInit('POST', other, { 'x-acme-key': KEY }))
  calls[0]!(200)
  await tick()
  expect(await sandbox.webhooks.list()).toMatchObject([
    { id: before!.id, status: 'pending', attempts: [] },
  ])
})

test('plays timers while a receiver thinks', async () => {
  const { api, sandbox, fetch, pass, calls } = await createSlowAcme()
  const { widgetId } = await api.widget()
  // Later than the widget, so that its patience with the receiver does not end before.
  await pass(3_000)
  await fetch('/sessions', open(HOOK))
  await pass(0)
  await expect.poll(() => calls, { interval: 1 }).toHaveLength(1)
  await pass(3_000)
  const show = async () => read(await api.get(`/widgets/${widgetId}`))
  await expect.poll(show, { interval: 1 }).toMatchObject({ body: { state: 'active' } })
  expect(await sandbox.webhooks.list()).toMatchObject([{ status: 'pending', attempts: [] }])
})

test('lets a delayed answer go while a receiver thinks', async () => {
  const { sandbox, fetch, pass, calls } = await createSlowAcme()
  await fetch('/sessions', open(HOOK))
  await pass(0)
  await sandbox.quirks.set('acme.session.slow', 'slow')
  const statuses: number[] = []
  fetch('/sessions', open()).then(({ status }) => statuses.push(status))
  await pass(0)
  await pass(2_999)
  expect(statuses).toEqual([])
  await pass(1)
  await expect.poll(() => statuses, { interval: 1 }).toEqual([201])
  expect(await sandbox.webhooks.list()).toMatchObject([{ status: 'pending', attempts: [] }])
  expect(calls).toHaveLength(1)
})

test('sends no callback before its delayed answer, over sockets', async () => {
  const { sandbox, clock } = await createAcme({ spec: writeSlowAcme(), listen: true })
  await using receiver = await createReceiver()
  const url = `${sandbox.acme.baseUrl}/sessions`
  await fetch(url, open())
  await sandbox.quirks.set('acme.session.slow', 'slow')
  const early: string[] = []
  const callbacks = Array.from({ length: 20 }, (_, index) => `/${index}`)
  const answers = callbacks.map(async (path) => {
    await fetch(url, open(receiver.url + path))
    if (receiver.received.some((message) => message.url === path)) early.push(path)
  })
  await expect.poll(() => sandbox.webhooks.list(), { interval: 5 }).toHaveLength(20)
  expect(receiver.received).toEqual([])
  await clock.advance('PT3S')
  await Promise.all(answers)
  await sandbox.settle()
  expect([receiver.received.length, early]).toEqual([20, []])
})

/** Sends what begins a request, and no more; returns what breaks the connection off. */
async function begin(baseUrl: string, body: string, length = body.length): Promise<() => void> {
  const { hostname, port, host } = new URL(baseUrl)
  const socket = connectTo(Number(port), hostname)
  const head = `POST /sessions HTTP/1.1\r\nhost: ${host}\r\nx-acme-key: ${KEY}\r\n`
  const rest = `content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`
  await new Promise<void>((resolve) => socket.write(head + rest, () => resolve()))
  return () => socket.destroy()
}

test('sends the callback though the client left before its answer', async () => {
  const { sandbox, clock, log } = await createAcme({ spec: writeSlowAcme(), listen: true })
  await sandbox.quirks.set('acme.session.slow', 'slow')
  const leave = await begin(sandbox.acme.baseUrl, JSON.stringify({ callback: sandbox.inbox.url }))
  await expect.poll(() => sandbox.webhooks.list(), { interval: 5 }).toHaveLength(1)
  leave()
  for (let count = 0; count < 5; count++) await tick()
  await clock.advance('PT3S')
  expect(await sandbox.inbox.next()).toMatchObject({ notification: 'sessionOpened' })
  expect(log).toEqual([])
})

test('does not carry out a request whose body broke off, and says why in the journal', async () => {
  const { sandbox } = await createAcme({ listen: true })
  const before = await sandbox.engine.snapshot()
  const leave = await begin(sandbox.acme.baseUrl, '{"device":"new",', 500)
  await expect.poll(async () => (await sandbox.health()).counts.requests, { interval: 5 }).toBe(2)
  leave()
  await expect.poll(() => sandbox.requests(), { interval: 5 }).toHaveLength(2)
  expect((await sandbox.requests()).at(-1)).toMatchObject({
    response: { status: 400 },
    problems: ['the client left before its body was complete'],
  })
  expect((await sandbox.engine.snapshot()).store).toEqual(before.store)
})

test('plays nothing of an advance that it refuses', async () => {
  const { api, clock } = await createAcme()
  const { widgetId } = await api.widget()
  await expect(clock.advance(1e17)).rejects.toThrow('is too far')
  expect(await clock.now()).toBe(START)
  expect(await read(await api.get(`/widgets/${widgetId}`))).toMatchObject({
    body: { state: 'pending' },
  })
})
