/** What a test suite pays that uses the library: run as a process of its own, prints JSON. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CREATE_BODY } from './cobru.ts'

type Library = typeof import('../../mocks/index.ts')

/** As it is packed. */
const library = pathToFileURL(join(import.meta.dirname, '../../dist/index.js')).href
const { createSandbox } = (await import(library)) as Library

const ACCOUNTS = 200

const startedAt = performance.now()
const sandbox = await createSandbox({ providers: ['cobru'] })
await pay(sandbox)
const firstAnswerMs = performance.now() - startedAt

const accountsAt = performance.now()
for (let made = 0; made < ACCOUNTS; made++) {
  await using account = await sandbox.account()
  await pay(account)
}
const accountMs = (performance.now() - accountsAt) / ACCOUNTS
await sandbox.close()
console.log(JSON.stringify({ firstAnswerMs, accountMs }))

interface Payer {
  cobru: { credentials: Record<string, string>; fetch: typeof fetch }
}

/** A token, and a payment with it. */
async function pay({ cobru }: Payer) {
  const { credentials, fetch } = cobru
  const key = { 'content-type': 'application/json', 'x-api-key': credentials.apiKey! }
  const body = JSON.stringify({ refresh: credentials.refreshToken })
  const { access } = await (
    await fetch('/token/refresh/', { method: 'POST', headers: key, body })
  ).json()
  const headers = { ...key, authorization: `Bearer ${access}` }
  const answer = await fetch('/cobru/', { method: 'POST', headers, body: CREATE_BODY })
  if (answer.status !== 201) throw new Error(`POST /cobru/ answered ${answer.status}`)
}
