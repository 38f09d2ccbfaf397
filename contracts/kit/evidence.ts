/** Where the spec says what was expected: of this field or this status, not of the whole operation. */
import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { isObject, parsePointer, readPointer, toPointer } from '../../mocks/dialect/pointer.ts'
import type { Evidence, Operation, Source, Spec } from '../../mocks/dialect/types.ts'

export interface Known {
  evidence: Evidence
  /** Page and section. */
  source: string | undefined
  /** `specs/acme.yaml:120`. */
  line: string | undefined
}

/** What is known of a place in an answer; `pointer` is empty for the status. */
export function findKnown(
  spec: Spec,
  operation: Operation,
  { status, pointer }: { status: number; pointer: string },
): Known {
  const response = `${operation.pointer}/responses/${status}`
  const schema = [...(operation.responses.get(status)?.content.values() ?? [])][0]?.schema
  const trail = [operation.pointer, ...resolveAll(spec, response)]
  if (schema !== undefined && pointer !== '') trail.push(...walk(spec, schema, pointer))
  const source = findSource(spec, trail) ?? operation.source
  const last = trail.findLast((at) => readPointer(spec.document, at) !== undefined)
  return { ...describe(source), line: last === undefined ? undefined : toLine(spec, last) }
}

export function describe({ evidence, url, section }: Source): Omit<Known, 'line'> {
  const source = section === undefined ? url : `${url ?? ''} (${section})`.trim()
  return { evidence, source }
}

/** Pointers passed on the way from a schema to a place in its value, references followed. */
function walk(spec: Spec, schema: string, pointer: string): string[] {
  let trail = resolveAll(spec, schema)
  for (const segment of parsePointer(pointer.split('#', 1)[0] ?? '')) {
    const next = findChild(spec, trail.at(-1) ?? schema, segment)
    if (next === undefined) return trail
    trail = [...trail, ...resolveAll(spec, next)]
  }
  return trail
}

/** The place and those that its references lead to. */
function resolveAll(spec: Spec, pointer: string): string[] {
  const trail = [pointer]
  for (let hops = 0; hops < 20; hops++) {
    const value = readPointer(spec.document, trail.at(-1)!)
    const ref = isObject(value) ? value.$ref : undefined
    if (typeof ref !== 'string' || !ref.startsWith('#/')) return trail
    trail.push(decodeURIComponent(ref.slice(1)))
  }
  return trail
}

function findChild(spec: Spec, at: string, segment: string): string | undefined {
  const schema = readPointer(spec.document, at)
  if (!isObject(schema)) return undefined
  if (isObject(schema.properties) && Object.hasOwn(schema.properties, segment)) {
    return `${at}/properties${toPointer(segment)}`
  }
  if (/^\d+$/.test(segment) && isObject(schema.items)) return `${at}/items`
  for (const word of ['allOf', 'anyOf', 'oneOf']) {
    const branches = schema[word]
    if (!Array.isArray(branches)) continue
    for (const index of branches.keys()) {
      const branch = resolveAll(spec, `${at}/${word}/${index}`).at(-1)!
      const found = findChild(spec, branch, segment)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** The nearest `x-source`, from the last place upwards. */
function findSource(spec: Spec, trail: readonly string[]): Source | undefined {
  for (const place of [...trail].reverse()) {
    const value = readPointer(spec.document, place)
    const source = isObject(value) ? value['x-source'] : undefined
    if (isObject(source) && typeof source.evidence === 'string') return source as unknown as Source
  }
  return undefined
}

const parsed = new Map<string, { document: ReturnType<typeof parseDocument>; lines: LineCounter }>()

/** Line of a place; only the file where its path leads to one. */
function toLine({ file }: Spec, pointer: string): string | undefined {
  try {
    const { document, lines } = parsed.get(file) ?? read(file)
    const path = parsePointer(pointer)
    const key = path.at(-1)
    const parent = document.getIn(path.slice(0, -1), true) as { items?: unknown[] } | undefined
    const pair = parent?.items?.find(
      (item) => String((item as { key?: { value?: unknown } }).key?.value) === key,
    ) as { key?: { range?: [number] } } | undefined
    const node = document.getIn(path, true) as { range?: [number] } | undefined
    const offset = pair?.key?.range?.[0] ?? node?.range?.[0]
    return offset === undefined ? file : `${file}:${lines.linePos(offset).line}`
  } catch {
    return file
  }
}

function read(file: string) {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines })
  const entry = { document, lines }
  parsed.set(file, entry)
  return entry
}
