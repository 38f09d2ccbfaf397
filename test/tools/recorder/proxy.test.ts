import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemTime } from '#clock/system'
import { loadSpec } from '#dialect/load'
import { startProxy } from '#recorder/proxy'
import { createRecorder } from '#recorder/recorder'
import { readRecordings } from '#recorder/recording'
import { cli } from '../../cli/run.ts'
import { acmePath } from '../../fixtures/acme-sandbox.ts'
import { makeFolder, record, START, serve } from './record.ts'

test('hands on what goes by, byte for byte, and keeps a redacted copy', async () => {
  const seen: { url: string; body: string; headers: NodeJS.Dict<string | string[]> }[] = []
  const upstream = await serve((incoming, outgoing) => {
    let body = ''
    incoming.setEncoding('utf8').on('data', (text) => {
      body += text
    })
    incoming.on('end', () => {
      seen.push({ url: incoming.url!, body, headers: incoming.headers })
      outgoing.writeHead(201, {
        'Content-Type': 'application/json',
        'Set-Cookie': 'a=1',
        'X-Odd': 'é',
      })
      outgoing.end(
        '{ "id":"w-1", "email":"ana@example.com","madeOn":"2026-03-01T12:00:05.250Z", "n": 1.50 }',
      )
    })
  })
  const { proxy, read, stop } = await record(acmePath, upstream)
  const sent = '{"name": "Ana Ensayo","amount":50000.00}'
  const answer = await fetch(`${proxy.baseUrl}/widgets?a=1&email=ana%40example.com`, {
    method: 'POST',
    headers: { authorization: 'Bearer abcdefgh', 'content-type': 'application/json' },
    body: sent,
  })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('set-cookie')).toBe('a=1')
  expect(await answer.text()).toBe(
    '{ "id":"w-1", "email":"ana@example.com","madeOn":"2026-03-01T12:00:05.250Z", "n": 1.50 }',
  )
  expect(seen[0]).toMatchObject({ url: '/base/widgets?a=1&email=ana%40example.com', body: sent })
  expect(seen[0]!.headers).toMatchObject({ authorization: 'Bearer abcdefgh', host: upstream.host })
  await stop()
  expect(await read()).toEqual([
    expect.objectContaining({
      id: '000001',
      provider: 'acme',
      startedAt: '2026-03-01T12:00:00.000Z',
      upstream: upstream.host,
      request: {
        method: 'POST',
        path: '/widgets',
        query: 'a=<text:9:3>&email=<email:1>',
        headers: expect.objectContaining({ authorization: 'Bearer <token:1>' }),
        body: '{"name": "<name:1>","amount":8881200000000001}',
      },
      response: {
        status: 201,
        headers: expect.objectContaining({
          'content-type': 'application/json',
          'set-cookie': '<token:2>',
        }),
        body: '{ "id":"<id:widget:1>", "email":"<email:1>","madeOn":"<date:yyyy-MM-ddTHH:mm:ss.SSSZ@+5.250>", "n": 1.50 }',
      },
    }),
  ])
})

test('an id that an answer brought is the same placeholder where a later request uses it', async () => {
  const upstream = await serve((incoming, outgoing) => {
    incoming.resume()
    outgoing.setHeader('content-type', 'application/json')
    outgoing.end(
      incoming.method === 'POST'
        ? '{"widgetId":"wdg_Ab12","number":7,"code":"mine-1"}'
        : '{"ok":true}',
    )
  })
  const { proxy, read, stop } = await record(acmePath, upstream)
  await (
    await fetch(`${proxy.baseUrl}/widgets`, { method: 'POST', body: '{"code":"mine-1"}' })
  ).text()
  await (await fetch(`${proxy.baseUrl}/widgets/wdg_Ab12?of=wdg_Ab12`)).text()
  await stop()
  const [made, got] = await read()
  expect(made!.response.body).toBe(
    '{"widgetId":"<id:widget:1>","number":7,"code":"<text:aaaa-9:1>"}',
  )
  expect(got!.request).toMatchObject({ path: '/widgets/<id:widget:1>', query: 'of=<id:widget:1>' })
})

test('a redirect is handed on and not followed', async () => {
  let asked = 0
  const upstream = await serve((_, outgoing) => {
    asked++
    outgoing.writeHead(302, { location: '/elsewhere' }).end()
  })
  const { proxy, read, stop } = await record(acmePath, upstream)
  const answer = await fetch(`${proxy.baseUrl}/x`, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location'), asked]).toEqual([302, '/elsewhere', 1])
  await stop()
  expect((await read())[0]!.response).toMatchObject({ status: 302, body: '' })
})

test('a provider that is not there is said to be so, and nothing is recorded', async () => {
  const { proxy, lines, out, stop } = await record(acmePath, new URL('http://127.0.0.1:1'))
  const answer = await fetch(`${proxy.baseUrl}/x`)
  expect(answer.status).toBe(502)
  expect(await answer.json()).toMatchObject({ ensayo: { code: 'UPSTREAM_UNREACHABLE' } })
  await stop()
  expect(proxy.lost).toBe(1)
  expect(lines[0]).toContain('GET /x: no answer')
  expect(readdirSync(join(out, readdirSync(out)[0]!))).toEqual([])
})

test('an exchange that still holds a credential of the environment is not kept', async () => {
  // Values are looked at one by one, and small numbers stay: this one lies across four.
  const upstream = await serve((_, outgoing) => outgoing.end('{"a":[12,34,56,78]}'))
  const { proxy, lines, read, stop } = await record(acmePath, upstream, {
    ACME_API_KEY: '12,34,56,78',
  })
  expect(await (await fetch(`${proxy.baseUrl}/x`)).text()).toContain('12,34')
  await stop()
  expect(lines).toEqual([expect.stringContaining('still holds the value of ACME_API_KEY')])
  expect(proxy.lost).toBe(1)
  await expect(read()).rejects.toThrow('there is no recording')
})

test('two sessions of the same second have a folder each', async () => {
  const spec = await loadSpec(acmePath)
  const out = makeFolder()
  const open = () => createRecorder({ spec, out, upstream: 'x', startedMs: START, env: {} }).folder
  expect([open(), open()]).toEqual([
    join(out, 'acme-20260301T120000Z'),
    join(out, 'acme-20260301T120000Z-2'),
  ])
})

test('1,000 exchanges at once lose none', { timeout: 60_000 }, async () => {
  const upstream = await serve((incoming, outgoing) => {
    incoming.resume()
    outgoing.setHeader('content-type', 'application/json')
    outgoing.end(JSON.stringify({ path: incoming.url }))
  })
  const { proxy, recorder, read, stop } = await record(acmePath, upstream)
  const numbers = Array.from({ length: 1_000 }, (_, index) => index)
  const queue = numbers.values()
  const work = async () => {
    for (const n of queue) {
      const answer = await fetch(`${proxy.baseUrl}/n/${n}`, { method: 'POST', body: `{"n":${n}}` })
      expect(await answer.json()).toEqual({ path: `/base/n/${n}` })
    }
  }
  await Promise.all(Array.from({ length: 40 }, work))
  await stop()
  expect([recorder.kept, proxy.lost]).toEqual([1_000, 0])
  const kept = await read()
  expect(new Set(kept.map(({ id }) => id)).size).toBe(1_000)
  expect(new Set(kept.map(({ request }) => request.body)).size).toBe(1_000)
})

test('kill -9 at any moment leaves valid files', { timeout: 60_000 }, async () => {
  const upstream = await serve((incoming, outgoing) => {
    incoming.resume()
    outgoing.end(JSON.stringify({ text: 'x'.repeat(50_000) }))
  })
  const out = makeFolder()
  const child = spawn(process.execPath, [
    cli,
    'record',
    '--provider',
    acmePath,
    '--upstream',
    upstream.href,
    '--out',
    out,
    '--json',
  ])
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', resolve)
    child.stderr.setEncoding('utf8').once('data', reject)
  })
  const { baseUrl, folder } = JSON.parse(line) as { baseUrl: string; folder: string }
  let answered = 0
  const ask = async (): Promise<void> => {
    for (;;) {
      const answer = await fetch(`${baseUrl}/x`, { method: 'POST', body: '{}' }).catch(
        () => undefined,
      )
      const text = await answer?.text().catch(() => undefined)
      if (text === undefined) return
      if (++answered === 200) child.kill('SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: 10 }, ask))
  expect(child.killed).toBe(true)
  const kept = await readRecordings([folder])
  // What is still on its way to the disk when the process dies is lost; there are as many of them as clients.
  expect(kept.length).toBeGreaterThanOrEqual(150)
  for (const { response } of kept) expect(response.body).toBe('{"text":"<text:random*65536:1>"}')
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    expect(readFileSync(join(folder, name), 'utf8')).toContain('recording: 1')
  }
})

test('a taken port is said as such, and leaves no session behind', async () => {
  const { port } = await serve(() => {})
  const spec = await loadSpec(acmePath)
  const out = makeFolder()
  const starting = startProxy({
    provider: 'acme',
    upstream: new URL('http://127.0.0.1:1'),
    openRecorder: () => createRecorder({ spec, out, upstream: 'x', startedMs: START, env: {} }),
    real: systemTime,
    port: Number(port),
    log: () => {},
  })
  await expect(starting).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: expect.stringContaining(`Port ${port} on 127.0.0.1, wanted for the proxy, is in use.`),
  })
  expect(readdirSync(out)).toEqual([])
})
