/** What `ensayo matrix` prints: a line per run, then which variants break the command, and where. */
import { toLabel } from '../tools/matrix/plan.ts'
import type { MatrixReport, RunReport } from '../tools/matrix/report.ts'
import { toVerdict } from '../tools/matrix/report.ts'
import type { Progress } from '../tools/matrix/run.ts'
import type { Telling } from '../tools/matrix/telling.ts'
import type { Seen, SeenDelivery } from '../tools/matrix/trace.ts'
import { paint, toCount } from './output.ts'

const OUTPUT_LINES = 20

const WHY: Record<Telling['why'], string> = {
  acted: 'first answer that the variant shaped',
  delivered: 'first notification that the variant shaped or held back',
  missing: 'first notification of the baseline that did not come',
  differs: 'first answer that differs from the baseline',
  last: 'last request before the end',
}

/** `[12/107]  breaks         1.2 s  cobru.auth.token-ttl=900s` */
export function toProgressLine({ phase, done, of, result }: Progress): string {
  const at =
    phase === 'narrowing' ? '[narrowing]' : `[${String(done).padStart(String(of).length)}/${of}]`
  // Of what is varied one by one, it matters whether it was met.
  const isSingle = phase === 'variant'
  const verdict =
    !isSingle && result.outcome === 'passed' && !result.isFlaky ? 'passes' : toVerdict(result)
  const word = result.outcome === 'timed out' ? 'timed out' : verdict
  const label = result.variants.map(toLabel).join(' ') || 'baseline'
  const seconds = `${(result.durationMs / 1_000).toFixed(1)} s`
  const shown = phase === 'pairs' ? `${result.variants.length} variants together` : label
  return `${at}  ${word.padEnd(13)}  ${seconds.padStart(7)}  ${shown}`
}

/** The result for a person. */
export function toMatrixLines(report: MatrixReport): string[] {
  const { summary, variants, combinations, pairs } = report
  const broken = variants.filter(({ verdict }) => verdict === 'breaks')
  const lines = broken.flatMap(toBreakLines)
  lines.push(...toUnmetLines(variants), ...toFlakyLines(report))
  if (combinations.length > 0) {
    lines.push(paint('bold', 'Together, though not alone:'), '')
    lines.push(...combinations.flatMap(toBreakLines))
  }
  const passing = summary.variants - summary.breaking - summary.flaky - summary.notExercised
  const isOne = summary.breaking === 1 || summary.variants === 1
  const head = `${summary.breaking} of ${toCount(summary.variants, 'variant')} ${isOne ? 'breaks' : 'break'} the command`
  lines.push(`${head}; ${passing} met and passed, ${summary.notExercised} not exercised.`)
  lines.push(...toReadLines(variants))
  if (pairs) lines.push(toPairsLine(pairs, combinations.length))
  return [...lines, ...toCutLines(variants), ...toFaultLines([report.baseline, ...variants])]
}

function toPairsLine(
  { rows, met, all }: NonNullable<MatrixReport['pairs']>,
  combinations: number,
): string {
  const verb = combinations === 1 ? 'breaks' : 'break'
  return `Pairs of variants that are met and pass alone: ${met} of ${all} came together in ${toCount(rows.length, 'run')}, the others hide each other; ${toCount(combinations, 'combination')} ${verb}.`
}

function toBreakLines(run: RunReport): string[] {
  const lines = run.variants.flatMap((variant) => [
    `${paint('red', variant.quirk)} = ${paint('bold', variant.variant)}  ${paint('dim', `(base: ${variant.base})`)}`,
    `  ${variant.title}`,
    ...(variant.hint === undefined ? [] : [`  what to do  ${variant.hint}`]),
    `  source      ${[variant.evidence, variant.source.url, variant.source.section].filter(Boolean).join(', ')}`,
  ])
  const seconds = (run.durationMs / 1_000).toFixed(1)
  const how =
    run.outcome === 'timed out' ? 'timed out' : `exit code ${run.exitCode ?? 'none: a signal'}`
  lines.push(`  outcome     ${how} after ${seconds} s and ${toCount(run.requests, 'request')}`)
  lines.push(...toTellingLines(run.firstFailing))
  if (run.journal !== undefined) lines.push(`  journal     ${run.journal}`)
  const output = (run.output ?? '').split('\n').slice(-OUTPUT_LINES)
  return [...lines, '  output', ...output.map((line) => `    ${line}`), '']
}

function toTellingLines(telling: Telling | undefined): string[] {
  if (telling === undefined) return ['  look at     no request was made']
  return [
    `  look at     ${toTellingText(telling)}`,
    `              ${paint('dim', WHY[telling.why])}`,
  ]
}

function toTellingText(telling: Telling): string {
  if (telling.why === 'delivered') {
    const { id, notification, url } = telling.delivery
    const cause = telling.request && toRequestText(telling.request)
    const after = cause === undefined ? '' : `; after ${cause}`
    return `${id} ${notification} to ${url}, ${toOutcome(telling.delivery)}${after}`
  }
  const { request } = telling
  if (telling.why === 'missing') {
    const what = `no ${telling.notification} arrived, as one did in the baseline`
    return `${toRequestText(request)}: ${what}`
  }
  const isOther = telling.why === 'differs' && telling.baseline.status !== request.status
  return toRequestText(request, isOther ? `, ${telling.baseline.status} in the baseline` : '')
}

function toRequestText({ id, method, path, status, operationId }: Seen, note = ''): string {
  const name = operationId === undefined ? '' : ` (${operationId})`
  return `${id} ${method} ${path} → ${status}${note}${name}`
}

function toOutcome({ status, state, hasAttempt }: SeenDelivery): string {
  if (status !== undefined) return `answered ${status}`
  if (hasAttempt) return 'not answered'
  if (state === 'pending') return 'not sent before the command ended'
  return state === 'dropped' ? 'held back: it never leaves' : `${state}, not sent`
}

function toUnmetLines(variants: readonly RunReport[]): string[] {
  const unmet = variants.filter(({ verdict }) => verdict === 'not-exercised')
  if (unmet.length === 0) return []
  const ids = new Set(unmet.flatMap((run) => run.variants.map(({ quirk }) => quirk)))
  return [
    'Not exercised: the command passes, but never came where these quirks are:',
    ...[...ids].map((id) => `  ${id}`),
    '',
  ]
}

function toFlakyLines({ variants, pairs, combinations }: MatrixReport): string[] {
  const all = [...variants, ...(pairs?.rows ?? []), ...combinations]
  const flaky = all.filter(({ verdict }) => verdict === 'flaky')
  if (flaky.length === 0) return []
  return [
    'Flaky: the command failed once, and passed when run again. It says nothing about the variant:',
    ...flaky.map((run) => `  ${run.variants.map(toLabel).join(' ')}`),
    '',
  ]
}

function toReadLines(variants: readonly RunReport[]): string[] {
  const read = variants.filter(({ verdict, met }) => verdict === 'passes' && met === 'read')
  if (read.length === 0) return []
  return [
    `Of those passed, ${read.length} only had their value read; whether it mattered is for you to see:`,
    ...read.map((run) => `  ${run.variants.map(toLabel).join(' ')}`),
  ]
}

function toCutLines(variants: readonly RunReport[]): string[] {
  const cut = variants.filter((run) => run.cut > 0).length
  return cut === 0
    ? []
    : [
        `${toCount(cut, 'run')} made more requests than are kept; the first one shown is of those kept.`,
      ]
}

/** A variant may break the command because the sandbox itself is wrong there; say so. */
function toFaultLines(runs: readonly RunReport[]): string[] {
  const faulty = runs.filter(({ faults }) => faults > 0)
  if (faulty.length === 0) return []
  const names = faulty.map((run) => run.variants.map(toLabel).join(' ') || 'baseline')
  return [
    `In ${toCount(faulty.length, 'run')} the sandbox answered off its own spec or failed; this is our fault, please report it: ${names.join(', ')}.`,
  ]
}
