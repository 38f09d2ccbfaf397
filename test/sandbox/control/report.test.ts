/** Reports over the control API. */
import { expect, test } from 'vitest'
import { createControl } from '#control/control'
import { createAcme } from '../../fixtures/acme-sandbox.ts'

async function open() {
  const { sandbox, api } = await createAcme()
  await sandbox.account('other')
  await api.widget()
  const app = createControl(sandbox.engine)
  return (path: string) => app.request(`/_ensayo/report/${path}`)
}

test.each([
  ['', 'application/json', '{\n  "kind": "readiness"'],
  ['?format=text', 'text/plain; charset=utf-8', 'Readiness: Acme Pagos, account default'],
  ['?format=markdown', 'text/markdown; charset=utf-8', '## Readiness: Acme Pagos'],
  ['?format=html', 'text/html; charset=utf-8', '<!doctype html>'],
])('readiness%s is answered as %s', async (query, type, start) => {
  const answer = await (await open())(`readiness${query}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe(type)
  expect((await answer.text()).startsWith(start)).toBe(true)
})

test('a report is about the account that was asked for, or all of them', async () => {
  const report = await open()
  const accountsOf = async (query: string) =>
    (await (await report(`coverage${query}`)).json()).accounts
  expect(await accountsOf('')).toEqual(['default'])
  expect(await accountsOf('?account=other&provider=acme')).toEqual(['other'])
  expect(await accountsOf('?account=*')).toEqual(['default', 'other'])
})

test.each([
  ['readiness?format=pdf', 422, 'format'],
  ['readiness?since=1', 422, 'query "since"'],
  ['coverage?provider=acne', 404, 'Did you mean "acme"?'],
  ['coverage?account=nobody', 404, 'nobody'],
])('%s is refused with %i', async (path, status, text) => {
  const answer = await (await open())(path)
  expect(answer.status).toBe(status)
  expect((await answer.json()).ensayo.message).toContain(text)
})
