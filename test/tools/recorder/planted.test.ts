/** A thousand secrets of sixty kinds are planted, and none is readable in anything that is written. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shieldJournal } from '#commands/shield-journal'
import { loadSpec } from '#dialect/load'
import type { JournalEntry } from '#http/journal-entry'
import type { Exchange } from '#recorder/exchange'
import { readHar } from '#recorder/har'
import { createRecorder } from '#recorder/recorder'
import { shieldExchange } from '#recorder/shield'
import { KINDS, makeSecret, plant, toReadable } from './planted.ts'
import { makeFolder, START } from './record.ts'

const kinds = Object.keys(KINDS)
const planted = Array.from({ length: 1_020 }, (_, index) => {
  const kind = kinds[index % kinds.length]!
  const secret = makeSecret(index)
  return { kind, secret, exchange: plant(kind, index, secret) }
})

/** `kind: secret` of those that can be read in a text of their own. */
function listReadable(toText: (index: number) => string): string[] {
  return planted.flatMap(({ kind, secret }, index) => {
    const text = toText(index)
    return toReadable(secret).some((form) => text.includes(form)) ? [`${kind}: ${secret}`] : []
  })
}

test('the plants themselves are readable, and there are sixty kinds of them', () => {
  expect(kinds.length).toBeGreaterThanOrEqual(60)
  const plain = planted.filter(({ secret, exchange }) =>
    toReadable(secret).some((form) => JSON.stringify(exchange).includes(form)),
  )
  // What hides in escapes or in base64 behind other text is not seen by this plain look.
  expect(plain.length).toBeGreaterThan(900)
})

test('recordings show none of them', { timeout: 60_000 }, async () => {
  const spec = await loadSpec('cobru')
  const out = makeFolder()
  const recorder = createRecorder({ spec, out, upstream: 'x', startedMs: START, env: {} })
  for (const { exchange } of planted) await recorder.keep(exchange, false)
  await recorder.close()
  const files = readdirSync(recorder.folder).sort()
  expect(files).toHaveLength(planted.length)
  const texts = files.map((file) => readFileSync(join(recorder.folder, file), 'utf8'))
  expect(listReadable((index) => texts[index]!)).toEqual([])
  // Nor does one exchange show what was planted in another.
  const all = texts.join('\n')
  expect(planted.filter(({ secret }) => all.includes(secret))).toEqual([])
})

test('a HAR file shows none of them once it is read', { timeout: 60_000 }, async () => {
  const file = join(makeFolder(), 'traffic.har')
  writeFileSync(
    file,
    JSON.stringify({
      log: { entries: planted.map(({ exchange }, index) => toEntry(exchange, index)) },
    }),
  )
  const read = await readHar(file, await loadSpec('cobru'), {})
  expect(read).toHaveLength(planted.length)
  expect(listReadable((index) => JSON.stringify(read[index]))).toEqual([])
})

test('what reports take from an exchange shows none of them', { timeout: 60_000 }, async () => {
  const spec = await loadSpec('cobru')
  expect(
    listReadable((index) => JSON.stringify(shieldExchange(planted[index]!.exchange, { spec }))),
  ).toEqual([])
})

test('exports of the journal show none of them', { timeout: 60_000 }, async () => {
  const shown = await shieldJournal(planted.map(({ exchange, secret }) => toLine(exchange, secret)))
  expect(shown).toHaveLength(planted.length)
  expect(listReadable((index) => JSON.stringify(shown[index]))).toEqual([])
})

test('exports of the journal of a spec that is not at hand show names, lengths and hashes alone', async () => {
  const entries = planted.map(({ exchange, secret }) => toLine(exchange, secret))
  const shown = await shieldJournal(entries.map((entry) => ({ ...entry, provider: 'somebody' })))
  expect(listReadable((index) => JSON.stringify(shown[index]))).toEqual([])
})

test('neither do the hints of an unknown path show it, in the journal and over the wire', async () => {
  const shown = await shieldJournal(
    planted.map(({ exchange, secret }) => {
      const path = `/reset/${encodeURIComponent(secret)}`
      const hint = `No operation matches GET ${path}. Nearest: GET /cobru/.`
      const line = toLine({ ...exchange, request: { ...exchange.request, path } }, secret)
      return {
        ...line,
        hint,
        response: { status: 404, headers: { 'x-ensayo-hint': hint }, body: '' },
      }
    }),
  )
  expect(shown[0]!.hint).toBe('No operation matches GET /reset/…. Nearest: GET /cobru/.')
  expect(listReadable((index) => JSON.stringify(shown[index]))).toEqual([])
})

/** As the journal has it, with a hint and a violation that repeat the value. */
function toLine({ request, response }: Exchange, secret: string): JournalEntry {
  const { query, ...rest } = request
  const path = query === undefined ? request.path : `${request.path}?${query}`
  return {
    id: 'req_1',
    account: 'default',
    provider: 'cobru',
    operationId: undefined,
    evidence: undefined,
    at: START,
    durationMs: 1,
    request: { ...rest, path },
    response,
    quirks: [],
    hint: `"${secret}" is not a phone.`,
    violations: [
      { in: 'body', path: '/a', keyword: 'type', message: `"${secret}" is not a number` },
    ],
    problems: [],
    isTruncated: false,
  } as unknown as JournalEntry
}

function toEntry({ request, response }: Exchange, index: number) {
  const toList = (headers: Record<string, string>) =>
    Object.entries(headers).map(([name, value]) => ({ name, value }))
  const query = request.query === undefined ? '' : `?${request.query}`
  return {
    startedDateTime: new Date(START + index * 1_000).toISOString(),
    time: 12,
    request: {
      method: request.method,
      url: `https://dev.cobru.co${request.path}${query}`,
      headers: toList(request.headers),
      ...(request.body === ''
        ? {}
        : { postData: { mimeType: request.headers['content-type'], text: request.body } }),
    },
    response: {
      status: response.status,
      headers: toList(response.headers),
      content:
        index % 2 === 0
          ? { text: response.body }
          : { text: Buffer.from(response.body).toString('base64'), encoding: 'base64' },
    },
  }
}
