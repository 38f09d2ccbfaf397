/** What commands print: tables, JSON, and colour where a person looks at it. */
import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Prints a line for the person or program that asked. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Prints data for programs, indented: it is read by people too. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}

/** Colours a text when stdout is a terminal and `NO_COLOR` is not set. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout })
}

/** How this command line is called, in a project and in a checkout, for texts that a person copies. */
export const PROGRAM = 'npx --no-install ensayo'

/** A message of ours with its commands, `"ensayo start"`, as they are called from here. */
export function toCallable(message: string): string {
  return message.replaceAll(/(["`])ensayo (?=[a-z])/g, (_, quote) => `${quote}${PROGRAM} `)
}

/** Rows as aligned columns, without frames. The last column is as long as it is. */
export function toTable(rows: string[][], indent = ''): string {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, at) => Math.max(all[at] ?? 0, width(cell))),
    [],
  )
  return rows
    .map((row) =>
      row.map((cell, at) => pad(cell, at < row.length - 1 ? widths[at]! : 0)).join('  '),
    )
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n')
}

/** A table under a head of dim words, or a sentence when there is nothing to show. */
export function printRows(head: string[], rows: string[][], empty: string): void {
  if (rows.length === 0) print(empty)
  else print(toTable([head.map((word) => paint('dim', word)), ...rows]))
}

/** A status in the colour of its class. */
export function paintStatus(status: number): string {
  if (status === 0) return paint('red', 'none')
  const style = status < 300 ? 'green' : status < 400 ? 'cyan' : status < 500 ? 'yellow' : 'red'
  return paint(style, String(status))
}

/** `1 timer`, `2 timers`, `2 deliveries`. */
export function toCount(count: number, word: string): string {
  return `${count} ${count === 1 ? word : `${word.replace(/y$/, 'ie')}s`}`
}

/** Cuts what would break a line of a table. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`
}

function pad(cell: string, to: number): string {
  return cell + ' '.repeat(Math.max(0, to - width(cell)))
}

/** Escape codes of colours take no room. */
function width(cell: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours start with the escape character
  return cell.replace(/\u001b\[\d+m/g, '').length
}
