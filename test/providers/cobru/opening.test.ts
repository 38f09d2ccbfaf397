/** What an account starts with. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSandbox } from '../../../mocks/index.ts'

test('an opening balance without COP is the same, however often somebody looks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'opening-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const text = readFileSync(join(import.meta.dirname, '../../../specs/cobru.yaml'), 'utf8')
  const file = join(folder, 'cobru.yaml')
  writeFileSync(file, text.replace("COP: '2000000.00', USD: '9995.00'", "COP: '0.00', USD: '1.00'"))
  await using sandbox = await createSandbox({ providers: [file as 'cobru'] })
  const { credentials, fetch } = sandbox.cobru
  const key = { 'x-api-key': credentials.apiKey!, 'content-type': 'application/json' }
  const body = JSON.stringify({ refresh: credentials.refreshToken })
  const refreshed = await fetch('/token/refresh/', { method: 'POST', headers: key, body })
  const { access } = (await refreshed.json()) as { access: string }
  const headers = { ...key, authorization: `Bearer ${access}` }

  const looks = [await fetch('/balance/', { headers }), await fetch('/balance/', { headers })]
  const [first, second] = await Promise.all(looks.map((look) => look.json()))
  expect(first).toMatchObject({ balance: '0.00', balance_usd: '1.00' })
  expect(second).toEqual(first)
})
