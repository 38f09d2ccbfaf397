import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { rsaKeyOf } from '#accounts/rsa-key'
import { createTokenMint } from '#accounts/tokens'

const CLAIMS = { account: 'a', provider: 'p', kind: 'access', expiresAt: 20_000, issuedAt: 10_000 }

test('a token signed by RS256 is read again, by a mint of the same seed alone', async () => {
  const token = await createTokenMint('1').issue({ ...CLAIMS, jti: 'x', algorithm: 'RS256' })
  const { issuedAt: _, ...claims } = CLAIMS
  expect(await createTokenMint('1').read(token)).toEqual(claims)
  expect(await createTokenMint('2').read(token)).toBeUndefined()
})

test('its signature is that of the seed`s RSA key of 2048 bits', async () => {
  const token = await createTokenMint('1').issue({ ...CLAIMS, jti: 'x', algorithm: 'RS256' })
  const [head, payload, signature] = token.split('.') as [string, string, string]
  const key = rsaKeyOf('1')
  expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65_537n })
  const text = Buffer.from(`${head}.${payload}`)
  const given = Buffer.from(signature, 'base64url')
  expect(verify('sha256', text, createPublicKey(key), given)).toBe(true)
})

test('the same seed gives the same token, byte for byte', async () => {
  const issue = (seed: string) =>
    createTokenMint(seed).issue({ ...CLAIMS, jti: 'x', algorithm: 'RS256' })
  expect(await issue('1')).toBe(await issue('1'))
  expect(await issue('1')).not.toBe(await issue('2'))
})

test('a head that names another algorithm than the signature is refused', async () => {
  const mint = createTokenMint('1')
  const rsa = await mint.issue({ ...CLAIMS, jti: 'x', algorithm: 'RS256' })
  const hmac = await mint.issue({ ...CLAIMS, jti: 'x' })
  const [head] = rsa.split('.')
  const [, payload, signature] = hmac.split('.')
  expect(await createTokenMint('1').read(`${head}.${payload}.${signature}`)).toBeUndefined()
  expect(await createTokenMint('1').read(`eyJub3Q.${payload}.${signature}`)).toBeUndefined()
})
