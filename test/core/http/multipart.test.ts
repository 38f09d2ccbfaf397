import { expect, test } from 'vitest'
import { readMultipart } from '#http/multipart'
import { createAcme, KEY, read } from '../../fixtures/acme-sandbox.ts'

/** As a client sends it: the bytes, and their Content-Type. */
async function encode(form: FormData): Promise<[ArrayBuffer, string]> {
  const request = new Request('http://acme.test', { method: 'POST', body: form })
  return [await request.arrayBuffer(), request.headers.get('content-type')!]
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

test('reads fields as text and files as name, type and size', async () => {
  const form = new FormData()
  form.set('file_name', 'cédula.png')
  form.set(
    'file',
    new File([new Uint8Array([0xff, 0xd8, 0x0d, 0x0a])], 'cedula.png', { type: 'image/png' }),
  )

  expect(await readMultipart(...(await encode(form)))).toEqual({
    file_name: 'cédula.png',
    file: { filename: 'cedula.png', type: 'image/png', size: 4 },
  })
})

test('a repeated name gives the list, an empty form none', async () => {
  const form = new FormData()
  for (const tag of ['a', 'b', 'c']) form.append('tag', tag)
  expect(await readMultipart(...(await encode(form)))).toEqual({ tag: ['a', 'b', 'c'] })
  expect(await readMultipart(bytesOf('--x--\r\n'), 'multipart/form-data; boundary="x"')).toEqual({})
})

test('refuses a body whose content has a line that begins with the boundary, and splits it nowhere', async () => {
  const boundary = 'form-boundary-7d1'
  const contentType = `multipart/form-data; boundary=${boundary}`
  const head = 'content-disposition: form-data; name='
  const toBody = (content: string) =>
    bytesOf(
      `--${boundary}\r\n${head}a\r\n\r\n${content}\r\n--${boundary}\r\n${head}b\r\n\r\ntwo\r\n--${boundary}--\r\n`,
    )
  expect(await readMultipart(toBody('--form'), contentType)).toEqual({ a: '--form', b: 'two' })
  for (const content of [`--${boundary} is text`, `one\r\n--${boundary}y is text`]) {
    expect(await readMultipart(toBody(content), contentType)).toContain('is missing or wrong')
  }
})

test.each([
  ['multipart/form-data', '--x--'],
  ['multipart/form-data; boundary=x', 'device=casa'],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name=a\r\n\r\nb'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; filename=a\r\n\r\nb\r\n--x--',
  ],
  ['multipart/form-data; boundary=x', '--x\r\nnonsense\r\n--x--'],
])('says that it cannot read %s %j', async (contentType, text) => {
  expect(await readMultipart(bytesOf(text), contentType)).toContain('is missing or wrong')
})

test('refuses more parts than a form has', async () => {
  const form = new FormData()
  for (let n = 0; n <= 100; n++) form.append('tag', String(n))
  expect(await readMultipart(...(await encode(form)))).toBe('more than 100 parts')
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
