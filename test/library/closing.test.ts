/** What is under way when an account is removed, reset, or its sandbox closes. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { acmePath, connect, createAcme, START, tick } from '../fixtures/acme-sandbox.ts'

const MINUTE = { timeoutMs: 60_000 }

test('whoever waits for a message of an account that is removed is told so at once', async () => {
  const { sandbox } = await createAcme()
  const account = await sandbox.account('mine')
  const waiting = account.inbox.next(MINUTE)
  await tick()
  await account[Symbol.asyncDispose]()
  await expect(waiting).rejects.toMatchObject({
    code: 'ACCOUNT_UNKNOWN',
    message: 'Account "mine" was removed while a message was waited for.',
  })
})

test('so is who waits when a reset or a snapshot leaves no such account', async () => {
  const { sandbox } = await createAcme()
  const snapshot = await sandbox.snapshot()
  for (const forget of [() => sandbox.reset(), () => sandbox.restore(snapshot)]) {
    const { inbox } = await sandbox.account('mine')
    const waiting = inbox.next(MINUTE)
    await tick()
    await forget()
    await expect(waiting).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' })
  }
})

test('whoever waits goes on waiting when the account is reset', async () => {
  const { sandbox } = await createAcme()
  const account = await sandbox.account()
  const waiting = account.inbox.next(MINUTE)
  await tick()
  await account.reset()
  const { widgetId } = await (await connect(account)).widget({ callback: account.inbox.url })
  await account.clock.advance('PT6S')
  await account.trigger('acme.widget.ship', { widgetId })
  expect((await waiting).provider).toBe('acme')
})

test('whoever waits when the sandbox closes, or waits after it, is told so at once', async () => {
  const { sandbox } = await createAcme()
  const waiting = sandbox.inbox.next({ timeoutMs: 200_000 })
  await tick()
  await sandbox.close()
  const closed = { code: 'SANDBOX_UNREACHABLE' }
  await expect(waiting).rejects.toMatchObject(closed)
  await expect(sandbox.inbox.next(MINUTE)).rejects.toMatchObject(closed)
})

test('nothing of an account that is not there is waited for', async () => {
  const { sandbox } = await createAcme()
  const account = await sandbox.account('mine')
  await account[Symbol.asyncDispose]()
  await expect(account.settle()).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' })
})

test('a body that comes slowly is there at once when the sandbox closes', async () => {
  const { sandbox, api } = await createAcme()
  await sandbox.faults.add({ operationId: 'createWidget', kind: 'slow', duration: 'PT1H' })
  const answer = await api.post('/widgets', { name: 'Silla' })
  const body = answer.json()
  await tick()
  await sandbox.close()
  expect(await body).toMatchObject({ name: 'Silla' })
})

test('a request that outlives its account is not one of the next account of that id', async () => {
  const { sandbox } = await createAcme()
  const first = await sandbox.account('mine')
  const api = await connect(first)
  await first.faults.add({ operationId: 'createWidget', kind: 'latency', duration: 'PT1H' })
  const answer = api.post('/widgets', { name: 'Silla' })
  await tick()
  await first[Symbol.asyncDispose]()
  const second = await sandbox.account('mine')
  expect((await answer).status).toBe(201)
  expect(await second.requests()).toEqual([])
})

test('a client in silence keeps its own process alive until it gives up', () => {
  const script = `
    import { createSandbox } from ${JSON.stringify(join(import.meta.dirname, '../../mocks/index.ts'))}
    const sandbox = await createSandbox({ providers: [${JSON.stringify(acmePath)}], startAt: ${START} })
    await sandbox.faults.add({ operationId: 'ping', kind: 'timeout' })
    const signal = AbortSignal.timeout(20)
    console.log(await sandbox.acme.fetch('/ping', { signal }).catch((error) => error.name))
    await sandbox.close()`
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module-typescript', '-e', script],
    {
      encoding: 'utf8',
    },
  )
  expect({ stdout, stderr, status }).toEqual({ stdout: 'TimeoutError\n', stderr: '', status: 0 })
})

test('a sandbox that is closed refuses what would still act on it, and tells what was', async () => {
  const { sandbox, fetch } = await createAcme()
  await fetch('/ping')
  await sandbox.close()
  await expect(fetch('/ping')).rejects.toThrow('This sandbox is closed.')
  await expect(sandbox.account()).rejects.toThrow('This sandbox is closed.')
  await expect(sandbox.clock.advance('PT1M')).rejects.toThrow('This sandbox is closed.')
  expect((await sandbox.requests()).length).toBeGreaterThan(0)
})
