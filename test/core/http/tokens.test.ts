import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createTokenMint } from '#accounts/tokens'

const ISSUED = 1_764_000_000_000

const issue = (seed = 'ensayo', kind = 'access') =>
  createTokenMint(seed).issue({
    account: 'default',
    provider: 'acme',
    kind,
    issuedAt: ISSUED,
    expiresAt: ISSUED + 3_600_000,
    jti: '0123',
    extra: { user_id: 7 },
  })

const decode = (part: string | undefined) =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString())

test('is a JWT of three parts that anybody can read', () => {
  const [header, payload] = issue().split('.')
  expect(decode(header)).toEqual({ typ: 'JWT', alg: 'HS256' })
  expect(decode(payload)).toEqual({
    user_id: 7,
    token_type: 'access',
    exp: 1_764_003_600,
    iat: 1_764_000_000,
    jti: '0123',
    sub: 'default',
    iss: 'acme',
  })
})

test('is the same text for the same seed, on every start', () => {
  expect(issue()).toBe(
    'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjo3LCJ0b2tlbl90eXBlIjoiYWNjZXNzIiwiZXhwIjoxNzY0MDAzNjAwLCJpYXQiOjE3NjQwMDAwMDAsImp0aSI6IjAxMjMiLCJzdWIiOiJkZWZhdWx0IiwiaXNzIjoiYWNtZSJ9.HLAvUwolvPt0vgKXlNc9orXAUGa16pn11xt93bvnD0s',
  )
  expect(issue('other')).not.toBe(issue())
})

test('is read by a sandbox of the same seed that never saw it, and by no other', () => {
  const claims = {
    account: 'default',
    provider: 'acme',
    kind: 'access',
    expiresAt: 1_764_003_600_000,
  }
  expect(createTokenMint('ensayo').read(issue())).toEqual(claims)
  expect(createTokenMint('other').read(issue())).toBeUndefined()
})

test.each([
  [
    'another payload',
    (token: string) => token.replace(/\.[^.]+\./, `.${issue('x', 'refresh').split('.')[1]}.`),
  ],
  ['no signature', (token: string) => token.replace(/[^.]+$/, '')],
  ['one character less', (token: string) => token.slice(0, -1)],
  ['a fourth part', (token: string) => `${token}.x`],
  [
    'a header without a signature',
    () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`,
  ],
  ['nothing', () => ''],
])('refuses a token with %s', (_, change) => {
  expect(createTokenMint('ensayo').read(change(issue()))).toBeUndefined()
})

test('refuses one that another key signed', () => {
  const [header, payload] = issue().split('.')
  const text = `${header}.${payload}`
  const signature = createHmac('sha256', 'guess').update(text).digest('base64url')
  expect(createTokenMint('ensayo').read(`${text}.${signature}`)).toBeUndefined()
})
