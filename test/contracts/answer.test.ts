/** What comes of a request that nobody answers, or that a target with a certificate of its own does. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { toAnswer } from '#kit/answer'
import { askOnce } from '#kit/targets/ask-once'
import { createTrustingFetch } from '#kit/targets/trusting-fetch'
import { CERTIFICATE } from './second-sandbox.ts'

const kept = { id: 'a#1', provider: 'acme', at: '', baseUrl: 'https://stand-in.example' }
const request = () => new Request('https://stand-in.example/things?key=x', { method: 'POST' })

afterEach(() => vi.useRealTimers())

test('a target that never answers is given up after 12 seconds, and the reason told', async () => {
  vi.useFakeTimers()
  const asking = askOnce(request(), () => new Promise(() => {}))
  const refused = expect(asking).rejects.toThrow('nothing within 12 seconds')
  await vi.advanceTimersByTimeAsync(12_000)
  await refused
})

test('of a connection that fails, the cause is told', async () => {
  const cause = new AggregateError([new Error('connect ECONNREFUSED ::1:9')])
  const refuse = () => Promise.reject(new TypeError('fetch failed', { cause }))
  await expect(toAnswer(request(), refuse, kept)).rejects.toMatchObject({
    kind: 'network',
    message:
      'no answer to POST https://stand-in.example/things: fetch failed: connect ECONNREFUSED ::1:9',
  })
})

/** Answers what it was asked. */
async function openEcho(): Promise<string> {
  const pem = readFileSync(CERTIFICATE)
  const server = createServer({ key: pem, cert: pem }, async (asked, answer) => {
    const body = (await asked.toArray()).join('')
    const sent = { method: asked.method, url: asked.url, own: asked.headers['x-own'], body }
    answer.writeHead(asked.url === '/gone' ? 204 : 302, { location: '/elsewhere', 'x-a': 'b' })
    answer.end(asked.url === '/gone' ? '' : JSON.stringify(sent))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `https://localhost:${(server.address() as AddressInfo).port}`
}

test('a certificate of the target’s own is trusted for its requests, and redirects are answers', async () => {
  const base = await openEcho()
  const ask = createTrustingFetch(readFileSync(CERTIFICATE, 'utf8'))
  const init = { method: 'PUT', headers: { 'x-own': '1' }, body: 'ñ' }
  const answer = await ask(new Request(`${base}/a?b=c`, init))
  expect(answer.status).toBe(302)
  expect(answer.headers.get('x-a')).toBe('b')
  expect(await answer.json()).toEqual({ method: 'PUT', url: '/a?b=c', own: '1', body: 'ñ' })
  expect((await ask(new Request(`${base}/gone`))).status).toBe(204)
})

test('without its certificate the target is not trusted', async () => {
  const base = await openEcho()
  // In a process of its own: here another file may have had the certificate trusted.
  const code = `fetch('${base}').catch(({ cause }) => console.log(cause.code))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', code])
  expect(stdout).toContain('CERT')
})
