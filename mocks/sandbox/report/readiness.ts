/** Each item of the providers' checklists, held against the traffic that was seen. */

import type { ChecklistItem, Spec } from '../../dialect/types.ts'
import type { Engine } from '../engine/engine.ts'
import { CHECKS } from './checks/index.ts'
import { findScope, type ReportOptions } from './scope.ts'
import type { Traffic } from './seen.ts'
import { readTraffic } from './traffic.ts'
import type { Judgement, Readiness, ReadinessItem, ReadinessProvider, Verdict } from './types.ts'

/** Of one item; the others are counted. */
const MOST_FINDINGS = 10

/** Throws `PROVIDER_UNKNOWN` and `ACCOUNT_UNKNOWN`. */
export async function createReadiness(
  engine: Engine,
  options: ReportOptions = {},
): Promise<Readiness> {
  const { accounts, specs, cuts } = await findScope(engine, options)
  const providers: ReadinessProvider[] = []
  for (const spec of specs) {
    const traffics: Traffic[] = []
    for (const account of accounts) traffics.push(await readTraffic(engine, spec, account))
    providers.push(toProvider(spec, traffics))
  }
  return {
    kind: 'readiness',
    version: engine.version,
    accounts,
    providers,
    counts: sum(providers.map(({ counts }) => counts)),
    cuts,
  }
}

function toProvider(spec: Spec, traffics: Traffic[]): ReadinessProvider {
  const items = spec.checklist.map((item) => toItem(item, traffics))
  const counts = sum([])
  for (const { verdict } of items) counts[verdict]++
  return { provider: spec.name, title: spec.title, counts, items }
}

function toItem(item: ChecklistItem, traffics: Traffic[]): ReadinessItem {
  const { name, settings } = item.check
  const judged = traffics.map((traffic) => ({
    account: traffic.account,
    // `specs/schema.json` lets no other name pass.
    ...CHECKS[name]!(traffic, settings),
  }))
  const verdict = merge(judged)
  const findings = judged.flatMap(({ account, findings }) =>
    findings.map((finding) => ({ ...finding, account })),
  )
  return {
    id: item.id,
    title: item.title,
    check: name,
    verdict,
    findings: findings.slice(0, MOST_FINDINGS),
    more: Math.max(0, findings.length - MOST_FINDINGS),
    notes: toNotes(item, verdict, judged),
    source: item.source,
  }
}

/** One account that breaks it is enough, and one that shows it. */
function merge(judged: Judgement[]): Verdict {
  const order: Verdict[] = ['violated', 'met', 'by-hand', 'not-seen']
  return order.find((verdict) => judged.some((each) => each.verdict === verdict)) ?? 'not-seen'
}

function toNotes(item: ChecklistItem, verdict: Verdict, judged: Judgement[]): string[] {
  const notes = judged.flatMap((each) =>
    each.verdict === verdict && each.note !== undefined ? [each.note] : [],
  )
  const hint = verdict === 'not-seen' && item.hint !== undefined ? [item.hint] : []
  return [...new Set([...notes, ...hint])]
}

function sum(all: Record<Verdict, number>[]): Record<Verdict, number> {
  const total: Record<Verdict, number> = { met: 0, violated: 0, 'not-seen': 0, 'by-hand': 0 }
  for (const counts of all) {
    for (const verdict of Object.keys(total) as Verdict[]) total[verdict] += counts[verdict]
  }
  return total
}
