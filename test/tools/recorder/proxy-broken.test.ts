/** Clients and providers that break off, lie or send too much: one exchange ends, and nothing else. */
import { once } from 'node:events'
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { acmePath } from '../../fixtures/acme-sandbox.ts'
import { record, sendRaw, serve, serveBytes } from './record.ts'

const fine = { 'content-type': 'application/json' }

async function stillServes(baseUrl: string): Promise<void> {
  const answer = await fetch(`${baseUrl}/fine`)
  expect([answer.status, await answer.text()]).toEqual([200, '{"ok":true}'])
}

/** Answers `/fine`, and is silent to everything else. */
function serveSilence() {
  return serve((incoming, outgoing) => {
    if (incoming.url === '/base/fine') outgoing.writeHead(200, fine).end('{"ok":true}')
  })
}

test.each([
  ['six of a thousand bytes', 'POST /x HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\nabcdef'],
  ['half a chunk', 'POST /x HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n64\r\nabc'],
  [
    'a whole request, and no patience',
    'POST /x HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n{}',
  ],
])('an upload that breaks off after %s ends one exchange', async (_, bytes) => {
  const upstream = await serveSilence()
  const { proxy, heard, lines, stop } = await record(acmePath, upstream)
  const { socket } = sendRaw(proxy.baseUrl, bytes)
  await once(socket, 'connect')
  await stillServes(proxy.baseUrl)
  socket.destroy()
  expect(await heard).toContain('the client broke off')
  await stillServes(proxy.baseUrl)
  await stop()
  expect([lines.length, proxy.lost]).toEqual([1, 1])
})

test.each([
  ['nothing', ''],
  ['what is not HTTP', 'hello\r\n\r\n'],
  ['another protocol', 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
])('a provider that answers %s is said to give no answer', async (_, bytes) => {
  const { proxy, lines, stop } = await record(acmePath, await serveBytes(bytes))
  const answer = await fetch(`${proxy.baseUrl}/x`)
  expect(answer.status).toBe(502)
  expect(await answer.json()).toMatchObject({ ensayo: { code: 'UPSTREAM_UNREACHABLE' } })
  await stop()
  expect(lines).toEqual([expect.stringContaining('GET /x: no answer')])
})

test('an answer that breaks off breaks off for the client too, and is not kept', async () => {
  const upstream = await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a"')
  const { proxy, heard, recorder, stop } = await record(acmePath, upstream)
  const { closed, text } = sendRaw(proxy.baseUrl, 'GET /x HTTP/1.1\r\nhost: a\r\n\r\n')
  await closed
  expect(text()).toMatch(/^HTTP\/1.1 200 OK/)
  expect(await heard).toContain('broke off')
  await stop()
  expect(recorder.kept).toBe(0)
})

test('methods that nobody documents pass, and their paths are not repeated', async () => {
  const upstream = await serve((incoming, outgoing) => outgoing.end(incoming.method))
  const { proxy, lines, read, stop } = await record(acmePath, upstream)
  const { text, closed, socket } = sendRaw(
    proxy.baseUrl,
    'TRACE /x HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
  )
  await closed
  socket.destroy()
  expect(text()).toContain('TRACE')
  await stop()
  expect(lines).toEqual([])
  expect((await read())[0]!.request.method).toBe('TRACE')
})

test('what is said of a lost exchange names the operation, not what stood in its path', async () => {
  const { proxy, lines, stop } = await record(acmePath, await serveBytes(''))
  for (const path of ['/widgets/wdg_secret1?token=abc', '/s3cr3t/plain?x=hunter2']) {
    expect((await fetch(proxy.baseUrl + path)).status).toBe(502)
  }
  await stop()
  expect(lines).toEqual([
    expect.stringContaining('GET /widgets/{widgetId}: no answer'),
    expect.stringContaining('GET /…/plain: no answer'),
  ])
  expect(lines.join()).not.toMatch(/wdg_secret1|abc|hunter2|s3cr3t/)
})

const text = '{"ok":true}'

test.each([
  ['gzip', gzipSync(text)],
  ['br', brotliCompressSync(text)],
  ['deflate', deflateRawSync(text)],
  ['gzip, br', brotliCompressSync(gzipSync(text))],
])('a body in %s is kept as text, without the encoding', async (encoding, bytes) => {
  const upstream = await serve((_, outgoing) => {
    outgoing.writeHead(200, { ...fine, 'content-encoding': encoding }).end(bytes)
  })
  const { proxy, read, stop } = await record(acmePath, upstream)
  expect((await fetch(`${proxy.baseUrl}/x`)).headers.get('content-encoding')).toBe(encoding)
  await stop()
  const [{ response }] = (await read()) as [Awaited<ReturnType<typeof read>>[0]]
  expect(response.body).toBe(text)
  expect(response.headers).not.toHaveProperty('content-encoding')
})

test.each([
  ['zstd-of-ours', Buffer.from('abcdefgh')],
  ['gzip', Buffer.from('this is not gzip')],
])(
  'a body in %s that cannot be undone keeps its encoding, and is not there',
  async (encoding, bytes) => {
    const upstream = await serve((_, outgoing) => {
      outgoing.writeHead(200, { ...fine, 'content-encoding': encoding }).end(bytes)
    })
    const { proxy, read, readText, stop } = await record(acmePath, upstream)
    const { closed } = sendRaw(
      proxy.baseUrl,
      'GET /x HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
    )
    await closed
    await stop()
    const [{ response }] = (await read()) as [Awaited<ReturnType<typeof read>>[0]]
    expect(response.headers['content-encoding']).toBeDefined()
    expect(response.body).toMatch(/^\[application\/json, \d+ bytes, hash [0-9a-f]{16}\]$/)
    expect(readText()).not.toContain(bytes.toString())
  },
)

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('a small body in %s that becomes 100 MiB is cut, in little memory', async (encoding, pack) => {
  const bomb = pack(Buffer.alloc(100 * 1024 * 1024))
  const upstream = await serve((_, outgoing) => {
    outgoing.writeHead(200, { ...fine, 'content-encoding': encoding }).end(bomb)
  })
  const { proxy, read, stop } = await record(acmePath, upstream)
  const { closed } = sendRaw(
    proxy.baseUrl,
    'GET /x HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
  )
  await closed
  await stop()
  const [kept] = await read()
  expect(kept).toMatchObject({ isCut: true, response: { body: '' } })
})
