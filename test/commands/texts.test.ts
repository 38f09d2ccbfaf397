import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { toActiveProfile } from '#commands/active-profile'
import { toBanner } from '#commands/banner'
import { toTable } from '#commands/columns'
import { toText } from '#commands/env'
import { toEventLine } from '#commands/event-line'
import { explainDelivery, toDeliveryLines, toOutcome } from '#commands/explain-delivery'
import { explainRequest, toLines } from '#commands/explain-request'
import { toCallable } from '#commands/output'
import { refuseMissing, toParameters } from '#commands/trigger'
import { toQuirkView, toTriggerViews } from '#control/views'
import type { JournalEntry } from '#http/journal-entry'
import { createFakeEngine, delivery, entry } from '../sandbox/control/fake-engine.ts'

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
  [['w1'], '"w1" is not a flag. Write --key value.'],
  [['--times', 'often'], '--times: "often" is not of type integer.'],
  [['--id', 'a', '--id', 'b'], '--id is there twice.'],
])('refuses %j of a trigger', (words, message) => {
  expect(() => toParameters(trigger, words)).toThrow(`acme.widget.break: ${message}`)
})

test('names the flags that a trigger lacks', () => {
  expect(() => refuseMissing(trigger, { times: 1 })).toThrow(
    'acme.widget.break: --id is missing. Write it like "ensayo trigger acme.widget.break --id <value>".',
  )
  const properties = { url: { type: 'string', description: 'Slug of the payment' } }
  const described = { ...trigger, parameters: { properties, required: ['url'] } }
  expect(() => refuseMissing(described, {})).toThrow('--url <slug>')
  refuseMissing(trigger, { id: 'w1' })
})

const bare = { ...delivery, attempts: [] }
const attempt = { at: 0, status: 500, durationMs: 1, bodyStart: '', error: undefined }
const dueAt = Date.UTC(2026, 10, 20, 12, 5)
const reason = 'host "a.example" is neither local nor private; allow it by name to have it called'
const dropped = ['acme.create.missing-callback=reject-403']

test.each([
  [{ ...bare, status: 'dropped', quirks: dropped } as const, `dropped by ${dropped[0]}`],
  [{ ...bare, status: 'pending', dueAt } as const, 'due 2026-11-20 12:05:00Z'],
  [
    { ...bare, status: 'pending', dueAt, attempts: [attempt] } as const,
    '500, due 2026-11-20 12:05:00Z',
  ],
  [{ ...bare, status: 'withheld', reason } as const, reason],
  [{ ...bare, status: 'failed', attempts: [attempt, attempt] } as const, '500, 500'],
])('a delivery that is %o has the outcome %s', (row, text) => {
  expect(toOutcome(row)).toBe(text)
})

test('explains a dropped notification in three lines', () => {
  const row = { ...bare, status: 'dropped', quirks: dropped } as const
  expect(toDeliveryLines(explainDelivery(row, quirks))).toEqual([
    'widgetUpdated, POST http://127.0.0.1:9/hook → dropped (dlv_1)',
    `Why: it was never sent: A create without \`callback\` is refused as if credentials were wrong (quirk ${dropped[0]}, documented).`,
    'What to change: nothing, if your code copes without it; else another variant: --variant acme.create.missing-callback=accept.',
  ])
})

test.each([
  [{ status: 'withheld', reason, url: 'https://a.example/x' } as const, '--allow-host a.example'],
  [{ status: 'pending', dueAt } as const, 'due 2026-11-20 12:05:00Z'],
  [{ status: 'failed', attempts: [attempt] } as const, 'the answer was 500, and none was taken'],
  [{ status: 'failed', attempts: [attempt] } as const, 'webhooks resend dlv_1" sends it again'],
  [{ attempts: [attempt, { ...attempt, status: 200 }] }, 'the answers were 500, 200, and the last'],
])('explains a notification that is %o', (changes, text) => {
  const lines = toDeliveryLines(explainDelivery({ ...bare, ...changes }, quirks))
  expect(lines).toHaveLength(3)
  expect(lines.join('\n')).toContain(text)
})

test('messages name commands as they are called from here', () => {
  expect(
    toCallable('Start one with "ensayo start"; see `ensayo webhooks`, ensayo-x, "ensayo".'),
  ).toBe(
    'Start one with "npx --no-install ensayo start"; see `npx --no-install ensayo webhooks`, ensayo-x, "ensayo".',
  )
})

test('a profile with a changed quirk is still the one that is followed', () => {
  const docs = { provider: 'acme', profile: 'docs', isActive: true, variants: {} }
  const legacy = { ...docs, profile: 'legacy', variants: { [quirks[0]!.id]: 'accept' } }
  expect(toActiveProfile([docs, { ...legacy, isActive: false }], quirks)?.text).toBe('docs')
  const other = { ...legacy, isActive: false, variants: { [quirks[0]!.id]: 'third' } }
  expect(toActiveProfile([other], quirks)?.text).toBe('legacy, with 1 change')
  expect(toActiveProfile([], quirks)).toBeUndefined()
})

test('the banner says who can reach the sandbox', () => {
  const face = createFakeEngine({ providers: new Map() })
  const text = toBanner(
    { ...face, health: () => ({ ...face.health(), providers: {} }) },
    { host: '0.0.0.0', token: 's' },
  )
  expect(text).toContain('listens on all interfaces (0.0.0.0)')
  expect(text).toContain('ENSAYO_CONTROL_TOKEN')
  expect(text).toContain('notifications to this machine itself are withheld')
  expect(text).not.toContain('s3cret')
})

test('the banner begins with the address of the inspector', () => {
  const text = toBanner(createFakeEngine({ profiles: () => [] }))
  const addresses = [...text.matchAll(/http:\/\/[\d.:]+\/?/g)].map(([address]) => address)
  expect(addresses[0]).toBe('http://127.0.0.1:4800/')
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

test('explains a fault and a stub by what ends them', () => {
  const plain: JournalEntry = { ...entry, quirks: [], hint: undefined }
  const fault = { id: 'flt_1', kind: 'reset', when: 'before' } as const
  const reset = { ...plain, faults: [fault], response: { ...entry.response, status: 0 } }
  expect(toLines(explainRequest(reset, []))).toEqual([
    'POST /widgets/ → no answer, createWidget (req_1)',
    'Why: fault flt_1 acted: reset, before the behaviour, so nothing happened.',
    'What to change: nothing, if your code copes with it; else "npx --no-install ensayo faults remove flt_1".',
  ])
  const part = { ...fault, when: 'after', incident: 'acme.bad-day' } as const
  const lines = toLines(explainRequest({ ...plain, faults: [part] }, [])).join('\n')
  expect(lines).toContain('of the incident acme.bad-day acted: reset, after the behaviour')
  expect(lines).toContain('faults remove acme.bad-day')
  const stubbed = toLines(explainRequest({ ...plain, stub: 'stb_1' }, [])).join('\n')
  expect(stubbed).toContain('stub stb_1 answered instead of the behaviour')
  expect(stubbed).toContain('stubs remove stb_1')
})

test('explains a delivery that is collected, forged or shaped by a rule', () => {
  const explain = (changes: object) =>
    toDeliveryLines(explainDelivery({ ...bare, ...changes }, quirks)).join('\n')
  expect(explain({ status: 'collected' })).toContain('webhooks release dlv_1')
  expect(explain({ attempts: [attempt], forged: 'replay' })).toContain('it is forged (replay)')
  const cut = explain({ attempts: [attempt], truncated: true, chaos: ['chs_1=truncate'] })
  expect(cut).toContain('the body of the first attempt is cut; chaos rule chs_1=truncate')
  const lost = explain({ status: 'dropped', chaos: ['chs_2=drop'] })
  expect(lost).toContain('it was never sent: chaos rule chs_2=drop.')
  expect(lost).toContain('chaos remove')
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
  expect(line).toContain('--forward yourapp.example=')
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
