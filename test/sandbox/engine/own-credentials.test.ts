import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSandbox } from '../../../mocks/index.ts'
import { BUILT_IN } from './own-credentials.ts'

test.each(BUILT_IN)(
  'knows an unchanged client of $provider by the credentials in its source',
  async ({ provider, credentials, variants = {}, call }) => {
    await using sandbox = await createSandbox({ variants })
    const account = await sandbox.account('mine', { credentials: { [provider]: credentials } })
    const { fetch, credentials: held, env } = account[provider]
    expect(held).toMatchObject(credentials)
    expect(Object.values(env)).toEqual(expect.arrayContaining(Object.values(credentials)))
    const answers = await call(fetch)
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const seen = await account.requests()
    expect(seen.length).toBeGreaterThanOrEqual(answers.length)
    expect(await sandbox.requests()).toEqual([])
  },
)

test.each(BUILT_IN)(
  'refuses credentials of $provider that another account has, and names it',
  async ({ provider, credentials, identifies }) => {
    await using sandbox = await createSandbox()
    await sandbox.account('mine', { credentials: { [provider]: credentials } })
    for (const name of identifies) {
      const given = { [provider]: { [name]: credentials[name]! } }
      await expect(sandbox.accounts.create('other', { credentials: given })).rejects.toThrow(
        `credentials.${provider}.${name} is a value of the account "mine"`,
      )
      const fixed = { [provider]: { [name]: sandbox[provider].credentials[name as never] } }
      await expect(sandbox.accounts.create('other', { credentials: fixed })).rejects.toThrow(
        'Those of the default account are fixed; use that account as it is.',
      )
    }
    const names = Object.keys(credentials).filter((name) => !identifies.includes(name))
    const rest = Object.fromEntries(names.map((name) => [name, credentials[name]!]))
    const other = await sandbox.account('other', { credentials: { [provider]: rest } })
    expect(other[provider].credentials).toMatchObject(rest)
  },
)

test('takes a credential by the variable of the documents, once', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'] })
  const account = await sandbox.account('mine', {
    credentials: { cobru: { COBRU_API_KEY: 'key-of-mine' } },
  })
  expect(account.cobru.credentials.apiKey).toBe('key-of-mine')
  const twice = { cobru: { COBRU_API_KEY: 'a', apiKey: 'b' } }
  await expect(sandbox.account('other', { credentials: twice })).rejects.toThrow(
    'credentials.cobru.apiKey is there twice, once as apiKey. Keep one.',
  )
})

const PUBLIC = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
  type: 'spki',
  format: 'pem',
})

test.each([
  [{ cobruu: {} }, 'credentials.cobruu is not a provider of this sandbox. Did you mean "cobru"?'],
  [
    { cobru: { apikey: 'x' } },
    'credentials.cobru.apikey is not a credential. Did you mean "apiKey"?',
  ],
  [{ cobru: { apiKey: ' x' } }, 'credentials.cobru.apiKey begins or ends with a space'],
  [{ cobru: { apiKey: 'a\nb' } }, 'has a line break'],
  [{ avenia: { privateKey: 'no key' } }, 'credentials.avenia.privateKey cannot be read as a key'],
])('refuses %j with where, what and cure', async (credentials, message) => {
  await using sandbox = await createSandbox()
  const given = credentials as Record<string, Record<string, string>>
  const making = sandbox.engine.createAccount('mine', { credentials: given })
  await expect(making).rejects.toThrow(message)
  expect(sandbox.engine.accounts()).toHaveLength(1)
})

test('keeps them over a reset of the account, in a snapshot, and takes the public half of a key', async () => {
  await using sandbox = await createSandbox()
  const credentials = { avenia: { privateKey: String(PUBLIC) }, cobru: { apiKey: 'key-of-mine' } }
  const account = await sandbox.account('mine', { credentials })
  await account.reset()
  const snapshot = await sandbox.snapshot()
  await sandbox.accounts.remove('mine')
  await sandbox.restore(snapshot)
  const { providers } = await sandbox.accounts.show('mine')
  expect(providers.avenia!.credentials.privateKey).toBe(String(PUBLIC))
  expect(providers.cobru!.credentials.apiKey).toBe('key-of-mine')
})
