/** Rows as aligned columns, without frames, that fit a terminal. */

/** What a terminal shows at least, and what a line of a report has at most. */
const WIDTH = 100

/** Between columns. */
const GAP = 2

/** A column is not made narrower. */
const LEAST = 12

/** Aligned columns. What is too wide goes on in the next line of its column; nothing is left out. */
export function toTable(rows: string[][], indent = '', width = WIDTH): string {
  return toTableLines(rows, indent, width).flat().join('\n')
}

/** The lines of each row. */
export function toTableLines(rows: string[][], indent = '', width = WIDTH): string[][] {
  const room = width - indent.length
  const kept = narrow(toWidths(rows, widthOf), toWidths(rows, longestWord), room)
  const widths = narrow(
    kept,
    kept.map(() => LEAST),
    room,
  )
  return rows.map((row) => toLines(row, widths).map((line) => `${indent}${line}`.trimEnd()))
}

function toWidths(rows: string[][], measure: (cell: string) => number): number[] {
  return rows.reduce<number[]>(
    (all, row) => row.map((cell, at) => Math.max(all[at] ?? 0, measure(cell))),
    [],
  )
}

/** Ids and instants are copied, and so stay whole where others can give way. */
function longestWord(cell: string): number {
  return Math.max(
    ...bare(cell)
      .split(' ')
      .map(({ length }) => length),
  )
}

/** Takes from the widest until there is room, but from no column more than it can give. */
function narrow(widths: readonly number[], least: readonly number[], room: number): number[] {
  const narrowed = [...widths]
  let excess = narrowed.reduce((sum, each) => sum + each, GAP * (narrowed.length - 1)) - room
  while (excess > 0) {
    const able = [...narrowed.keys()].filter((at) => narrowed[at]! > Math.max(LEAST, least[at]!))
    if (able.length === 0) break
    const widest = able.reduce((a, b) => (narrowed[b]! > narrowed[a]! ? b : a))
    narrowed[widest]!--
    excess--
  }
  return narrowed
}

function toLines(row: string[], widths: readonly number[]): string[] {
  const cells = row.map((cell, at) => wrapCell(cell, widths[at]!))
  const count = Math.max(1, ...cells.map((lines) => lines.length))
  return Array.from({ length: count }, (_, line) =>
    cells.map((lines, at) => pad(lines[line] ?? '', widths[at]!)).join(' '.repeat(GAP)),
  )
}

/** After a space, else after a sign that ends a part, else anywhere. A colour does not go over lines. */
function wrapCell(cell: string, width: number): string[] {
  if (widthOf(cell) <= width) return [cell]
  const lines: string[] = []
  let rest = bare(cell)
  while (rest.length > width) {
    const end = findEnd(rest, width)
    lines.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  return rest === '' ? lines : [...lines, rest]
}

function findEnd(text: string, width: number): number {
  const space = text.lastIndexOf(' ', width)
  if (space > 0) return space
  const [part] = /^.*[/.,;:=&?_|-]/su.exec(text.slice(0, width)) ?? []
  if (part !== undefined && part.length > width / 2) return part.length
  // Half a character would be none.
  return /[\uD800-\uDBFF]/.test(text[width - 1]!) && width > 1 ? width - 1 : width
}

function pad(cell: string, to: number): string {
  return cell + ' '.repeat(Math.max(0, to - widthOf(cell)))
}

/** Escape codes of colours take no room. */
function widthOf(cell: string): number {
  return bare(cell).length
}

function bare(cell: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours start with the escape character
  return cell.replace(/\u001b\[\d+m/g, '')
}
