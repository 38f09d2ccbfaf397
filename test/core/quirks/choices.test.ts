import { expect, test } from 'vitest'
import { createAcme } from '../../fixtures/acme-sandbox.ts'

test('starts with the first profile, and lists which variants are active', async () => {
  const { sandbox } = await createAcme()
  expect(await sandbox.quirks.active()).toMatchObject({
    'acme.session.life': 'one-hour',
    'acme.widget.repeat': 'replay',
  })
  expect(sandbox.engine.profiles('default')).toMatchObject([
    { provider: 'acme', profile: 'docs', isActive: true, variants: {} },
    { provider: 'acme', profile: 'hostile', isActive: false },
  ])
})

test('starts with another profile, and single variants over it', async () => {
  const { sandbox } = await createAcme({
    profiles: { acme: 'hostile' },
    variants: { 'acme.session.alert-count': 'never' },
  })
  expect(await sandbox.quirks.active('acme')).toMatchObject({
    'acme.session.life': 'fifteen-minutes',
    'acme.widget.price-text': 'lenient',
    'acme.session.alert-count': 'never',
  })
})

test('changes the profile of one account; what was chosen singly is forgotten', async () => {
  const { sandbox } = await createAcme()
  await sandbox.quirks.set('acme.widget.repeat', 'refuse')
  sandbox.engine.setProfile('default', 'acme', 'hostile')
  expect(await sandbox.quirks.active()).toMatchObject({
    'acme.session.life': 'fifteen-minutes',
    'acme.widget.repeat': 'replay',
  })
  expect(sandbox.engine.profiles('default')).toMatchObject([
    { isActive: false },
    { isActive: true },
  ])
  expect(await (await sandbox.account()).quirks.active()).toMatchObject({
    'acme.session.life': 'one-hour',
  })
})

test('goes back to the variants of the start on reset', async () => {
  const { sandbox } = await createAcme({ profiles: { acme: 'hostile' } })
  sandbox.engine.setProfile('default', 'acme', 'docs')
  await sandbox.reset()
  expect(await sandbox.quirks.active()).toMatchObject({ 'acme.session.life': 'fifteen-minutes' })
})

test.each([
  [
    { profiles: { acme: 'hostil' } },
    'acme has no profile "hostil". Did you mean "hostile"? There are: docs, hostile.',
  ],
  [
    { profiles: { acm: 'docs' } },
    'This sandbox has no provider "acm". Did you mean "acme"? There are: acme.',
  ],
  [
    { variants: { 'acme.session.lif': 'x' } },
    'No quirk "acme.session.lif". Did you mean "acme.session.life"?',
  ],
  [
    { variants: { 'acme.session.life': 'one-hours' } },
    'Quirk "acme.session.life" has no variant "one-hours". Did you mean "one-hour"? There are: one-hour, fifteen-minutes.',
  ],
])('does not start with %j', async (options, message) => {
  await expect(createAcme(options)).rejects.toThrow(message)
})

test('says so when a running sandbox is asked for a quirk or variant that it has not', async () => {
  const { sandbox } = await createAcme()
  await expect(sandbox.quirks.set('acme.nothing', 'x')).rejects.toThrow(
    '`ensayo list quirks` names them all.',
  )
  await expect(sandbox.quirks.set('acme.session.life', 'x')).rejects.toThrow(
    'There are: one-hour, fifteen-minutes.',
  )
  expect(() => sandbox.engine.setProfile('default', 'acme', 'x')).toThrow(
    'There are: docs, hostile.',
  )
  expect(() => sandbox.engine.setProfile('default', 'bank', 'docs')).toThrow('no provider "bank"')
})
