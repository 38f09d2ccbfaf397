/** Keys of one's own: an account answers to what a client carries in its source. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'

async function open() {
  const sandbox = await createSandbox({
    timeRate: 0,
    variants: { 'cobru.auth.header-generation': 'accept-both' },
  })
  onTestFinished(() => sandbox.close())
  return sandbox
}

type Sandbox = Awaited<ReturnType<typeof open>>
type Given = Record<string, Record<string, string>>

/** As at run time, where nobody checks names. */
const make = (sandbox: Sandbox, credentials: unknown, id?: string) =>
  sandbox.account(id, { credentials: credentials as Given })

const FIRST_CALLS: Record<string, { keys: Given; path: string; init: RequestInit }> = {
  'Cobru, API key and refresh token': {
    keys: { cobru: { apiKey: 'key-in-my-source', refreshToken: 'refresh-in-my-source' } },
    path: '/token/refresh/',
    init: {
      headers: { 'x-api-key': 'key-in-my-source' },
      body: '{"refresh":"refresh-in-my-source"}',
    },
  },
  'Cobru, the old header pair': {
    keys: {
      cobru: { apiToken: 'old-token', apiSecretKey: 'old-secret', refreshToken: 'old-refresh' },
    },
    path: '/token/refresh/',
    init: {
      headers: { 'Api-Token': 'old-token', 'Api-Secret-Key': 'old-secret' },
      body: '{"refresh":"old-refresh"}',
    },
  },
  'Cobre, user and secret': {
    keys: { cobre: { userId: 'cli_mine', secret: 'my-secret' } },
    path: '/v1/auth',
    init: { body: '{"user_id":"cli_mine","secret":"my-secret"}' },
  },
  'Avenia, e-mail and password': {
    keys: { avenia: { email: 'me@shop.example', password: 'my-password' } },
    path: '/v2/auth/login',
    init: { body: '{"email":"me@shop.example","password":"my-password"}' },
  },
  'Localpayment, user and password': {
    keys: { localpayment: { username: 'me@shop.example', password: 'my-password' } },
    path: '/api/token/',
    init: { body: '{"username":"me@shop.example","password":"my-password"}' },
  },
}

test.each(Object.entries(FIRST_CALLS))('%s are taken', async (_who, { keys, path, init }) => {
  const sandbox = await open()
  const [provider = ''] = Object.keys(keys)
  const headers = { 'content-type': 'application/json', ...init.headers }
  const call = () => sandbox[provider as 'cobru'].fetch(path, { method: 'POST', ...init, headers })
  expect((await call()).status).toBeGreaterThanOrEqual(400)
  const account = await make(sandbox, keys, 'mine')
  expect(account[provider as 'cobru'].credentials).toMatchObject(keys[provider]!)
  expect((await call()).status).toBeLessThan(300)
  const [first] = await account.requests.list()
  expect(first?.account).toBe('mine')
})

test('what is left out is made up', async () => {
  const sandbox = await open()
  const account = await sandbox.account('mine', { credentials: { cobru: { apiKey: 'mine' } } })
  expect(account.cobru.credentials.refreshToken).not.toBe(sandbox.cobru.credentials.refreshToken)
  expect(account.cobru.credentials.refreshToken).toHaveLength(64)
})

test('they stay over a reset and a snapshot', async () => {
  const sandbox = await open()
  const account = await sandbox.account('mine', { credentials: { cobre: { userId: 'cli_mine' } } })
  await account.reset()
  const snapshot = await sandbox.snapshot()
  await sandbox.reset()
  await sandbox.restore(snapshot)
  const { providers } = await sandbox.accounts.show('mine')
  expect(providers.cobre?.credentials.userId).toBe('cli_mine')
})

const IDENTIFY = ['apiKey', 'apiToken', 'apiSecretKey', 'userId', 'email']

test('every credential that identifies an account is refused while another holds it', async () => {
  const sandbox = await open()
  const account = await sandbox.account('first')
  for (const { providers, id } of [
    await sandbox.accounts.show('default'),
    await sandbox.accounts.show('first'),
  ]) {
    for (const [provider, { credentials }] of Object.entries(providers)) {
      for (const [name, value] of Object.entries(credentials)) {
        const making = make(sandbox, { [provider]: { [name]: value } })
        // A password or the key of a signature says nothing of whose it is, and may be that of several.
        if (!IDENTIFY.includes(name) && !(provider === 'localpayment' && name === 'username')) {
          await (await making)[Symbol.asyncDispose]()
          continue
        }
        await expect(making).rejects.toThrow(
          `credentials: ${provider}.${name}: Account "${id}" holds that value already`,
        )
      }
    }
  }
  await account[Symbol.asyncDispose]()
  const { apiKey } = account.cobru.credentials
  await using again = await sandbox.account('again', { credentials: { cobru: { apiKey } } })
  expect(again.cobru.credentials.apiKey).toBe(apiKey)
})

describe('what nobody could use is refused, and no account is made', () => {
  test.each([
    [{ cobruu: { apiKey: 'a' } }, 'Did you mean "cobru"?'],
    [{ cobru: { apikey: 'a' } }, 'Did you mean "apiKey"?'],
    [{ cobru: { quite: 'else' } }, 'There are: apiKey, refreshToken,'],
    [{ cobru: { apiKey: '' } }, 'Give a text that is not empty.'],
    [{ cobru: { apiKey: ' a' } }, 'It begins or ends with a space.'],
    [{ cobru: { apiKey: 'a\nb' } }, 'another control character'],
    [{ cobru: { apiKey: 7 } }, 'credentials'],
    [{ cobru: 'a' }, 'credentials'],
    [[], 'credentials'],
  ])('%j', async (credentials, cure) => {
    const sandbox = await open()
    await expect(make(sandbox, credentials)).rejects.toThrow(cure)
    expect(await sandbox.accounts.list()).toHaveLength(1)
  })
})

test('a value that is too long is refused', async () => {
  const credentials = { cobru: { apiKey: 'a'.repeat(10_001) } }
  await expect(make(await open(), credentials)).rejects.toThrow('at most 10000 characters')
})

test('names are checked in the editor, too', async () => {
  const sandbox = await open()
  // @ts-expect-error: Cobru has no such credential
  const made = sandbox.account('mine', { credentials: { cobru: { apikey: 'a' } } })
  await expect(made).rejects.toThrow('Did you mean "apiKey"?')
})

test('variables hold every credential, the old header pair of Cobru among them', async () => {
  const sandbox = await open()
  for (const { credentials, env } of [
    sandbox.cobru,
    sandbox.cobre,
    sandbox.avenia,
    sandbox.localpayment,
  ]) {
    expect(Object.values(env)).toEqual(expect.arrayContaining(Object.values(credentials)))
  }
  expect(sandbox.cobru.env).toMatchObject({
    COBRU_API_TOKEN: sandbox.cobru.credentials.apiToken,
    COBRU_API_SECRET_KEY: sandbox.cobru.credentials.apiSecretKey,
  })
})
