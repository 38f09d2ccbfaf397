/** What a request looks like once the account's own credentials stand in it. */
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Equipment } from '#engine/flaw'
import { createSandbox } from '../../../mocks/index.ts'
import { createAcme, KEY, START, toInit } from '../../fixtures/acme-sandbox.ts'

const BASE = 'http://acme.ensayo.localhost'

async function createEquip() {
  const { sandbox, fetch } = await createAcme()
  const equip = (path: string, init: RequestInit, equipment?: Equipment) =>
    sandbox.engine.equip('default', 'acme', new Request(`${BASE}${path}`, init), equipment)
  return { sandbox, fetch, equip }
}

const MADE_UP = { 'x-acme-key': 'made-up', authorization: 'Bearer made-up' }

test("puts the account's key and a token of it in the place of made-up ones", async () => {
  const { fetch, equip } = await createEquip()
  const request = await equip('/widgets', toInit('POST', { name: 'Silla' }, MADE_UP))

  expect(request.headers.get('x-acme-key')).toBe(KEY)
  expect(await request.clone().json()).toEqual({ name: 'Silla' })
  expect((await fetch(request)).status).toBe(201)
})

test('adds nothing that the request lacks, unless it is asked to', async () => {
  const { fetch, equip } = await createEquip()
  const bare = toInit('POST', { name: 'Silla' })

  expect((await fetch(await equip('/widgets', bare))).status).toBe(401)
  expect((await fetch(await equip('/widgets', bare, { adds: true }))).status).toBe(201)
})

test('puts credentials where `x-caller` and `x-carries` say that a body has them', async () => {
  const { equip } = await createEquip()
  const body = { key: 'made-up', session: 'made-up', other: 'stays' }
  const request = await equip('/logins', toInit('POST', body))

  expect(await request.json()).toEqual({
    key: KEY,
    session: expect.stringMatching(/^eyJ/),
    other: 'stays',
  })
})

test('makes bad what is to be bad, and puts the rest right', async () => {
  const { fetch, equip } = await createEquip()
  const ask = async (flaws: NonNullable<Equipment['flaws']>, headers = MADE_UP) => {
    const request = await equip('/widgets', toInit('POST', { name: 'Silla' }, headers), { flaws })
    return { status: (await fetch(request.clone())).status, headers: request.headers }
  }

  const wrong = await ask({ apiKey: 'wrong' })
  expect(wrong.headers.get('x-acme-key')).toBe('made-up')
  expect(wrong.headers.get('authorization')).toMatch(/^Bearer eyJ/)
  expect(wrong.status).toBe(403)
  const spoilt = await ask({ apiKey: 'wrong' }, { ...MADE_UP, 'x-acme-key': KEY })
  expect(spoilt.headers.get('x-acme-key')).not.toBe(KEY)
  expect((await ask({ apiKey: 'missing' })).headers.has('x-acme-key')).toBe(false)
  expect((await ask({ session: 'expired' })).status).toBe(401)
  expect((await ask({})).status).toBe(201)
})

test("puts a state's values in the place of path parameters and fields of their names", async () => {
  const { equip } = await createEquip()
  const { url } = await equip('/widgets/made-up', toInit('GET', undefined, MADE_UP), {
    values: { widgetId: 'w 1' },
  })
  expect(new URL(url).pathname).toBe('/widgets/w%201')
  const body = { name: 'made-up', size: 3 }
  const request = await equip('/widgets', toInit('POST', body, MADE_UP), {
    values: { name: 'Mesa' },
  })
  expect(await request.json()).toEqual({ name: 'Mesa', size: 3 })
})

test('leaves a body as it came, byte for byte, when nothing in it is replaced', async () => {
  const { equip } = await createEquip()
  const text = '{ "name" : "Silla",\n "n": 1.0 }'
  const request = await equip('/widgets', toInit('POST', text, MADE_UP))
  expect(await request.text()).toBe(text)
})

test('leaves a request alone that no operation matches', async () => {
  const { equip } = await createEquip()
  const request = await equip('/nowhere', { headers: MADE_UP })
  expect(request.headers.get('x-acme-key')).toBe('made-up')
})

test('signs anew over what is sent, with the key of the account', async () => {
  const file = join(import.meta.dirname, '../../fixtures/signed.yaml')
  await using sandbox = await createSandbox({ providers: [file], startAt: START, timeRate: 0 })
  const face = sandbox.engine.providers.get('signed')!
  const ask = async (flaws: NonNullable<Equipment['flaws']> = {}) => {
    const request = new Request('http://signed.ensayo.localhost/notes/a?b=1', {
      method: 'POST',
      headers: {
        'x-key': 'made-up',
        'x-timestamp': '1',
        'x-signature': 'v1=00',
        'content-type': 'application/json',
      },
      body: '{"n":1}',
    })
    const equipped = await sandbox.engine.equip('default', 'signed', request, { flaws })
    return { equipped, status: (await face.fetch(equipped.clone())).status }
  }

  const { equipped, status } = await ask()
  const text = `${START / 1_000}.POST./notes/a?b=1.{"n":1}`
  const hex = createHmac('sha256', 'secret-of-everybody').update(text).digest('hex')
  expect(equipped.headers.get('x-signature')).toBe(`v1=${hex}`)
  expect(status).toBe(200)
  expect((await ask({ Signature: 'wrong' })).status).toBe(401)
  expect((await ask({ Signature: 'expired' })).status).toBe(401)
  expect((await ask({ Signature: 'missing' })).status).toBe(401)
})
