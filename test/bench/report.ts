/** What was measured against what the project promises. */

import type { Rate } from './load.ts'
import type { InProcess, Pair, Start, Weight } from './measure.ts'

export interface Measurements {
  node: string
  cpu: string
  start: Pair<Start>
  create: Pair<Rate>
  read: Pair<Rate>
  /** Made in the server per request. */
  promises: { create: Pair<number>; read: Pair<number> }
  inProcess: InProcess
  /** Of the sandbox, after more and more requests. */
  growth: Weight[]
}

export interface Row {
  what: string
  unit: string
  sandbox: number
  bare?: number
  /** Against the bare server, or against the value before. */
  compared?: string
  /** What is promised, and whether it is kept. Without one the row only informs. */
  limit?: { text: string; isKept: boolean }
}

/** Less growth than this share says nothing. */
const GROWTH_LIMIT = 1.1

export function toRows(measured: Measurements): Row[] {
  const { start, create, read, promises, inProcess, growth } = measured
  return [
    startRow(start),
    ...rateRows('POST /cobru/', create),
    promiseRow('POST /cobru/', promises.create),
    ...rateRows('GET /cobru_detail/{url}', read),
    promiseRow('GET /cobru_detail/{url}', promises.read),
    {
      what: 'in process, createSandbox to first answer',
      unit: 'ms',
      sandbox: inProcess.firstAnswerMs,
    },
    {
      what: 'in process, an account made, used, removed',
      unit: 'ms',
      sandbox: inProcess.accountMs,
    },
    idleRow(start),
    ...growthRows(growth),
  ]
}

function startRow({ sandbox, bare }: Pair<Start>): Row {
  const ratio = sandbox.firstAnswerMs / bare.firstAnswerMs
  return {
    what: 'spawn to first good answer',
    unit: 'ms',
    sandbox: sandbox.firstAnswerMs,
    bare: bare.firstAnswerMs,
    compared: `× ${ratio.toFixed(2)}`,
    limit: { text: 'at most × 1.15', isKept: ratio <= 1.15 },
  }
}

function rateRows(operation: string, { sandbox, bare }: Pair<Rate>): Row[] {
  const ratio = sandbox.requestsPerSecond / bare.requestsPerSecond
  return [
    {
      what: operation,
      unit: 'requests/s',
      sandbox: sandbox.requestsPerSecond,
      bare: bare.requestsPerSecond,
      compared: `${(ratio * 100).toFixed(0)} %`,
      limit: { text: 'at least 80 %', isKept: ratio >= 0.8 },
    },
    { what: `${operation}, p99`, unit: 'ms', sandbox: sandbox.p99Ms, bare: bare.p99Ms },
    ...processorRows(operation, sandbox.microsPerRequest, bare.microsPerRequest),
  ]
}

function processorRows(operation: string, sandbox?: number, bare?: number): Row[] {
  if (sandbox === undefined || bare === undefined) return []
  const compared = `× ${(sandbox / bare).toFixed(2)}`
  return [{ what: `${operation}, processor time`, unit: 'µs', sandbox, bare, compared }]
}

function promiseRow(operation: string, { sandbox, bare }: Pair<number>): Row {
  const more = sandbox - bare
  return {
    what: `${operation}, promises`,
    unit: 'made',
    sandbox,
    bare,
    compared: `${more < 0 ? '−' : '+'} ${Math.abs(more).toFixed(1)}`,
    limit: { text: 'at most + 4', isKept: more <= 4.05 },
  }
}

function idleRow({ sandbox, bare }: Pair<Start>): Row {
  const more = sandbox.idleMb - bare.idleMb
  return {
    what: 'memory, idle',
    unit: 'MB',
    sandbox: sandbox.idleMb,
    bare: bare.idleMb,
    compared: `${more < 0 ? '−' : '+'} ${Math.abs(more).toFixed(1)} MB`,
    limit: { text: 'at most + 8 MB', isKept: more <= 8 },
  }
}

function growthRows(weights: Weight[]): Row[] {
  return weights.flatMap(({ requests, residentMb, liveMb }, index) => {
    const after = `after ${requests.toLocaleString('en')} requests`
    const resident: Row = { what: `memory, ${after}`, unit: 'MB', sandbox: residentMb }
    const live: Row = { what: `alive of it, ${after}`, unit: 'MB', sandbox: liveMb }
    return [resident, withGrowth(live, weights[index - 1]?.liveMb)]
  })
}

/** The first weight is what the bounds of journal and store allow; later ones must not exceed it. */
function withGrowth(row: Row, before: number | undefined): Row {
  if (before === undefined) return row
  const ratio = row.sandbox / before
  const limit = { text: 'no growth (10 %)', isKept: ratio <= GROWTH_LIMIT }
  return { ...row, compared: `× ${ratio.toFixed(2)}`, limit }
}

/** A table for people. */
export function toTable(rows: Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    `${format(row.sandbox, row.unit)} ${row.unit}`,
    row.bare === undefined ? '' : `${format(row.bare, row.unit)} ${row.unit}`,
    row.compared ?? '',
    row.limit?.text ?? '',
    row.limit === undefined ? '' : row.limit.isKept ? 'kept' : 'MISSED',
  ])
  const table = [['', 'sandbox', 'bare Hono', 'ratio', 'limit', ''], ...cells]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)))
  return table.map((row) => toLine(row, widths)).join('\n')
}

function toLine(row: string[], widths: number[]): string {
  return row
    .map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
    )
    .join('  ')
    .trimEnd()
}

function format(value: number, unit: string): string {
  const digits = unit === 'requests/s' ? 0 : 1
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
