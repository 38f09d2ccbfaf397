/** A recording proxy before a server of the test's own. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { systemTime } from '#clock/system'
import { loadSpec } from '#dialect/load'
import { startProxy } from '#recorder/proxy'
import { createRecorder } from '#recorder/recorder'
import { readRecordings } from '#recorder/recording'

export const START = Date.parse('2026-03-01T12:00:00.000Z')

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An HTTP server; the URL has a path. */
export async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`)
}

/** A server that answers every connection with these bytes and ends it. */
export async function serveBytes(bytes: string): Promise<URL> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(bytes))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

export async function record(specPath: string, upstream: URL, env: Record<string, string> = {}) {
  const spec = await loadSpec(specPath)
  const out = makeFolder()
  const recorder = createRecorder({ spec, out, upstream: upstream.host, startedMs: START, env })
  const lines: string[] = []
  const heard = Promise.withResolvers<string>()
  const proxy = await startProxy({
    provider: spec.name,
    upstream,
    openRecorder: () => recorder,
    real: systemTime,
    port: 0,
    log: (line) => {
      lines.push(line)
      heard.resolve(line)
    },
  })
  onTestFinished(() => proxy.close())
  return {
    out,
    recorder,
    proxy,
    lines,
    /** The first line that was logged. */
    heard: heard.promise,
    stop: () => proxy.close(),
    read: () => readRecordings([out]),
    /** Everything that was written. */
    readText: () =>
      readdirSync(recorder.folder)
        .map((name) => readFileSync(join(recorder.folder, name), 'utf8'))
        .join('\n'),
  }
}

/** Sends bytes as they are; the socket is the caller's to close. */
export function sendRaw(baseUrl: string, bytes: string) {
  const { hostname, port } = new URL(baseUrl)
  const socket = connect(Number(port), hostname)
  const received: Buffer[] = []
  socket.on('data', (chunk) => received.push(chunk))
  socket.on('error', () => {})
  socket.write(bytes)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return { socket, closed, text: () => Buffer.concat(received).toString('latin1') }
}
