/** Targets that are not fit to be asked: one sentence with its cure, soon, and no breaks. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { loadSpec } from '#dialect/load'
import { calibrate } from '#kit/calibrate'
import { TIMEOUT_MS } from '#kit/targets/ask-once'
import { createRemoteTarget } from '#kit/targets/remote'
import { findContract } from '../../contracts/index.ts'
import { createCobru } from '../stand-ins/cobru.ts'
import { PROVIDERS, rehearse } from '../stand-ins/run.ts'
import { openStandIn, type StandInOptions } from '../stand-ins/stand-in.ts'

const failing = (code: string) => async () => {
  const cause = Object.assign(new Error(`it failed with ${code}`), { code })
  throw new TypeError('fetch failed', { cause })
}

/** Lets the time of an answer that does not come pass, on both clocks. */
const onHang: NonNullable<StandInOptions['hangs']>['onHang'] = ({ wait }) => {
  wait(TIMEOUT_MS).then(() => vi.advanceTimersByTime(TIMEOUT_MS))
}

afterEach(() => vi.useRealTimers())

describe.each(PROVIDERS)('%s', (provider) => {
  test('wrong credentials stop the run, and the variables are named', async () => {
    const env = Object.fromEntries(
      [...(await loadSpec(provider)).credentials.values()].flatMap(({ env: name }) =>
        name === undefined ? [] : [[name, 'not-it']],
      ),
    )
    const { run, seconds } = await rehearse(provider, {}, { remote: { env } })
    expect(run.ended).toContain('does not take the credentials')
    expect(run.ended).toMatch(/Check [A-Z_, ]+\./)
    expect(run.cases).toEqual([])
    expect(seconds).toBeLessThan(30)
  })

  test('missing credentials stop the run, and are named', async () => {
    const { run } = await rehearse(provider, {}, { remote: { env: {} } })
    expect(run.ended).toMatch(/none are there: set [A-Z_]+/)
  })

  test.each([
    ['ENOTFOUND', 'The name does not resolve'],
    ['SELF_SIGNED_CERT_IN_CHAIN', '--ca <file>'],
  ])('%s stops the run with its cure', async (code, cure) => {
    const { run, seconds } = await rehearse(provider, {}, { remote: { fetch: failing(code) } })
    expect(run.ended).toContain(cure)
    expect(seconds).toBeLessThan(30)
  })

  test.each<[string, StandInOptions]>([
    ['a maintenance page from the first answer', { maintenanceFrom: 1 }],
    ['a maintenance page from the thirtieth answer', { maintenanceFrom: 30 }],
    ['a target that dies in the middle', { diesAt: 30 }],
    ['a target that hangs from the first request', { hangs: { from: 1, onHang } }],
    ['a target that hangs in the middle', { hangs: { from: 30, onHang } }],
  ])('%s ends the run in half a minute, and breaks nothing', async (_, options) => {
    const quiet = await rehearse(provider)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { run, findings, secondsIll } = await rehearse(provider, options)
    expect(run.ended).toMatch(/Try again later/)
    expect(findings.filter((id) => !quiet.findings.includes(id))).toEqual([])
    expect(secondsIll).toBeGreaterThan(0)
    expect(secondsIll).toBeLessThan(30)
  })
})

test('a clock that is minutes off stops the run', async () => {
  const standIn = openStandIn(createCobru)
  const now = () => standIn.now() + 3_600_000
  const remote = { fetch: standIn.fetch, now, wait: standIn.wait, env: standIn.env }
  const { run } = await rehearse('cobru', {}, { remote })
  expect(run.ended).toContain('60 minutes apart')
})

test('a maintenance page teaches calibration nothing', async () => {
  const standIn = openStandIn(createCobru, { maintenanceFrom: 40 })
  const { fetch, now, wait, env, baseUrl } = standIn
  const spec = await loadSpec('cobru')
  const target = createRemoteTarget({ spec, name: 'stand-in', baseUrl, env, fetch, now, wait })
  const { profile } = await calibrate((await findContract('cobru'))!, target)
  const quiet = openStandIn(createCobru)
  const well = createRemoteTarget({ spec, name: 'stand-in', ...quiet })
  const whole = await calibrate((await findContract('cobru'))!, well)
  const taught = Object.entries(profile.variants)
  expect(taught.length).toBeGreaterThan(0)
  for (const [quirk, { variant }] of taught) {
    expect([quirk, variant]).toEqual([quirk, whole.profile.variants[quirk]?.variant])
  }
})

test('what is not told stays as it was observed before, and what changed is told', async () => {
  const { fetch, now, wait, env, baseUrl } = openStandIn(createCobru)
  const spec = await loadSpec('cobru')
  const target = createRemoteTarget({ spec, name: 'stand-in', baseUrl, env, fetch, now, wait })
  const observed = (variant: string) => ({ variant, exchanges: [] })
  const before = {
    observedAt: '2026-01-01T00:00:00.000Z',
    variants: {
      'cobru.pay.double-encoded': observed('plain-array'),
      'cobru.create.amount-string': observed('number'),
    },
  }
  const { profile, since } = await calibrate((await findContract('cobru'))!, target, { before })
  expect(profile.variants['cobru.pay.double-encoded']).toMatchObject({
    variant: 'plain-array',
    observedAt: '2026-01-01T00:00:00.000Z',
  })
  expect(since).toMatchObject([
    { quirk: 'cobru.create.amount-string', from: 'number', to: 'string' },
  ])
})
