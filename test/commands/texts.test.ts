import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { toText } from '../../mocks/commands/env.ts'
import { toEventLine } from '../../mocks/commands/event-line.ts'
import { explainRequest, toLines } from '../../mocks/commands/explain-request.ts'
import { toTable } from '../../mocks/commands/output.ts'
import { toParameters } from '../../mocks/commands/trigger.ts'
import { toQuirkView, toTriggerViews } from '../../mocks/control/views.ts'
import type { JournalEntry } from '../../mocks/http/journal.ts'
import { createFakeEngine, delivery, entry } from '../control/fake-engine.ts'

const engine = createFakeEngine()
const trigger = toTriggerViews(engine)[0]!
const quirks = engine.quirks('default').map(toQuirkView)

test('reads the flags of a trigger as its schema wants them', () => {
  const words = ['--id', 'w1', '--times=-3', '--loud']
  expect(toParameters(trigger, words)).toEqual({ id: 'w1', times: -3, loud: true })
  expect(toParameters(trigger, ['--loud=false', '--id=a=b'])).toEqual({ loud: false, id: 'a=b' })
  expect(toParameters(trigger, ['--times', '-3'])).toEqual({ times: -3 })
})

test.each([
  [['--di', 'w1'], '--di is not known. Did you mean "id"? It takes --id, --times, --loud.'],
  [['--id'], '--id lacks its value.'],
  [['--id', '--loud'], '--id lacks its value.'],
  [['w1'], '"w1" is no flag. Write --key value.'],
  [['--times', 'often'], '--times: "often" is no integer.'],
  [['--id', 'a', '--id', 'b'], '--id is there twice.'],
])('refuses %j of a trigger', (words, message) => {
  expect(() => toParameters(trigger, words)).toThrow(`acme.widget.break: ${message}`)
})

test('explains a refusal in three lines', () => {
  expect(toLines(explainRequest(entry, quirks))).toEqual([
    'POST /widgets/ → 403, createWidget (req_1)',
    'Why: A create without `callback` is refused as if credentials were wrong (quirk acme.create.missing-callback=reject-403, documented).',
    'What to change: Validation, not authentication. Send `callback`. Source: https://docs.acme.example/errors (documented).',
  ])
})

test('explains violations, a path that nothing matches, and a plain answer', () => {
  const plain: JournalEntry = { ...entry, quirks: [], hint: undefined }
  const violations = [
    { path: '/amount', field: 'amount', keyword: 'type', message: 'must be string', code: 'type' },
  ]
  const bad = { ...plain, violations, response: { ...entry.response, status: 400 } }
  expect(toLines(explainRequest(bad, []))).toEqual([
    'POST /widgets/ → 400, createWidget (req_1)',
    'Why: /amount: must be string.',
    'What to change: send what the document asks for in /amount.',
  ])
  const hint = 'No operation matches POST /widgets. Nearest: POST /widgets/ (trailing slash).'
  const lost = {
    ...plain,
    hint,
    operationId: undefined,
    response: { ...entry.response, status: 404 },
  }
  expect(toLines(explainRequest(lost, []))).toEqual([
    'POST /widgets/ → 404, no operation of acme (req_1)',
    'Why: no operation has this method and path.',
    `What to change: ${hint}`,
  ])
  const good = { ...plain, response: { ...entry.response, status: 201 } }
  expect(toLines(explainRequest(good, [])).slice(1)).toEqual([
    'Why: the documented answer; nothing departs from it.',
    'What to change: nothing.',
  ])
})

test('owns up to our own faults', () => {
  const faulty = { ...entry, problems: ['createWidget 201: /id must be string'] }
  expect(toLines(explainRequest(faulty, [])).at(-1)).toContain('nothing on your side')
})

test('tells of a request and of a delivery in one line each', () => {
  expect(toEventLine({ type: 'request', entry })).toBe(
    'acme  POST /widgets/ 403 1.5 ms req_1  Validation, not authentication. Send `callback`.',
  )
  expect(toEventLine({ type: 'delivery', delivery })).toBe(
    'acme  → widgetUpdated POST http://127.0.0.1:9/hook 200 dlv_1',
  )
})

test('says what would let a withheld delivery out', () => {
  const url = 'https://yourapp.example/hook'
  const line = toEventLine({
    type: 'delivery',
    delivery: { ...delivery, url, status: 'withheld', attempts: [] },
  })
  expect(line).toContain('withheld')
  expect(line).toContain('--allow-host yourapp.example')
})

test('a shell reads back what `env --format shell` writes', () => {
  const values = { PLAIN: 'sk_1', QUOTED: `it's "$HOME" \`x\`\nline 2`, EMPTY: '' }
  const script = `${toText(values, 'shell')}; printf '%s|%s|%s' "$PLAIN" "$QUOTED" "$EMPTY"`
  const read = execFileSync('sh', ['-c', script], { encoding: 'utf8' })
  expect(read).toBe(Object.values(values).join('|'))
})

test('node reads back what `env --format dotenv` writes', async () => {
  const { parseEnv } = await import('node:util')
  const values = { PLAIN: 'sk_1', SPACED: 'a b # c', EMPTY: '', KEY: '-----BEGIN-----\nabc\n' }
  expect(parseEnv(toText(values, 'dotenv'))).toEqual(values)
})

test('aligns columns, colours aside', () => {
  const rows = [
    ['a', '\u001b[32mbb\u001b[39m', 'c'],
    ['aaa', 'b', 'cc'],
  ]
  expect(toTable(rows)).toBe('a    \u001b[32mbb\u001b[39m  c\naaa  b   cc')
})
