/** What whoever runs a sandbox asks of `ensayo start`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Health } from '../../mocks/index.ts'
import { runCli, spawnCli } from './run.ts'

const acme = join(import.meta.dirname, '../fixtures/acme.yaml')

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-serving-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

async function start(...flags: string[]) {
  const words = ['start', '--provider', acme, '--port', '0', '--json', '--freeze', ...flags]
  const sandbox = spawnCli(words)
  const health = JSON.parse((await sandbox.printed('\n')).split('\n')[0]!) as Health
  const stop = () => {
    sandbox.child.kill('SIGTERM')
    return sandbox.finished
  }
  return { ...sandbox, health, stop }
}

async function post({ health }: { health: Health }, path: string, body: object, headers = {}) {
  const { baseUrl, credentials } = health.providers.acme!
  const answer = await fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-acme-key': credentials.apiKey!,
      ...headers,
    },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, string>
}

async function createWidget(running: { health: Health }, body: object = {}) {
  const { token } = await post(running, '/sessions', { device: 'known' })
  const headers = { authorization: `Bearer ${token}` }
  return post(running, '/widgets', { name: 'Silla', ...body }, headers)
}

test('--log json prints one object per event, with time, account and request', async () => {
  const running = await start('--log', 'json')
  await createWidget(running)
  const { stdout } = await running.stop()
  const [, ...lines] = stdout.trim().split('\n')
  const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events.slice(0, 2)).toMatchObject([
    { type: 'request', account: 'default', request: 'req_1', operationId: 'openSession' },
    { type: 'request', account: 'default', request: 'req_2', status: 201 },
  ])
  expect(events.every(({ time }) => !Number.isNaN(Date.parse(String(time))))).toBe(true)
  expect(events.at(-1)).toMatchObject({ type: 'log', message: 'Stopped.' })
})

test('--log text begins each line with time and account', async () => {
  const running = await start('--log', 'text')
  await createWidget(running)
  const { stdout } = await running.stop()
  expect(stdout).toMatch(/\n\d{4}-\d\d-\d\dT\S+Z default acme {2}POST \/widgets 201 .*req_2/)
})

test('says how many deliveries are lost, or wait where they are kept', async () => {
  const data = makeFolder()
  const callback = 'http://127.0.0.1:1/'
  const wait = async (...flags: string[]) => {
    const running = await start(...flags)
    await post(running, '/sessions', { device: 'unheard', callback })
    await fetch(`${running.health.control}/_ensayo/settle`, { method: 'POST' })
    return running.stop()
  }
  const lost = await wait()
  expect(lost.stderr).toMatch(
    /Deliveries that waited and are lost: [1-9]\. --data or --store keeps them\./,
  )
  const kept = await wait('--data', data)
  expect(kept.stderr).toMatch(/Deliveries that wait in .*ensayo\.db: [1-9]\./)
})

test('SIGTERM lets an answer that is under way leave', async () => {
  const received = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const receiver = createServer(async (_, response) => {
    received.resolve()
    await held.promise
    response.end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void receiver.close())
  const { port } = receiver.address() as AddressInfo
  const running = await start()
  const { widgetId } = await createWidget(running, { callback: `http://127.0.0.1:${port}/` })
  const advancing = fetch(`${running.health.control}/_ensayo/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"by":"PT6S"}',
  })
  await received.promise
  const stopped = running.stop()
  held.resolve()
  expect((await advancing).status).toBe(200)
  expect((await stopped).code).toBe(0)
  expect(widgetId).toBeDefined()
})

test('--snapshot-on-exit leaves a file from which --snapshot starts', async () => {
  const file = join(makeFolder(), 'state.json')
  const first = await start('--snapshot-on-exit', file)
  const { widgetId } = await createWidget(first)
  expect((await first.stop()).code).toBe(0)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1 })
  const next = await start('--snapshot', file, '--snapshot-on-exit')
  const widgets = await fetch(`${next.health.control}/_ensayo/snapshot`)
  expect(await widgets.text()).toContain(widgetId)
  await createWidget(next)
  await next.stop()
  const { store } = JSON.parse(readFileSync(file, 'utf8'))
  expect(store.default['acme/widget']).toHaveLength(2)
})

test('--data goes on where the last one ended', async () => {
  const data = makeFolder()
  const first = await start('--data', data)
  const { widgetId } = await createWidget(first)
  await first.stop()
  const next = await start('--data', data, '--sync', 'full')
  const snapshot = await fetch(`${next.health.control}/_ensayo/snapshot`)
  expect(await snapshot.text()).toContain(widgetId)
  const second = await runCli(['start', '--provider', acme, '--port', '0', '--data', data])
  expect(second).toMatchObject({ code: 2, stderr: expect.stringContaining('Stop that one') })
  await next.stop()
})

test.each([
  [['--sync', 'full'], '--sync is about --data'],
  [['--data', 'x', '--sync', 'some'], '--sync: "some" is neither "normal" nor "full"'],
  [['--data', ''], '--data: "" is not a folder'],
  [['--log', 'xml'], '--log: "xml" is neither'],
  [['--data', 'x', '--snapshot', 'y'], '--data and --store keep everything by themselves'],
  [['--snapshot-on-exit'], 'there is no file to write'],
  [['--snapshot', '/none/there'], '/none/there cannot be read'],
])('refuses %j with the cure', async (flags, message) => {
  const words = ['start', '--provider', acme, '--port', '0', ...flags]
  const { code, stderr } = await runCli(words)
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
})

test('a sandbox whose output nobody reads any more ends, with a word on stderr', async () => {
  const { child, printed, finished } = spawnCli(['start', '--provider', acme, '--port', '0'])
  const banner = await printed('Ctrl-C stops')
  const control = /http:\/\/127\.0\.0\.1:\d+\/_ensayo/.exec(banner)![0].replace('/_ensayo', '')
  child.stdout.destroy()
  // Every request is a line of output; the first may still go into the pipe.
  await expect
    .poll(() =>
      fetch(`${control}/acme/ping`).then(
        () => 'answered',
        () => 'gone',
      ),
    )
    .toBe('gone')
  const { stderr } = await finished
  expect(stderr).toContain('nobody reads the output any more')
})
