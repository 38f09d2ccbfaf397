import { expect, test } from 'vitest'
import { planAlternatives, toLabel } from '#matrix/plan'
import { createAcme } from '../../fixtures/acme-sandbox.ts'

async function readQuirks(options = {}) {
  const { sandbox } = await createAcme(options)
  return sandbox.engine.quirks('default')
}

test('plays every variant that the base does not have, one at a time', async () => {
  const quirks = await readQuirks()
  const labels = planAlternatives(quirks).map(toLabel)
  const variants = quirks.map(({ quirk }) => quirk.variants.size - 1)
  expect(labels).toHaveLength(variants.reduce((sum, each) => sum + each, 0))
  expect(labels).toEqual(
    expect.arrayContaining(['acme.session.life=fifteen-minutes', 'acme.maintenance=storm']),
  )
  expect(labels).not.toContain('acme.session.life=one-hour')
})

test('starts from the variants of the base', async () => {
  const quirks = await readQuirks({ variants: { 'acme.session.life': 'fifteen-minutes' } })
  expect(planAlternatives(quirks, { only: ['acme.session.life'] })).toMatchObject([
    { quirk: 'acme.session.life', variant: 'one-hour', base: 'fifteen-minutes' },
  ])
})

test('plays only variants of the evidence asked for', async () => {
  const labels = planAlternatives(await readQuirks(), { evidence: ['legacy'] }).map(toLabel)
  expect(labels).toContain('acme.maintenance=storm')
  expect(labels).not.toContain('acme.maintenance=closed')
})

test.each<[object, string]>([
  [
    { only: ['acme.session.lief'] },
    'no quirk "acme.session.lief" in the providers named. Did you mean "acme.session.life"?',
  ],
  [
    { evidence: ['observed'], only: ['acme.session.life'] },
    'None has the evidence observed; leave --evidence out',
  ],
])('refuses %o, saying where and what to do', async (options, message) => {
  const quirks = await readQuirks()
  expect(() => planAlternatives(quirks, options)).toThrow(message)
})

test('refuses a quirk that has one variant', async () => {
  const [first] = await readQuirks()
  const [[name, variant]] = first!.quirk.variants as unknown as [[string, never]]
  const single = { ...first!, quirk: { ...first!.quirk, variants: new Map([[name, variant]]) } }
  expect(() => planAlternatives([single], { only: [single.quirk.id] })).toThrow(
    'has one variant, "open", so there is nothing to vary. Leave it out.',
  )
})
