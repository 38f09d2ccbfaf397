/** Calls that the sandbox makes itself, and what it says of an operation before. */
import { expect, test } from 'vitest'
import { createAcme, writeAcme } from '../../fixtures/acme-sandbox.ts'

const PLAIN = `{ schema: { $ref: '#/components/schemas/CreateWidget' } }`
const body = { name: 'Silla' }

test('calls an operation with the account’s own credentials and the documented example', async () => {
  const example = `{ schema: { $ref: '#/components/schemas/CreateWidget' }, example: { name: Taburete } }`
  const { sandbox } = await createAcme({ spec: writeAcme(PLAIN, example) })
  const sent = await sandbox.requests.send({ operationId: 'createWidget' })
  expect(sent).toMatchObject({
    status: 201,
    sent: { method: 'POST', path: '/widgets' },
    body: { name: 'Taburete', state: 'pending' },
  })
  expect(sent.sent.body).toEqual({ name: 'Taburete' })
  expect(await sandbox.requests.show(sent.request!)).toMatchObject({
    account: 'default',
    operationId: 'createWidget',
    response: { status: 201 },
  })
})

test('takes parameters to their places, and a body of the caller’s', async () => {
  const { sandbox, api } = await createAcme()
  const { widgetId } = await api.widget({ name: 'Mesa' })
  const read = await sandbox.requests.send({
    operationId: 'acme.getWidget',
    parameters: { widgetId },
  })
  expect(read).toMatchObject({ status: 200, body: { name: 'Mesa' } })
  expect(read.sent).toEqual({ method: 'GET', path: `/widgets/${widgetId}` })
})

test('calls for an account of its own, which others do not see', async () => {
  const { sandbox } = await createAcme()
  const account = await sandbox.account('shop')
  const before = await sandbox.requests.list()
  const sent = await account.requests.send({ operationId: 'createWidget', body })
  expect(sent.status).toBe(201)
  expect(await account.requests.list()).toHaveLength(1)
  expect(await sandbox.requests.list()).toEqual(before)
})

test('sends no credentials when it is told not to', async () => {
  const { sandbox } = await createAcme()
  const { status } = await sandbox.requests.send({ operationId: 'createWidget', authorise: false })
  expect([401, 403]).toContain(status)
})

test('says so when a fault let no answer be made', async () => {
  const { sandbox } = await createAcme()
  await sandbox.faults.add({ operationId: 'createWidget', kind: 'reset' })
  const sent = await sandbox.requests.send({ operationId: 'createWidget' })
  expect(sent).toMatchObject({ status: 0, body: null, request: expect.stringMatching(/^req_/) })
})

test('finds its entry without hints, too', async () => {
  const { sandbox } = await createAcme({ hints: false })
  const sent = await sandbox.requests.send({ operationId: 'createWidget', body })
  expect(sent.request).toBe((await sandbox.requests.list()).at(-1)!.id)
})

test.each([
  [{ operationId: 'createWidgt' }, 'OPERATION_UNKNOWN', 'Did you mean "createWidget"?'],
  [{ operationId: 'getWidget' }, 'CONTROL_INVALID', '"widgetId" of its path is missing'],
  [
    { operationId: 'getWidget', parameters: { widgetId: 'a', widgetid: 'b' } },
    'CONTROL_INVALID',
    'Did you mean "widgetId"?',
  ],
  [
    { operationId: 'getWidget', parameters: { widgetId: 'a' }, body: {} },
    'CONTROL_INVALID',
    'it takes no body',
  ],
])('refuses %j', async (request, code, message) => {
  const { sandbox } = await createAcme()
  const before = await sandbox.requests.list()
  await expect(sandbox.requests.send(request as never)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
  expect(await sandbox.requests.list()).toEqual(before)
})

test('refuses an account that is not there', async () => {
  const { sandbox } = await createAcme()
  await using account = await sandbox.account('gone')
  await sandbox.accounts.remove('gone')
  await expect(account.requests.send({ operationId: 'createWidget' })).rejects.toMatchObject({
    code: 'ACCOUNT_UNKNOWN',
  })
})

test('shows an operation with what a caller has to know, references in their place', async () => {
  const { sandbox } = await createAcme()
  const detail = await sandbox.operations.show('acme.createWidget' as 'createWidget')
  expect(detail).toMatchObject({
    id: 'createWidget',
    provider: 'acme',
    method: 'POST',
    path: '/widgets',
    evidence: expect.any(String),
    security: expect.arrayContaining([expect.any(Array)]),
    requestBody: { content: { 'application/json': { schema: { properties: expect.anything() } } } },
    responses: { 201: { description: expect.any(String) } },
  })
  const text = JSON.stringify(detail)
  expect(text).not.toContain('"x-')
  expect(text).not.toContain('"$ref"')
})

test('leaves a schema that holds itself as a reference, once', async () => {
  const spec = writeAcme(
    '        extra: {}\n',
    '        extra: {}\n        parts: { type: array, items: { $ref: "#/components/schemas/Widget" } }\n',
  )
  const { sandbox } = await createAcme({ spec })
  const text = JSON.stringify(await sandbox.operations.show('getWidget'))
  expect(text).toContain('"$ref":"#/components/schemas/Widget"')
})
