import { expect, test } from 'vitest'
import { createAcme, read, toInit } from '../../fixtures/acme-sandbox.ts'

test('answers an unknown path in the words of the provider and names what is near in a hint', async () => {
  const { fetch } = await createAcme()
  const answer = await fetch('/widget')
  expect(answer.headers.get('x-ensayo-hint')).toBe(
    'No operation matches GET /widget. Nearest: GET /widgets, POST /widgets.',
  )
  expect(answer.headers.get('x-ensayo-operation')).toBeNull()
  expect(await read(answer)).toEqual({
    status: 404,
    body: { error: 'no_existe', method: 'GET', path: '/widget' },
  })
})

test('points to `list operations` when nothing is near', async () => {
  const { fetch } = await createAcme()
  const answer = await fetch('/something/else/altogether')
  expect(answer.status).toBe(404)
  expect(answer.headers.get('x-ensayo-hint')).toContain('`ensayo list operations` names them all.')
})

test('answers a known path with another method by 405 and the methods it takes', async () => {
  const { fetch } = await createAcme()
  const answer = await fetch('/widgets', { method: 'DELETE' })
  expect(answer.headers.get('allow')).toBe('GET, POST, HEAD')
  expect(await read(answer)).toEqual({
    status: 405,
    body: { error: 'metodo_no_permitido', method: 'DELETE' },
  })
})

test('names each method once where a fixed path and a parameter both match', async () => {
  const { fetch } = await createAcme()
  const answer = await fetch('/widgets/search', { method: 'PUT' })
  expect(answer.status).toBe(405)
  expect(answer.headers.get('allow')).toBe('GET, PATCH, DELETE, HEAD')
})

test('keeps a path with a trailing slash apart from one without, and says so', async () => {
  const { fetch, api } = await createAcme()
  const { widgetId } = await api.widget()
  const fixed = await fetch('/widgets/')
  expect(fixed.status).toBe(404)
  expect(fixed.headers.get('x-ensayo-hint')).toContain('GET /widgets (trailing slash)')
  const parameter = await api.get(`/widgets/${widgetId}/`)
  expect(parameter.status).toBe(404)
  expect(parameter.headers.get('x-ensayo-hint')).toContain(
    'GET /widgets/{widgetId} (trailing slash)',
  )
  expect((await api.get(`/widgets/${widgetId}`)).status).toBe(200)
})

test('hints at a doubled slash', async () => {
  const { fetch } = await createAcme()
  const answer = await fetch('//ping')
  expect(answer.status).toBe(404)
  expect(answer.headers.get('x-ensayo-hint')).toContain('GET /ping (double slash)')
})

test('names the right relation: another method, a doubled slash, a slash at the end', async () => {
  const { api, fetch } = await createAcme()
  const { widgetId } = await api.widget()
  const hint = async (method: string, path: string) =>
    (await fetch(path, toInit(method, undefined))).headers.get('x-ensayo-hint')
  expect(await hint('PATCH', '/widgets')).toContain('GET /widgets (other method)')
  expect(await hint('PATCH', '/widgets')).not.toContain('slash')
  expect(await hint('GET', '/widgets//')).toContain('GET /widgets (double slash)')
  expect(await hint('GET', '/widgets//')).not.toContain('trailing')
  expect(await hint('GET', `/widgets//${widgetId}`)).toContain(
    'GET /widgets/{widgetId} (double slash)',
  )
})

test('prefers a fixed path to a parameter', async () => {
  const { api } = await createAcme()
  const found = await api.get('/widgets/search?q=silla')
  expect(found.headers.get('x-ensayo-operation')).toBe('searchWidgets')
  const shown = await api.get('/widgets/searches')
  expect(shown.headers.get('x-ensayo-operation')).toBe('getWidget')
})

test('decodes path parameters, broken escapes included', async () => {
  const { api } = await createAcme()
  const decoded = await read(await api.get('/widgets/a%20b%2Fc'))
  expect(decoded).toEqual({ status: 404, body: { error: 'widget_no_existe', id: 'a b/c' } })
  expect((await read(await api.get('/widgets/%E0%A4%A'))).status).toBe(404)
})

test('answers HEAD as GET, without a body', async () => {
  const { fetch } = await createAcme()
  const answer = await fetch('/ping', { method: 'HEAD' })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('')
})

test('belongs an unmatched request to the account whose key it carries', async () => {
  const { sandbox } = await createAcme()
  const account = await sandbox.account()
  const key = account.acme.credentials.apiKey!
  await sandbox.acme.fetch('/nowhere', { headers: { 'x-acme-key': key } })
  expect(await account.requests()).toMatchObject([
    { request: { path: '/nowhere' }, response: { status: 404 } },
  ])
  expect(await sandbox.requests({ path: '/nowhere' })).toEqual([])
})

test('says which operation answered, on what evidence, unless hints are off', async () => {
  const { fetch } = await createAcme()
  const said = Object.fromEntries((await fetch('/ping')).headers)
  expect(said).toEqual({
    'content-type': 'application/json',
    date: 'Sun, 01 Mar 2026 12:00:00 GMT',
    'x-ensayo-request': 'req_2',
    'x-ensayo-operation': 'ping',
    'x-ensayo-evidence': 'documented',
  })
  const quiet = await createAcme({ hints: false })
  expect(Object.fromEntries((await quiet.fetch('/ping')).headers)).toEqual({
    'content-type': 'application/json',
    date: 'Sun, 01 Mar 2026 12:00:00 GMT',
  })
})

test('answers an operation known by name only with 501 in our own shape', async () => {
  const { api } = await createAcme()
  const answer = await api.get('/reports')
  expect(answer.headers.get('x-ensayo-evidence')).toBe('named')
  expect(await read(answer)).toEqual({
    status: 501,
    body: {
      ensayo: {
        code: 'NOT_MODELLED',
        message:
          'GET /reports (listReports) is known by name only; its contract is not documented, so Ensayo does not model it.',
      },
    },
  })
})

test('asks for credentials before it says that an operation is not modelled', async () => {
  const { fetch } = await createAcme()
  expect((await fetch('/reports', toInit('GET', undefined))).status).toBe(401)
})
