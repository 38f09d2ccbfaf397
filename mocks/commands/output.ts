/** What commands print: tables, JSON, and colour where a person looks at it. */
import { styleText } from 'node:util'
import { wrap } from '../sandbox/report/text.ts'
import { toTableLines } from './columns.ts'

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

/** A table under a head of dim words, or a sentence when there is nothing to show. `notes`: what is too long for a column, in lines of its own below the row of that place. */
export function printRows(
  head: string[],
  rows: string[][],
  empty: string,
  notes: readonly (readonly string[])[] = [],
): void {
  if (rows.length === 0) {
    print(empty)
    return
  }
  const [top = [], ...lines] = toTableLines([head.map((word) => paint('dim', word)), ...rows])
  print(top.join('\n'))
  for (const [at, row] of lines.entries()) {
    const below = (notes[at] ?? []).flatMap((note) => wrap(note, 2, 4))
    print([...row, ...below.map((line) => paint('dim', line))].join('\n'))
  }
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
