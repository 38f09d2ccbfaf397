import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createControl } from '#control/control'
import { createSandbox } from '../../../mocks/index.ts'
import { acmePath, createAcme } from '../../fixtures/acme-sandbox.ts'

async function createApi() {
  const { sandbox, api } = await createAcme()
  const app = createControl(sandbox.engine)
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await app.request(`/_ensayo${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  return { sandbox, api, post: (body: unknown) => send('POST', '/provider-states', body), send }
}

/** As Pact's verifier posts it. */
const setUp = (state: string, params = {}) => ({ consumer: 'shop', state, params, action: 'setup' })

test('makes a state with its parameters and answers its values', async () => {
  const { api, post } = await createApi()
  const { status, body } = await post(setUp('a widget exists', { name: 'Mesa' }))
  expect({ status, body }).toEqual({ status: 200, body: { widgetId: expect.any(String) } })
  const widget = await (await api.get(`/widgets/${body.widgetId}`)).json()
  expect(widget).toMatchObject({ name: 'Mesa' })
})

test('makes several states, as older verifiers ask for them, and none for an empty one', async () => {
  const { post } = await createApi()
  const states = ['nothing exists', { name: 'a widget exists', params: { name: 'Mesa' } }]
  expect(await post({ consumer: 'shop', states })).toMatchObject({
    body: { widgetId: expect.any(String) },
  })
  expect(await post(setUp(''))).toEqual({ status: 200, body: {} })
})

test('a teardown leaves the account as new', async () => {
  const { sandbox, post } = await createApi()
  await post(setUp('a widget exists'))
  const answer = await post({ ...setUp('a widget exists'), action: 'teardown' })
  expect(answer).toEqual({ status: 200, body: {} })
  expect((await sandbox.engine.snapshot()).store.default?.['acme/widget'] ?? []).toEqual([])
})

test('an unknown state is answered with the nearest and all that there are', async () => {
  const { post } = await createApi()
  const { status, body } = await post(setUp('a widget exist'))
  expect(status).toBe(404)
  expect(body.ensayo.code).toBe('STATE_UNKNOWN')
  expect(body.ensayo.message).toMatch(
    /^No provider state "a widget exist"\. Did you mean "a widget exists"\? There are: "a widget exists", "nothing exists", "the credentials are good"/,
  )
})

test('a parameter that the state does not take is named', async () => {
  const { post } = await createApi()
  expect(await post(setUp('a widget exists', { nam: 1 }))).toMatchObject({
    status: 422,
    body: { ensayo: { code: 'STATE_INVALID', message: expect.stringContaining('mean "name"') } },
  })
})

test('a state that the provider refuses is told with its answer and the hint', async () => {
  const { post } = await createApi()
  expect(await post(setUp('a widget exists', { name: 7 }))).toMatchObject({
    status: 422,
    body: {
      ensayo: { message: expect.stringMatching(/cannot be made: POST \/widgets answers 4\d\d/) },
    },
  })
})

test('lists states with title, parameters and values, those of credentials included', async () => {
  const { send } = await createApi()
  const { body } = await send('GET', '/provider-states?provider=acme')
  expect(body[0]).toEqual({
    name: 'a widget exists',
    provider: 'acme',
    title: 'A widget, as a request makes it',
    parameters: { name: { description: 'What it is called', default: 'Silla' } },
    values: { widgetId: 'Its id' },
  })
  expect(body.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['the API key is wrong', 'the session token has expired']),
  )
})

test('a state about a token answers one, for verifiers of others', async () => {
  const { post } = await createApi()
  const { body } = await post(setUp('the session token has expired'))
  expect(body).toEqual({ sessionToken: expect.stringMatching(/^eyJ/) })
})

test('a state that several providers have wants to be told whose', async () => {
  const signed = join(import.meta.dirname, '../../fixtures/signed.yaml')
  await using sandbox = await createSandbox({ providers: [acmePath, signed] })
  const app = createControl(sandbox.engine)
  const ask = async (query: string) => {
    const body = JSON.stringify(setUp('the API key is wrong'))
    const answer = await app.request(`/_ensayo/provider-states${query}`, { method: 'POST', body })
    return { status: answer.status, text: await answer.text() }
  }
  expect(await ask('')).toEqual({
    status: 404,
    text: expect.stringContaining('Several providers have the state'),
  })
  expect((await ask('?provider=signed')).status).toBe(200)
})
