/** No string from a request, an answer or a record is ever markup. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EFFECTS } from '#http/journal-entry'
import { createPages } from '#inspector/pages'
import { createFakeEngine, delivery, entry, snapshot } from '../control/fake-engine.ts'

/** What would end a text, an attribute or an element, in any order, around a mark. */
const hostile = fc
  .array(
    fc.constantFrom(
      '<x9z on=1>',
      '"><x9z>',
      "' onload='x9z()",
      '" onload="x9z()',
      '</pre>',
      '</script><script>',
      '-->',
      '<!--',
      '&lt;',
      '&#60;x9z>',
      '`<x9z>`',
      '`',
      'javascript:x9z()',
      '\n',
      '\\',
      '{"<x9z>":"</pre>"}',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''))

const PAGES = [
  '/',
  '/?text=HOSTILE&provider=HOSTILE&operation=HOSTILE&status=HOSTILE&account=default&show=HOSTILE',
  '/?text=nothing-has-this',
  '/_inspector/requests/req_1',
  '/_inspector/requests/HOSTILE',
  '/_inspector/deliveries/dlv_1',
  '/_inspector/deliveries/HOSTILE',
  '/_inspector/state',
  '/_inspector/state?collection=HOSTILE&account=default&lang=es&said=HOSTILE',
  '/_inspector/time?account=HOSTILE',
  '/_inspector/time?said=HOSTILE&lang=HOSTILE',
  '/_inspector/story?account=default&collection=acme%2Fwidget&id=HOSTILE',
  '/_inspector/story?account=default&collection=HOSTILE&id=HOSTILE',
  '/_inspector/surprises?text=HOSTILE&account=default',
  '/_inspector/surprises',
  '/_inspector/readiness',
  '/_inspector/coverage',
  '/_inspector/HOSTILE',
]

function createHostileEngine(text: string) {
  const headers = { [text]: text, 'x-plain': text }
  const dirty = {
    ...entry,
    operationId: text,
    request: { method: text, path: `/${text}`, headers, body: text },
    response: { status: 400, headers, body: text },
    quirks: [{ id: text, variant: text, title: text }, ...entry.quirks],
    faults: [{ id: text, kind: text, when: 'before' as const, incident: text }],
    stub: text,
    hint: text,
    credential: { scheme: text, problem: 'invalid' as const },
    violations: [{ path: text, field: text, keyword: text, message: text, code: text }],
    problems: [text],
    [EFFECTS]: ['acme/widget', text, '_timer'].map((collection) => ({
      collection,
      id: text,
      before: { id: text, [text]: text },
      after: { id: text, [text]: { [text]: text }, reaction: text, dueAt: 5 },
    })),
  }
  const row = {
    ...delivery,
    notification: text,
    url: text,
    headers,
    body: text,
    subject: `acme:${text}`,
    quirks: [text],
    chaos: [text],
    reason: text,
    dueAt: 5,
    attempts: [{ at: 0, status: undefined, durationMs: 1, bodyStart: text, error: text }],
  }
  const record = { id: text, [text]: text, name: text, dueAt: 9, timers: { [text]: 9 } }
  const book = { id: text, book: text, currency: text, balanceMinor: 5 }
  const line = { ...book, at: 5, kind: text, reference: text, amountMinor: 5, entry: text }
  const rows = {
    [text]: [record],
    'acme/widget': [record],
    _delivery: [row],
    _timer: [],
    'acme/ledgerBalance': [book],
    'acme/ledgerLine': [line],
  }
  return createFakeEngine({
    requests: () => [dirty],
    request: () => dirty,
    deliveries: async () => [row],
    snapshot: async () => ({ ...snapshot, store: { default: rows } }),
  })
}

/** A start tag with attributes in double quotes, an end tag, or the doctype. */
const TAG = /<!doctype html>|<\/[a-z0-9]+>|<([a-z0-9]+)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/g
const ATTRIBUTES = /\s([a-z-]+)(?:="([^"]*)")?/g

test('no string from a request, an answer or a record is markup', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const app = createPages(createHostileEngine(text), {})
      for (const page of PAGES) {
        const path = page.replaceAll('HOSTILE', encodeURIComponent(text))
        const answer = await app.request(`http://127.0.0.1:4800${path}`)
        expect(answer.headers.get('content-type')).toContain('text/html')
        expect(findTrouble(await answer.text())).toEqual([])
      }
    }),
    { numRuns: 40 },
  )
})

test.each([
  '/',
  '/_inspector/requests/req_1',
  '/_inspector/deliveries/dlv_1',
  '/_inspector/state',
  '/_inspector/time',
  '/_inspector/story?account=default&collection=acme%2Fwidget&id=%3Cx9z%3E',
])('%s shows such strings as they are', async (path) => {
  const app = createPages(createHostileEngine('<x9z>'), {})
  const answer = await app.request(`http://127.0.0.1:4800${path}`)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('&lt;x9z&gt;')
})

test('what is looked for would be found', () => {
  expect(findTrouble('<p>a &lt;x9z&gt;</p>')).toEqual([])
  expect(findTrouble('<p><x9z></p>')).not.toEqual([])
  expect(findTrouble('<p onload="x9z()"></p>')).not.toEqual([])
  expect(findTrouble('<p title="a">b"> <</p>')).not.toEqual([])
  expect(findTrouble('<a href="javascript:x9z()">b</a>')).not.toEqual([])
  expect(findTrouble('<script>x9z</script>')).not.toEqual([])
})

/** Elements, attributes and addresses that no page of ours has, and angle brackets left over. */
function findTrouble(html: string): string[] {
  const text = html.replace(/<style>[^<]*<\/style>/, '')
  const trouble: string[] = []
  for (const [, name, attributes = ''] of text.matchAll(TAG)) {
    if (name?.includes('x9z')) trouble.push(name)
    if (name === 'script' && !attributes.includes('src="/_inspector/script.js"')) trouble.push(name)
    for (const [, attribute = '', value = ''] of attributes.matchAll(ATTRIBUTES)) {
      if (attribute.startsWith('on')) trouble.push(attribute)
      if (!['href', 'action', 'src'].includes(attribute)) continue
      if (!/^(\/(?!\/)|#|https:\/\/docs\.acme\.example\/|data:,$)/.test(value)) trouble.push(value)
    }
  }
  const left = text.replace(TAG, '')
  if (/[<]/.test(left)) trouble.push(left.slice(left.indexOf('<'), left.indexOf('<') + 80))
  return trouble
}
