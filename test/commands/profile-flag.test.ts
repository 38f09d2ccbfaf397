import { expect, test } from 'vitest'
import { toOwnProfile } from '#commands/profile-flag'

test.each([
  ['captured', 'captured'],
  ['cobru=captured', 'captured'],
  ['cobru=folder/a=b.yaml', 'folder/a=b.yaml'],
  ['./folder/a=b.yaml', './folder/a=b.yaml'],
])('--profile %s of cobru is %s', (text, profile) => {
  expect(toOwnProfile('cobru', text)).toBe(profile)
})

test('a profile of another provider is refused', () => {
  expect(() => toOwnProfile('cobru', 'cobre=legacy')).toThrow(
    '--profile: "cobre=legacy" is a profile of "cobre", and this is about "cobru".',
  )
})
