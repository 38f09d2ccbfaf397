/** Why something went as it did: a request, a notification, a quirk. */
import { EnsayoError } from '../../base/errors.ts'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { SandboxClient } from '../../sandbox/client/types.ts'
import { type Arguments, accountOf, type Door, textOf } from './door.ts'
import { outlineDelivery, outlineRequest } from './outline.ts'
import { toPlayable } from './playable.ts'
import { redactDelivery } from './redact.ts'
import { secretsOf } from './secrets.ts'

export async function explain(door: Door, given: Arguments): Promise<unknown> {
  const id = textOf(given, 'id') ?? ''
  const account = accountOf(given)
  if (/^whk_/.test(id)) return explainDelivery(door, id)
  if (!/^req_/.test(id)) return door.use(account, (client) => client.quirks.show(id))
  return explainRequest(door, id, given.bodies !== false)
}

/** With what it caused, and what the outside world can do about what it made. */
export async function explainRequest(door: Door, id: string, bodies: boolean): Promise<unknown> {
  const kept = await door.use('default', (client) => client.requests.show(id))
  return door.use(kept.account, async (client) => {
    // Of what may be shown, so that no reason repeats a value of the caller.
    const [entry = kept] = await door.shield([kept])
    const [quirks, operation, triggers, deliveries, secrets] = await Promise.all([
      client.quirks.list({ provider: kept.provider }),
      findOperation(client, kept),
      client.triggers.list({ provider: kept.provider }),
      client.webhooks.list({ provider: kept.provider }),
      secretsOf(client),
    ])
    const acted = kept.quirks.flatMap(({ id: name }) => quirks.filter((each) => each.id === name))
    const { what, why, change } = door.explainRequest(entry, acted, operation)
    const caused = deliveries.filter((each) => each.causedBy === id)
    const playable = toPlayable(kept, operation, triggers)
    return {
      ...outlineRequest(entry),
      account: kept.account,
      what,
      why,
      change,
      quirks: acted.map((quirk) => ({
        quirk: quirk.id,
        title: quirk.title,
        active: quirk.active,
        variants: quirk.variants.map(({ name, evidence, source }) => ({
          name,
          evidence,
          source: source.url,
        })),
      })),
      violations: entry.violations,
      ...(bodies ? { request: entry.request, response: entry.response } : {}),
      webhooks: caused.map((row) => outlineDelivery(redactDelivery(row, secrets))),
      ...(playable.length === 0 ? {} : { triggers: playable }),
    }
  })
}

async function explainDelivery(door: Door, id: string): Promise<unknown> {
  return door.use('default', async (client) => {
    const accounts = await client.accounts.list()
    for (const { id: account } of accounts) {
      const found = await door.use(account, (own) => explainOf(door, own, id))
      if (found !== undefined) return found
    }
    throw new EnsayoError(
      'DELIVERY_UNKNOWN',
      `No notification "${id}". list_webhooks shows those that are kept.`,
    )
  })
}

async function explainOf(door: Door, client: SandboxClient, id: string) {
  const row = (await client.webhooks.list()).find((each) => each.id === id)
  if (row === undefined) return undefined
  const shown = redactDelivery(row, await secretsOf(client))
  const quirks = await client.quirks.list({ provider: row.provider })
  const { what, why, change } = door.explainDelivery(shown, quirks)
  return {
    ...outlineDelivery(shown),
    what,
    why,
    change,
    headers: shown.headers,
    body: shown.body,
    history: row.attempts.map(({ status, durationMs, error }) => ({ status, durationMs, error })),
  }
}

async function findOperation(client: SandboxClient, { provider, operationId }: JournalEntry) {
  if (operationId === undefined) return undefined
  const all = await client.operations.list({ provider })
  return all.find(({ id }) => id === operationId)
}
