/** How reports are written: within 100 columns, escaped, and the same facts in every format. */
import { expect, test } from 'vitest'
import { createCoverage } from '#report/coverage'
import { createReadiness } from '#report/readiness'
import { render, toFormat } from '#report/render'
import { wrap } from '#report/text'
import type { Readiness, ReadinessItem, Report } from '#report/types'
import { createShop } from './kit.ts'

const HOSTILE = '<script>alert(1)</script>|[x](javascript:1)`"&\n# *b*'

const item: ReadinessItem = {
  id: 'hostile',
  title: `Title ${HOSTILE}`,
  check: 'carries',
  verdict: 'violated',
  findings: [
    {
      where: [`req_1 GET /${HOSTILE}`],
      saw: HOSTILE,
      cure: HOSTILE,
      requests: [],
      deliveries: [],
      account: 'a',
    },
  ],
  more: 2,
  notes: [HOSTILE],
  source: { url: 'https://docs.acme.example', evidence: 'documented' },
}

const counts = { met: 0, violated: 1, 'not-seen': 0, 'by-hand': 0 }
const hostile: Readiness = {
  kind: 'readiness',
  version: '1',
  accounts: [HOSTILE],
  providers: [{ provider: 'acme', title: HOSTILE, counts, items: [item] }],
  counts,
  cuts: [HOSTILE],
}

test('HTML escapes whatever came over the wire, loads nothing and runs nothing', async () => {
  const page = await render(hostile, 'html')
  expect(page).toMatch(/^<!doctype html>/)
  expect(page).not.toMatch(/<script/i)
  expect(page).toContain('&lt;script&gt;')
  expect(page).not.toMatch(/<(link|img|iframe|object)|\bsrc=|\bon\w+=|url\(/i)
})

test('Markdown keeps hostile text inside its cell and makes no links, tags or headings of it', async () => {
  const text = await render(hostile, 'markdown')
  const outside = text.replaceAll(/`[^`\n]*`/g, '')
  expect(outside).not.toMatch(/<script|(?<!\\)\]\(|^# /m)
  const rows = text.split('\n').filter((line) => line.startsWith('| ✗'))
  expect(rows).toHaveLength(1)
  expect(rows[0]!.match(/(?<!\\)\|/g)).toHaveLength(4)
})

test.each(['readiness', 'coverage'])('the %s text fits into 100 columns', async (kind) => {
  const shop = await createShop()
  await shop.post('/cobru/', {})
  await shop.get(`/${'a'.repeat(200)}`)
  await shop.get('/pay/1')
  const create = kind === 'readiness' ? createReadiness : createCoverage
  const text = await render(await create(shop.sandbox.engine), 'text')
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([])
  expect(text).toMatch(
    kind === 'readiness' ? /^Readiness: Cobru, account default\n/ : /^Coverage: /,
  )
})

test('a violation names request, what was seen, the cure and the source', async () => {
  const shop = await createShop()
  await shop.get('/pay/1')
  const report = await createReadiness(shop.sandbox.engine)
  const lines = [
    'req_2 GET /pay/… → 404',
    'The page was asked for by `pk`.',
    'Build the address from `url` of the answer, never from `pk`.',
    'https://docs.cobru.co/en/docs/testing',
  ]
  const text = await render(report, 'text')
  const page = (await render(report, 'html')).replaceAll(/<\/?code>/g, '`')
  for (const line of lines) {
    expect(text).toContain(line)
    expect(page).toContain(line)
  }
  expect(await render(report, 'markdown')).toContain('- `req_2 GET /pay/… → 404`: ')
  expect(JSON.parse(await render(report, 'json'))).toEqual(JSON.parse(JSON.stringify(report)))
})

test('what a client wrote into the path and behind it stays out of every format', async () => {
  const shop = await createShop()
  await shop.get('/pay/1?api_key=planted-secret')
  await shop.get('/cobru_detail/planted-secret-1', { origin: 'https://shop.example' })
  for (const report of [
    await createReadiness(shop.sandbox.engine),
    await createCoverage(shop.sandbox.engine),
  ]) {
    for (const format of ['text', 'html', 'markdown', 'json'] as const)
      expect(await render(report, format)).not.toContain('planted-secret')
  }
  const readiness = await render(await createReadiness(shop.sandbox.engine), 'text')
  expect(readiness).toContain('req_2 GET /pay/…?… → 404')
})

test('of several providers, text only names those without traffic, and commands are callable', async () => {
  const shop = await createShop()
  await shop.get('/pay/1')
  const { engine } = shop.sandbox
  for (const report of [await createReadiness(engine), await createCoverage(engine)]) {
    const [one] = report.providers
    const calm = { ...structuredClone(one!), provider: 'calm', title: 'Calm' }
    if ('items' in calm) calm.counts = { met: 0, violated: 0, 'not-seen': 3, 'by-hand': 1 }
    else Object.assign(calm, { operations: [], unmatched: 0 })
    const both = { ...report, providers: [one, calm] } as Report
    const text = await render(both, 'text')
    expect(text).not.toMatch(/: Calm, account/)
    expect(text).toMatch(/\n(Nothing seen of the checklists|No operation called) of: Calm\.\n$/)
    expect(await render(both, 'markdown')).toContain(': Calm')
    const alone = { ...report, providers: [calm] } as Report
    expect(await render(alone, 'text')).toMatch(/: Calm, account default/)
  }
  const toCallable = (text: string) => text.replaceAll('`ensayo ', '`npx --no-install ensayo ')
  const text = await render(await createReadiness(engine), 'text', { toCallable })
  expect(text.replaceAll(/\s+/g, ' ')).toContain('`npx --no-install ensayo clock advance PT55M`')
})

test('control characters of a path do not reach a terminal', async () => {
  const shop = await createShop()
  await shop.get('/pay/%1b[31m')
  await shop.sandbox.cobru.fetch('/pay/a\u202eb')
  const text = await render(await createReadiness(shop.sandbox.engine), 'text')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
})

test('long words are cut rather than pushed over the edge', () => {
  const lines = wrap(`a ${'x'.repeat(250)} b`, 2, 4)
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100)
  expect(lines.join('').replaceAll(' ', '')).toBe(`a${'x'.repeat(250)}b`)
})

test('a format that there is not is refused with those that there are', () => {
  expect(toFormat('terminal')).toBe('text')
  expect(() => toFormat('markdwn')).toThrow('No format "markdwn". Did you mean "markdown"?')
})
