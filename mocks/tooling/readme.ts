/**
 * Writes the generated tables of the README: our errors, and what is emulated with which evidence.
 * `test/readme.test.ts` demands that they are up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ERRORS } from '../errors.ts'
import { listBuiltIn, loadSpec } from '../spec/load.ts'
import type { Operation } from '../spec/types.ts'

const file = join(import.meta.dirname, '../../README.md')

/** The README as it is, and as it should be. */
export async function readReadme(): Promise<{ present: string; wanted: string }> {
  const present = readFileSync(file, 'utf8')
  const specs = await Promise.all(listBuiltIn().map((name) => loadSpec(name)))
  const operations = specs.map(({ title, operations }) => toOperationTable(title, operations))
  return {
    present,
    wanted: replace(
      replace(present, 'errors', toErrorTable()),
      'operations',
      operations.join('\n\n'),
    ),
  }
}

function toErrorTable(): string {
  const rows = Object.entries(ERRORS).map(([code, { exit, status, summary }]) => [
    `\`${code}\``,
    String(exit),
    String(status),
    summary,
  ])
  return toTable(['code', 'exit', 'status', 'means'], rows)
}

function toOperationTable(title: string, operations: Operation[]): string {
  const rows = operations.map(({ method, path, title: what, source }) => [
    `\`${method} ${path}\``,
    what,
    source.evidence,
  ])
  return toTable([title, '', 'evidence'], rows)
}

/** Aligned as the formatter aligns it. */
function toTable(head: string[], rows: string[][]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]!.length)),
  )
  const toLine = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(toLine).join('\n')
}

/** What stands between `<!-- name: begin … -->` and `<!-- name: end -->`. */
function replace(text: string, name: string, content: string): string {
  const [begin, end] = [text.indexOf(`<!-- ${name}: begin`), text.indexOf(`<!-- ${name}: end`)]
  if (begin === -1 || end < begin) throw new Error(`README.md has no place marked "${name}"`)
  return `${text.slice(0, text.indexOf('\n', begin) + 1)}${content}\n${text.slice(end)}`
}

if (import.meta.main) writeFileSync(file, (await readReadme()).wanted)
