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
  const requests = new Map<string, number>()
  const attempts = new Map<string, number>()
  engine.subscribe((event) => {
    // Each process says what it has done itself; whoever reads them adds them up.
    if (event.isElsewhere) return
    if (event.type === 'request') count(requests, toRequestLabels(event.entry))
    else if (event.delivery.attempts.length > 0) count(attempts, toAttemptLabels(event.delivery))
  })
  return { render: () => toText(engine, requests, attempts) }
}

function toRequestLabels({ provider, operationId = '', response }: JournalEntry): Labels {
  return { provider, operation: operationId, status: String(response.status) }
}

function toAttemptLabels({ provider, notification, attempts }: DeliveryRow): Labels {
  const { status } = attempts.at(-1)!
  return { provider, notification, status: status === undefined ? 'none' : String(status) }
}

function count(counts: Map<string, number>, labels: Labels): void {
  const key = toLabels(labels)
  counts.set(key, (counts.get(key) ?? 0) + 1)
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
