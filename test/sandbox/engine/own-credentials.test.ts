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
        `credentials: ${provider}.${name}: Account "mine" holds that value already`,
      )
      const fixed = { [provider]: { [name]: sandbox[provider].credentials[name as never] } }
      await expect(sandbox.accounts.create('other', { credentials: fixed })).rejects.toThrow(
        `credentials: ${provider}.${name}: Account "default" holds that value already`,
      )
    }
    const names = Object.keys(credentials).filter((name) => !identifies.includes(name))
    const rest = Object.fromEntries(names.map((name) => [name, credentials[name]!]))
    const other = await sandbox.account('other', { credentials: { [provider]: rest } })
    expect(other[provider].credentials).toMatchObject(rest)
  },
)

const PUBLIC = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
  type: 'spki',
  format: 'pem',
})

test.each([
  [{ cobruu: {} }, 'cobruu: No such provider. Did you mean "cobru"?'],
  [{ cobru: { apikey: 'x' } }, 'cobru.apikey: No such credential. Did you mean "apiKey"?'],
  [{ cobru: { apiKey: ' x' } }, 'cobru.apiKey: It begins or ends with a space.'],
  [{ cobru: { apiKey: 'a\nb' } }, 'cobru.apiKey: It holds a line break'],
  [{ avenia: { privateKey: 'no key' } }, 'avenia.privateKey: It cannot be read as a key'],
])('refuses %j with where, what and cure', async (credentials, message) => {
  await using sandbox = await createSandbox()
  const given = credentials as Record<string, Record<string, string>>
  const making = sandbox.engine.createAccount('mine', given)
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
