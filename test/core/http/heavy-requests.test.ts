/** What a client may send within the limits must not keep the sandbox busy. */
import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import type { ErrorObject } from '#dialect/schemas'
import { MAX_BODY_BYTES, parseBody, parseQuery } from '#http/parse'
import { toViolations } from '#http/violations'
import { createAcme } from '../../fixtures/acme-sandbox.ts'

const FORM = 'application/x-www-form-urlencoded'
const json = new Map([['application/json', '']])

async function measure(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function parse(text: string, mediaType = 'application/json') {
  return parseBody({ text, isUtf8: true }, mediaType, new Map([...json, [FORM, '']]))
}

test('reads a form of one name, over and over, in time that grows with its length', async () => {
  const text = 'a=&'.repeat(MAX_BODY_BYTES / 3)
  let body: unknown
  expect(await measure(() => (body = parse(text, FORM).body))).toBeLessThan(1_000)
  expect((body as { a: string[] }).a).toHaveLength(Math.floor(MAX_BODY_BYTES / 3))
})

test('reads a query of one name, over and over, in time that grows with its length', async () => {
  const target = `/widgets?${'a=&'.repeat(100_000)}b=1&a=last`
  let query: Record<string, unknown> = {}
  expect(await measure(() => (query = parseQuery(target)))).toBeLessThan(1_000)
  expect(query.b).toBe('1')
  expect(query.a).toHaveLength(100_001)
  expect((query.a as string[]).at(-1)).toBe('last')
})

test('looks for numbers out of range in time that grows with the length of the body', async () => {
  const nearly = `${'9'.repeat(299)}.`
  const text = JSON.stringify(nearly.repeat(MAX_BODY_BYTES / 300))
  expect(await measure(() => parse(text))).toBeLessThan(100)
})

function toErrors(count: number, reads: { count: number }): ErrorObject[] {
  return Array.from({ length: count }, (_, index) => ({
    get instancePath() {
      reads.count++
      return `/events/${index}`
    },
    schemaPath: '',
    keyword: 'type',
    params: { type: 'string' },
    message: 'must be string',
  }))
}

test('says the first hundred violations and looks no further', () => {
  const reads = { count: 0 }
  const found = toViolations(toErrors(100_000, reads), '/body', {})
  expect(found).toHaveLength(100)
  expect(found.at(-1)!.path).toBe('/body/events/99')
  expect(reads.count).toBeLessThan(1_000)
})

test('says the first violation of every element of a list, and of the first ones more', () => {
  const errors = Array.from({ length: 1_000 }, (_, index) =>
    ['a', 'b', 'c'].map((field) => ({
      instancePath: `/${index}`,
      schemaPath: '',
      keyword: 'required',
      params: { missingProperty: field },
    })),
  ).flat()
  const found = toViolations(errors, '/body', {})
  const elements = new Set(found.map(({ field }) => field.split('.')[0]))
  expect(elements.size).toBe(1_000)
  expect(found.length).toBe(34 * 3 - 2 + 1_000 - 34)
})

test('counts a place once, however many errors it has', () => {
  const errors = toErrors(150, { count: 0 })
  const found = toViolations([...errors.slice(0, 60), ...errors, ...errors], '/body', {})
  expect(found.map(({ path }) => path)).toEqual(
    errors.slice(0, 100).map(({ instancePath }) => `/body${instancePath}`),
  )
})

test('answers a list of wrong items quickly and shortly', async () => {
  const { api } = await createAcme()
  const events = Array.from({ length: 100_000 }, () => 1)
  let text = ''
  const elapsed = await measure(async () => {
    text = await (await api.post('/endpoints', { url: 'http://shop/hook', events })).text()
  })
  expect(elapsed).toBeLessThan(2_000)
  expect(text.length).toBeLessThan(20_000)
  expect(text).toContain('/body/events/99')
  expect(text).not.toContain('/body/events/100')
})
