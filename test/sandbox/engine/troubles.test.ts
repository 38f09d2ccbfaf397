/** Faults that were found by reading, each seen before it was mended. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { createSandbox } from '../../../mocks/index.ts'
import { acmePath, createAcme, KEY, read, writeSpec } from '../../fixtures/acme-sandbox.ts'

const openSession = (device: string, callback?: string) => ({
  method: 'POST',
  headers: { 'x-acme-key': KEY, 'content-type': 'application/json' },
  body: JSON.stringify({ device, ...(callback === undefined ? {} : { callback }) }),
})

test('a profile file is used by as many sandboxes as name it, and by no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-troubles-'))
  const file = join(folder, 'prof.yaml')
  writeFileSync(file, 'provider: cobru\nname: seen\nvariants: { cobru.auth.token-ttl: 900s }\n')
  const options = { providers: ['cobru'] }
  const names = async (profiles: Record<string, string>) => {
    await using sandbox = await createSandbox({ ...options, profiles })
    return sandbox.engine.profiles('default').map(({ profile }) => profile)
  }
  try {
    expect(await names({ cobru: file })).toContain('seen')
    expect(await names({ cobru: file })).toContain('seen')
    expect(await names({})).not.toContain('seen')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a listener that throws costs neither the answer nor the notification', async () => {
  const { sandbox, fetch } = await createAcme()
  const heard: string[] = []
  sandbox.engine.subscribe(() => {
    throw new Error('a listener of somebody')
  })
  sandbox.engine.subscribe(({ type }) => heard.push(type))
  const answer = await fetch('/sessions', openSession('casa', sandbox.inbox.url))
  expect(answer.status).toBe(201)
  expect(await sandbox.inbox.next()).toMatchObject({ body: { device: 'casa' } })
  expect(heard).toContain('request')
  expect((await sandbox.health()).counts.internalErrors).toBeGreaterThan(0)
})

test('a snapshot is restored with its seed: fields of accounts, ids and tokens are as they were', async () => {
  const { sandbox: before } = await createAcme({ seed: 'one' })
  const { sandbox: after } = await createAcme({ seed: 'two' })
  const account = await before.account('shop')
  const { apiKey } = account.acme.credentials
  const headers = { 'x-acme-key': apiKey!, 'content-type': 'application/json' }
  const open = async ({ acme }: typeof before) =>
    (await acme.fetch('/sessions', { method: 'POST', headers, body: '{"device":"casa"}' })).json()

  await after.engine.restore(await before.engine.snapshot())
  const session = await open(before)
  expect(await open(after)).toEqual(session)
  const { token } = session as { token: string }
  const own = { ...headers, authorization: `Bearer ${token}` }
  expect((await after.acme.fetch('/widgets', { headers: own })).status).toBe(200)

  await after.reset()
  expect((await after.engine.snapshot()).seed).toBe('two')
})

test('what an answer let go before a reset lets go nothing of what came after', async () => {
  const { sandbox, fetch } = await createAcme()
  await fetch('/sessions', openSession('casa', sandbox.inbox.url))
  // Its notification waits for the next turn of the loop. The reset comes before, and with it the same ids again.
  await sandbox.engine.reset()
  await fetch('/sessions', openSession('casa', sandbox.inbox.url))
  await sandbox.engine.settle()
  expect(await sandbox.inbox.list()).toHaveLength(1)
})

test('a request whose body was read already is refused as fetch refuses it', async () => {
  const { sandbox } = await createAcme()
  const provider = sandbox.engine.providers.get('acme')!
  const request = new Request('http://acme.ensayo.localhost/sessions', openSession('casa'))
  await request.text()
  await expect(async () => provider.fetch(request)).rejects.toThrow('was read already')
  // The one that connected.
  expect(sandbox.engine.requests('default')).toHaveLength(1)
})

test.each([
  [
    'behaviour',
    'async () => ({ status: 201, body: {} })',
    'openSession: the behaviour "session.open"',
  ],
  [
    'payload',
    '({ notify }) => (notify("sessionOpened", { id: "1", callback: "http://localhost/" }), { status: 201 })',
    'The payload of "sessionOpened"',
  ],
])('a %s that returns a promise is refused at once', async (_, run, what) => {
  const spec = writeSpec(readFileSync(acmePath, 'utf8'))
  const provider = pathToFileURL(join(import.meta.dirname, '../../../mocks/provider.ts')).href
  const acme = pathToFileURL(join(import.meta.dirname, '../../fixtures/acme.ts')).href
  writeFileSync(
    spec.replace(/yaml$/, 'ts'),
    `import { defineBehaviour, definePayload } from '${provider}'
    import * as acme from '${acme}'
    const rest = Object.values(acme).filter(({ name }) => name !== 'session.open')
    const own = [
      defineBehaviour('session.open', ${run}),
      definePayload('sessionOpened', async () => ({})),
    ]
    export const definitions = [...rest, ...own]`,
  )
  await using sandbox = await createSandbox({ providers: [spec as 'acme'], strict: true })
  const answer = await sandbox.acme.fetch('/sessions', openSession('casa'))
  expect(await read(answer)).toMatchObject({
    status: 500,
    body: { ensayo: { message: expect.stringContaining(`${what} returns a promise`) } },
  })
  expect(await sandbox.engine.deliveries('default')).toEqual([])
})

test('what a request did before it failed, or answered off its spec, is undone as a whole', async () => {
  const spec = writeSpec(readFileSync(acmePath, 'utf8'))
  const provider = pathToFileURL(join(import.meta.dirname, '../../../mocks/provider.ts')).href
  const acme = pathToFileURL(join(import.meta.dirname, '../../fixtures/acme.ts')).href
  writeFileSync(
    spec.replace(/yaml$/, 'ts'),
    `import { defineBehaviour } from '${provider}'
    import * as acme from '${acme}'
    const rest = Object.values(acme).filter(({ name }) => name !== 'session.open')
    const open = defineBehaviour('session.open', ({ collection, ids, request, after }) => {
      collection('session').insert({ id: ids.uuid('session'), device: 'x' })
      after(1000, 'later', {})
      if (request.body.device === 'throws') throw new Error('in the middle')
      return { status: 201, body: { nothing: 'of the spec' } }
    })
    export const definitions = [...rest, open]`,
  )
  await using sandbox = await createSandbox({
    providers: [spec as 'acme'],
    strict: true,
    timeRate: 0,
    startAt: 0,
  })
  await sandbox.faults.add({ provider: 'acme', kind: 'latency', duration: 0 })
  const before = await sandbox.engine.snapshot()
  for (const device of ['throws', 'answers']) {
    expect((await sandbox.acme.fetch('/sessions', openSession(device))).status).toBe(500)
  }
  expect(await sandbox.engine.snapshot()).toEqual(before)
  expect(await sandbox.faults.list()).toMatchObject([{ seen: 0, acted: 0 }])
})
