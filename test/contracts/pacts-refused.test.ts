import { expect, test } from 'vitest'
import { verifyPacts } from '#pact/verify'
import { writePact, writeText } from './pact-files.ts'

test('without Pact it says what to install', async () => {
  const resolvePact = () => {
    throw new Error('Cannot find package')
  }
  await expect(verifyPacts({ files: [], resolvePact })).rejects.toMatchObject({
    code: 'PACT_MISSING',
    exit: 2,
    message: expect.stringContaining('npm install --save-dev @pact-foundation/pact'),
  })
})

test.each([
  ['there is no such file', () => '/no/such/pact.json'],
  ['it is not JSON', () => writeText('{')],
  ['it names no consumer or no provider', () => writeText('{}')],
  ['it is JSON, but no object', () => writeText('[]')],
  [
    'it has neither `interactions` nor `messages`',
    () => writeText('{"consumer":{"name":"a"},"provider":{"name":"cobru"}}'),
  ],
  ['#/interactions/0: it is not an object', () => writePact({ interactions: [7] })],
  ['the pact is with "bank", and none', () => writePact({ provider: 'bank' })],
  ['that may be any of cobre, cobru', () => writePact({ provider: 'cobre and cobru' })],
])('a file that cannot be verified is refused: %s', async (why, write) => {
  const file = write()
  await expect(verifyPacts({ files: [file] })).rejects.toMatchObject({
    code: 'PACT_INVALID',
    message: expect.stringContaining(why),
  })
})

test('an unknown provider on the command line is named with those there are', async () => {
  const files = [writePact({})]
  await expect(verifyPacts({ files, provider: 'cobri' })).rejects.toMatchObject({
    code: 'PROVIDER_UNKNOWN',
    message: expect.stringContaining('Did you mean "cobr'),
  })
})
