import { expect, test } from 'vitest'
import { parseMultipart } from '../../../mocks/core/http/multipart.ts'
import { createAcme, KEY, read } from '../../fixtures/acme-sandbox.ts'

/** As a client sends it: the text that the engine sees, and its Content-Type. */
async function encode(form: FormData): Promise<[{ text: string; isUtf8: boolean }, string]> {
  const request = new Request('http://acme.test', { method: 'POST', body: form })
  const bytes = Buffer.from(await request.arrayBuffer())
  return [{ text: bytes.toString('latin1'), isUtf8: false }, request.headers.get('content-type')!]
}

test('reads fields as text and files as name, type and size', async () => {
  const form = new FormData()
  form.set('file_name', 'cédula.png')
  form.set(
    'file',
    new File([new Uint8Array([0xff, 0xd8, 0x0d, 0x0a])], 'cedula.png', { type: 'image/png' }),
  )

  expect(parseMultipart(...(await encode(form)))).toEqual({
    file_name: 'cédula.png',
    file: { filename: 'cedula.png', type: 'image/png', size: 4 },
  })
})

test('a repeated name gives the list, an empty form none', async () => {
  const form = new FormData()
  for (const tag of ['a', 'b', 'c']) form.append('tag', tag)
  expect(parseMultipart(...(await encode(form)))).toEqual({ tag: ['a', 'b', 'c'] })
  expect(
    parseMultipart({ text: '--x--\r\n', isUtf8: true }, 'multipart/form-data; boundary="x"'),
  ).toEqual({})
})

test.each([
  ['multipart/form-data', '--x--', 'without a boundary'],
  ['multipart/form-data; boundary=x', 'device=casa', 'does not occur'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name=a\r\n\r\nb',
    'closing boundary',
  ],
  [
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; filename=a\r\n\r\nb\r\n--x--',
    'no Content-Disposition',
  ],
  ['multipart/form-data; boundary=x', '--x\r\nnonsense\r\n--x--', 'no Content-Disposition'],
  ['multipart/form-data; boundary=x', `${'--x\r\n'.repeat(200)}--x--`, 'more than 100'],
])('says why it cannot read %s %j', (contentType, text, reason) => {
  expect(parseMultipart({ text, isUtf8: true }, contentType)).toContain(reason)
})

test('an operation that lists it takes it, another refuses it', async () => {
  const { sandbox, fetch, api } = await createAcme()
  const body = new FormData()
  body.set('device', 'casa ñ')
  body.set('callback', sandbox.inbox.url)
  const send = (path: string, headers: Record<string, string>) =>
    fetch(path, { method: 'POST', headers, body })

  expect((await send('/sessions', { 'x-acme-key': KEY })).status).toBe(201)
  expect(await sandbox.inbox.next()).toMatchObject({ body: { device: 'casa ñ' } })
  expect((await send('/widgets', api.headers)).status).toBe(415)
})

test('a body that cannot be read is refused with the reason', async () => {
  const { fetch } = await createAcme()
  const headers = { 'x-acme-key': KEY, 'content-type': 'multipart/form-data; boundary=x' }
  const answer = await fetch('/sessions', { method: 'POST', headers, body: 'casa' })
  expect(await read(answer)).toMatchObject({ status: 400, body: { error: 'cuerpo_ilegible' } })
})
