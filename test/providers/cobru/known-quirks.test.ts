/**
 * The table "Known quirks" of the documents' error page, row by row, and how the control API switches
 * what a row does. Source: https://docs.cobru.co/en/docs/errors, read 2026-11-20.
 */
import { expect, test } from 'vitest'
import type { Answer, Cobru } from './kit.ts'
import { createCobru, hintsOf, toCreateBody } from './kit.ts'

const CREATION_ERROR = { error: 'Error en la creacion del cobru.' }

interface Row {
  row: string
  ask(cobru: Cobru): Promise<Answer>
  status: number
  body: unknown
  /** What the table says to do. */
  hint: RegExp
  /** Another variant and what it answers in place. */
  other: [quirk: string, variant: string, status: number]
}

const createWith = (overrides: Record<string, unknown>) => (cobru: Cobru) =>
  cobru.api.post('/cobru/', toCreateBody(cobru.sandbox, overrides))

const ROWS: Row[] = [
  {
    row: '1: `payment_method_enabled` sent as object',
    ask: createWith({ payment_method_enabled: { breb: true } }),
    status: 400,
    body: { payment_method_enabled: ['Not a valid string.'] },
    hint: /JSON\.stringify/,
    other: ['cobru.create.pme-object-403', '403', 403],
  },
  {
    row: '2: missing `callback`',
    ask: createWith({ callback: undefined }),
    status: 403,
    body: CREATION_ERROR,
    hint: /Validation, not authentication.*`callback`/,
    other: ['cobru.create.missing-callback-403', 'lenient-201', 201],
  },
  {
    row: '2: missing `payer_redirect_url`',
    ask: createWith({ payer_redirect_url: undefined }),
    status: 403,
    body: CREATION_ERROR,
    hint: /Validation, not authentication.*`payer_redirect_url`/,
    other: ['cobru.create.missing-redirect-403', '400-field-map', 400],
  },
  {
    row: '3: credentials are present but create payment still fails',
    ask: createWith({ callback: undefined, payer_redirect_url: undefined }),
    status: 403,
    body: CREATION_ERROR,
    hint: /Validation, not authentication/,
    other: ['cobru.create.legacy-optional-urls', 'lenient-201', 201],
  },
  {
    row: '4: `refresh_token` body field fails',
    ask: ({ api, sandbox }) =>
      api.post('/token/refresh/', { refresh_token: sandbox.cobru.credentials.refreshToken }),
    status: 400,
    body: { refresh: ['This field is required.'] },
    hint: /`refresh`, not `refresh_token`/,
    other: ['cobru.auth.refresh-field-name', '401-detail', 401],
  },
  {
    row: '5: payment URL does not open',
    ask: async ({ api, create }) => api.send(`/pay/${(await create()).pk}`),
    status: 404,
    body: { detail: 'Not found.' },
    hint: /\{baseUrl\}\/\{url\}/,
    other: ['cobru.hosted.pay-pk-dead', 'html-error', 500],
  },
]

test.each(ROWS)('known quirk $row, with a hint', async ({ ask, status, body, hint }) => {
  await using cobru = await createCobru()

  const answer = await ask(cobru)

  expect(answer.status).toBe(status)
  expect(answer.body).toEqual(body)
  expect(hintsOf(answer).hint).toMatch(hint)
  expect(hintsOf(answer).quirks).toHaveLength(1)
})

test.each(ROWS)('known quirk $row: the hint can be turned off', async ({ ask, status, body }) => {
  await using cobru = await createCobru({ hints: false })

  const answer = await ask(cobru)

  expect(answer).toMatchObject({ status, body })
  expect([...answer.headers.keys()].filter((name) => name.startsWith('x-ensayo'))).toEqual([])
})

test.each(ROWS)('known quirk $row: the control API switches it', async ({ ask, status, other }) => {
  await using cobru = await createCobru({ listen: true })
  const { control } = await cobru.sandbox.health()
  const [quirk, variant, otherwise] = other
  expect((await ask(cobru)).status).toBe(status)

  const switched = await fetch(`${control}/_ensayo/quirks/${quirk}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ variant }),
  })

  expect(switched.status).toBe(200)
  expect(await switched.json()).toMatchObject({ id: quirk, active: variant })
  const answer = await ask(cobru)
  expect(answer.status).toBe(otherwise)
  expect(hintsOf(answer).quirks).toContain(`${quirk}=${variant}`)
})

test('known quirk 3 covers the other causes that the table names, each with its own hint', async () => {
  await using cobru = await createCobru()
  const sent = JSON.stringify(toCreateBody(cobru.sandbox))
  const asText = { 'content-type': 'text/plain' }

  const flags = await createWith({ payment_method_enabled: 'breb' })(cobru)
  const type = await cobru.api.post('/cobru/', sent, asText)

  expect(flags).toMatchObject({ status: 403, body: CREATION_ERROR })
  expect(hintsOf(flags).hint).toContain('`payment_method_enabled`')
  expect(type).toMatchObject({ status: 415 })
  expect(hintsOf(type).hint).toMatch(/application\/json|Content-Type/)
})

test('a switched variant concerns one account only', async () => {
  await using cobru = await createCobru()
  await using account = await cobru.sandbox.account()
  await account.quirks.set('cobru.create.missing-callback-403', 'lenient-201')

  const answer = await createWith({ callback: undefined })(cobru)

  expect(answer.status).toBe(403)
})
