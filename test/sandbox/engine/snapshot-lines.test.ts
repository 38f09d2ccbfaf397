/** Snapshots of which each record has a line: written, read, and refused. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Snapshot } from '#engine/engine'
import { LINES, readHead, readSnapshot, toLines } from '#engine/snapshot-lines'
import { createSandbox } from '../../fixtures/any-names.ts'

const HEAD = { version: 1, takenAt: '2026-03-01T12:00:00.000Z', providers: ['cobru'], seed: '1' }

const text = fc.string({ unit: 'binary', maxLength: 12 })
const record = fc
  .dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
  .chain((fields) => text.map((id) => ({ ...fields, id })))
const store = fc.dictionary(
  text,
  fc.dictionary(text, fc.array(record, { maxLength: 4 }), { maxKeys: 3 }),
  {
    maxKeys: 3,
  },
)

/** In pieces that break anywhere, also within a character. */
async function* inPieces(whole: string, size: number): AsyncIterable<Uint8Array> {
  const bytes = new TextEncoder().encode(whole)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const write = (snapshot: object) => [...toLines(snapshot as Snapshot)].join('')

test('what is written is read as it was, in whatever pieces, and is JSON as a whole too', async () => {
  await fc.assert(
    fc.asyncProperty(store, fc.integer({ min: 1, max: 50 }), async (records, size) => {
      const snapshot = JSON.parse(JSON.stringify({ ...HEAD, accounts: {}, store: records }))
      const written = write(snapshot)
      expect(await readSnapshot(inPieces(written, size))).toEqual(snapshot)
      expect(JSON.parse(written)).toMatchObject({ ...HEAD, accounts: {} })
      expect(JSON.parse(written).store).toEqual(snapshot.store)
    }),
    { numRuns: 60 },
  )
})

const SMALL = {
  ...HEAD,
  accounts: { default: {} },
  store: { default: { 'cobru/payment': [{ id: 'a' }, { id: 'b' }] } },
}

test('JSON of any other layout is read as a whole', async () => {
  for (const whole of [JSON.stringify(SMALL), JSON.stringify(SMALL, null, 2)]) {
    expect(await readSnapshot(inPieces(whole, 7))).toEqual(SMALL)
  }
})

test('the first line says how many there are, and the rest is not read', async () => {
  let isReadOn = false
  const chunks = (async function* () {
    yield write(SMALL)
    isReadOn = true
  })()
  expect(await readHead(chunks)).toMatchObject({ records: 2, accounts: { default: {} } })
  expect(isReadOn).toBe(false)
  expect(await readHead(inPieces(JSON.stringify(SMALL), 9))).toBeUndefined()
})

const lines = write(SMALL).split('\n')

test.each([
  ['cut in the middle', lines.slice(0, 4).join('\n'), 'it ends after 1 of 2 records'],
  ['without its end', lines.slice(0, -2).join('\n'), 'it ends after 2 of 2 records'],
  [
    'with a record cut',
    write(SMALL).replace('{"id":"b"}', '{"id":"b'),
    'its line 5 is not a record',
  ],
  ['with a record less', write(SMALL).replace('{"id":"b"}\n', ''), 'it ends after 1 of 2 records'],
  [
    'with a strange line',
    write(SMALL).replace('{"id":"b"}', '"b"'),
    'its line 5 is not one of a snapshot',
  ],
  ['that is nothing', '', 'it is not JSON'],
  ['that is another file', '{"name":"shop"}', 'it has no state'],
])('one %s is refused', async (_, whole, message) => {
  await expect(readSnapshot(inPieces(whole, 5))).rejects.toMatchObject({
    code: 'SNAPSHOT_INVALID',
    message: expect.stringContaining(message),
  })
})

test('the control API gives and takes them, and a broken one changes nothing', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], listen: true, timeRate: 0 })
  const { engine } = sandbox
  await engine.playState('default', { provider: 'cobru', state: 'a payment exists' })
  const url = `${engine.addresses.control}/_ensayo/snapshot`
  const saved = await (await fetch(url, { headers: { accept: LINES } })).text()
  const before = await engine.snapshot()
  expect(JSON.parse(saved).store).toEqual(JSON.parse(JSON.stringify(before.store)))
  const put = (body: string) =>
    fetch(url, { method: 'PUT', headers: { 'content-type': LINES }, body })

  await engine.reset()
  const cut = await put(saved.slice(0, -10))
  expect([cut.status, (await cut.json()).ensayo.code]).toEqual([422, 'SNAPSHOT_INVALID'])
  expect((await engine.snapshot()).store).toEqual({})
  expect((await put(saved)).status).toBe(204)
  expect((await engine.snapshot()).store).toEqual(before.store)
  const newer = await put(saved.replace('"version":1', '"version":9'))
  expect((await newer.json()).ensayo.message).toContain('is of format 9')
})
