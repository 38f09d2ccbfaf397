/** How the sandbox stands, and how the integration does. */

import { type Arguments, accountOf, type Door, textOf } from './door.ts'

/** Names of variables without their values: `ensayo env` prints those. */
export async function readStatus(door: Door, given: Arguments): Promise<unknown> {
  return door.use(accountOf(given), async (client) => {
    const [health, clock, accounts, profiles] = await Promise.all([
      client.health(),
      client.clock.show(),
      client.accounts.list(),
      client.profiles.list(),
    ])
    const providers = Object.entries(health.providers).map(([name, { baseUrl, env }]) => ({
      provider: name,
      baseUrl,
      variables: Object.keys(env),
      profile:
        profiles.find(({ provider, isActive }) => provider === name && isActive)?.profile ?? null,
    }))
    return {
      version: health.version,
      inspector: `${health.control}/`,
      reference: providers.map(({ provider }) => `${health.control}/docs/${provider}`),
      providers,
      clock: { instant: clock.instant, rate: clock.rate },
      accounts: accounts.map(({ id }) => id),
      counts: health.counts,
      note: 'call_operation signs requests by itself. Credentials for the client under test: `npx ensayo env <provider>`.',
    }
  })
}

/** What is violated and what is not seen; with `all` the rest as well. */
export async function readReadiness(door: Door, given: Arguments): Promise<unknown> {
  const provider = textOf(given, 'provider')
  return door.use(accountOf(given), async (client) => {
    const report = await client.report.readiness(provider === undefined ? {} : { provider })
    const providers = report.providers.map(({ provider: name, counts, items }) => ({
      provider: name,
      counts,
      items: items
        .filter(({ verdict }) => given.all === true || verdict !== 'met')
        .map(({ id, title, verdict, findings, notes, source }) => ({
          id,
          title,
          verdict,
          ...(notes.length === 0 ? {} : { notes }),
          ...(findings.length === 0
            ? {}
            : { findings: findings.map(({ where, saw, cure }) => ({ where, saw, cure })) }),
          source: source.url ?? source.evidence,
        })),
    }))
    return {
      counts: report.counts,
      providers,
      ...(report.cuts.length ? { cuts: report.cuts } : {}),
    }
  })
}
