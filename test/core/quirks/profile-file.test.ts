/** Profiles in files: what `calibrate` writes, `start --profile` takes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEngine } from '#engine/create'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ensayo-profile-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (text: string, name = 'observed.yaml'): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const start = (file: string, provider = 'cobru') =>
  createEngine({ providers: ['cobru'], profiles: { [provider]: file } })

test('a file sets the variants that it names; the others keep their default', async () => {
  const file = write(`provider: cobru
name: observed-2026-11-21
variants:
  cobru.auth.token-ttl: { variant: 900s, exchanges: [cobru/probe/x#1] }
  cobru.create.missing-callback-403: lenient-201
`)
  const engine = await start(file)
  const active = new Map(engine.quirks('default').map(({ quirk, active }) => [quirk.id, active]))
  expect(active.get('cobru.auth.token-ttl')).toBe('900s')
  expect(active.get('cobru.create.missing-callback-403')).toBe('lenient-201')
  expect(active.get('cobru.pay.breb-ttl')).toBe('300')
  const profile = engine.profiles('default').find(({ isActive }) => isActive)
  expect(profile?.profile).toBe('observed-2026-11-21')
  await engine.close()
})

test.each([
  ['is not there', undefined, 'there is no such file'],
  ['is not YAML', 'provider: [', 'it is not YAML'],
  ['is not a mapping', '- 1', 'it is not a mapping'],
  [
    'is another provider’s',
    'provider: avenia\nname: x\nvariants: {}',
    'a profile of "avenia", not of cobru',
  ],
  ['has no name', 'provider: cobru\nvariants: {}', 'it has no "name"'],
  [
    'has the name of a profile of the spec',
    'provider: cobru\nname: docs\nvariants: {}',
    'change "name"',
  ],
  ['has no variants', 'provider: cobru\nname: x', 'not a mapping of quirks'],
  [
    'names no variant',
    'provider: cobru\nname: x\nvariants: { cobru.auth.token-ttl: 7 }',
    'names no variant',
  ],
])('a file that %s is refused, with its path and the reason', async (_, text, why) => {
  const file = text === undefined ? join(folder, 'none.yaml') : write(text)
  await expect(start(file)).rejects.toMatchObject({
    code: 'PROFILE_INVALID',
    message: expect.stringContaining(why),
  })
  await expect(start(file)).rejects.toThrow(file)
})

test('an unknown quirk or variant in a file is answered with the nearest', async () => {
  const quirk = write('provider: cobru\nname: x\nvariants: { cobru.auth.token-tll: 900s }')
  await expect(start(quirk)).rejects.toMatchObject({ code: 'QUIRK_UNKNOWN' })
  const variant = write('provider: cobru\nname: x\nvariants: { cobru.auth.token-ttl: 901s }')
  await expect(start(variant)).rejects.toMatchObject({ code: 'VARIANT_UNKNOWN' })
  await expect(start(variant, 'none')).rejects.toMatchObject({ code: 'PROVIDER_UNKNOWN' })
})
