/** Rate limits and pages, as the dialect says them. */
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSandbox } from '../../../mocks/index.ts'

async function createLimited(variants: Record<string, string> = {}) {
  const sandbox = await createSandbox({
    providers: [join(import.meta.dirname, '../../fixtures/limits.yaml')],
    strict: true,
    timeRate: 0,
    startAt: 0,
    variants,
  })
  onTestFinished(() => sandbox.close())
  const { limits } = sandbox as unknown as { limits: { fetch: typeof fetch } }
  const call = async (path: string, body?: object, key = 'limits-key') => {
    const headers = { 'x-key': key, 'content-type': 'application/json' }
    const init = body && { method: 'POST', body: JSON.stringify(body) }
    const answer = await limits.fetch(path, { headers, ...init })
    return { status: answer.status, body: await answer.json() }
  }
  return { call, clock: sandbox.clock }
}

test('a token bucket fills on the account’s clock, a token at a time', async () => {
  const { call, clock } = await createLimited()
  const statuses = async (count: number) => {
    const found: number[] = []
    for (let index = 0; index < count; index++) found.push((await call('/shelves/a/books')).status)
    return found
  }
  expect(await statuses(3)).toEqual([200, 200, 429])
  await clock.advance(999)
  expect((await call('/shelves/a/books')).body).toEqual({ retry: 1 })
  await clock.advance(1)
  expect(await statuses(2)).toEqual([200, 429])
  await clock.advance(60_000)
  expect(await statuses(3)).toEqual([200, 200, 429])
})

test('who has no credentials takes no token', async () => {
  const { call } = await createLimited()
  for (let index = 0; index < 5; index++)
    expect((await call('/shelves/a/books', undefined, 'wrong')).status).toBe(401)
  expect((await call('/shelves/a/books')).status).toBe(200)
})

test('a list comes in the envelope, narrowed by path and query, up to the most', async () => {
  const { call } = await createLimited({ 'limits.rate': 'none' })
  for (let index = 0; index < 7; index++) await call('/books', { shelf: 'a', title: `t${index}` })
  await call('/books', { shelf: 'b', title: 't0' })

  const first = await call('/shelves/a/books')
  expect(first.body).toMatchObject({ all: 7, pages: 3, last: false, here: 2, size: 2, page: 1 })
  const last = await call('/shelves/a/books?page=3')
  expect(last.body).toMatchObject({ last: true, here: 1 })
  expect((await call('/shelves/a/books?page=4')).body).toEqual({ page: 'far' })
  for (const query of ['page=0', 'size=4', 'size=0', 'page=x'])
    expect((await call(`/shelves/a/books?${query}`)).body).toEqual({ page: 'bad' })
  expect((await call('/shelves/a/books?title=t3')).body.all).toBe(1)
})

test('the number of the first page may be a quirk', async () => {
  const { call } = await createLimited({ 'limits.rate': 'none', 'limits.first': 'zero' })
  expect((await call('/shelves/a/books?page=0')).body).toMatchObject({ page: 0, last: true })
})

test('a violation without a code of its own takes the one of x-messages', async () => {
  const { call } = await createLimited({ 'limits.rate': 'none' })
  expect((await call('/books', { title: 'x' })).body).toEqual({ code: 'E2' })
  expect((await call('/books', { shelf: 'a' })).body).toEqual({ code: 'E1' })
})
