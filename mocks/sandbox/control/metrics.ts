/** `GET /_ensayo/metrics`: what a sandbox has done so far, in the text form of Prometheus. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { Engine } from '../engine/engine.ts'

export interface Metrics {
  render(): string
}

type Labels = Record<string, string>

/** Counts from now on. */
export function createMetrics(engine: Engine): Metrics {
  const requests: Counts = new Map()
  const attempts: Counts = new Map()
  engine.subscribe((event) => {
    // Each process says what it has done itself; whoever reads them adds them up.
    if (event.isElsewhere) return
    if (event.type === 'request') countRequest(requests, event.entry)
    else if (event.delivery.attempts.length > 0) countAttempt(attempts, event.delivery)
  })
  return {
    render: () =>
      toText(engine, toSamples(requests, 'operation'), toSamples(attempts, 'notification')),
  }
}

function countRequest(counts: Counts, { provider, operationId = '', response }: JournalEntry) {
  count(counts, provider, operationId, response.status)
}

function countAttempt(counts: Counts, { provider, notification, attempts }: DeliveryRow) {
  count(counts, provider, notification, attempts.at(-1)!.status)
}

/** Provider → what was asked or sent → status → how often. Labels are written when somebody reads. */
type Counts = Map<string, Map<string, Map<number | undefined, number>>>

function count(counts: Counts, provider: string, what: string, status: number | undefined): void {
  const statuses = open(open(counts, provider), what)
  statuses.set(status, (statuses.get(status) ?? 0) + 1)
}

/** The map under a key, made when there is none. */
function open<Key, Value>(maps: Map<string, Map<Key, Value>>, key: string): Map<Key, Value> {
  let inner = maps.get(key)
  if (inner === undefined) {
    inner = new Map()
    maps.set(key, inner)
  }
  return inner
}

/** Labels → count; `name` is the label of what was asked or sent. */
function toSamples(counts: Counts, name: string): Map<string, number> {
  const samples = new Map<string, number>()
  for (const [provider, whats] of counts) {
    for (const [what, statuses] of whats) {
      for (const [status, times] of statuses) {
        const labels = { provider, [name]: what, status: String(status ?? 'none') }
        samples.set(toLabels(labels), times)
      }
    }
  }
  return samples
}

function toText(
  engine: Engine,
  requests: ReadonlyMap<string, number>,
  attempts: ReadonlyMap<string, number>,
): string {
  const { counts } = engine.health()
  const { isReady, pending, keeper } = engine.readiness()
  const lines = [
    ...toFamily('requests_total', 'counter', 'Answers by operation and status', requests),
    ...toFamily('delivery_attempts_total', 'counter', 'Attempts by the status they met', attempts),
    ...toOne('deliveries_pending', 'gauge', 'Deliveries that wait to be sent', pending),
    ...toOne('off_spec_total', 'counter', 'Answers that did not fit their spec', counts.offSpec),
    ...toOne('faults_total', 'counter', 'Faults of the sandbox itself', counts.internalErrors),
    ...toOne('accounts', 'gauge', 'Accounts that there are', engine.accounts().length),
    ...toOne('ready', 'gauge', '1 while it takes requests and can keep them', isReady ? 1 : 0),
  ]
  if (keeper) {
    const name = 'keeper_commit_seconds'
    lines.push(
      ...toHead(name, 'summary', 'Time that commits took'),
      `ensayo_${name}_sum ${keeper.seconds}`,
      `ensayo_${name}_count ${keeper.commits}`,
      ...toOne('keeper_failures_total', 'counter', 'Commits that failed', keeper.failures),
    )
  }
  return `${lines.join('\n')}\n`
}

function toHead(name: string, type: string, help: string): string[] {
  return [`# HELP ensayo_${name} ${help}`, `# TYPE ensayo_${name} ${type}`]
}

function toOne(name: string, type: string, help: string, value: number): string[] {
  return [...toHead(name, type, help), `ensayo_${name} ${value}`]
}

function toFamily(
  name: string,
  type: string,
  help: string,
  values: ReadonlyMap<string, number>,
): string[] {
  const samples = [...values].map(([labels, value]) => `ensayo_${name}${labels} ${value}`)
  return [...toHead(name, type, help), ...samples]
}

function toLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${toQuoted(value)}"`)
  return `{${pairs.join(',')}}`
}

function toQuoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
