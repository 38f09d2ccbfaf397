/**
 * Writes what is generated of the documents: tables of the README and the guides, `specs/OPERATIONS.md` and `specs/EXTENSIONS.md`.
 * `test/readme.test.ts` demands that they are up to date.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ERRORS } from '../base/errors.ts'
import { listBuiltIn, loadSpec } from '../dialect/load.ts'
import type { Evidence, Operation, Spec } from '../dialect/types.ts'
import { toExtensionsPage } from './extensions-page.ts'
import { toStatesPage } from './states-page.ts'
import { toTable } from './table.ts'

/** A file as it is, and as it should be. */
export interface Document {
  name: string
  present: string
  wanted: string
}

const root = join(import.meta.dirname, '../..')

interface Words {
  /** Ordered as the README explains them. */
  evidence: Record<Evidence, string>
  evidenceHead: [string, string]
  summaryHead: string[]
  /** What is known by name alone. */
  toNamed(counts: [title: string, count: number][]): string
}

const ENGLISH: Words = {
  evidence: {
    observed: 'a captured exchange with the real API',
    documented: "the provider's current documents",
    legacy: "the provider's older documents",
    client: 'public client code depends on it',
    named: 'only a name in a menu: listed, answers `501` in our own shape',
    assumed: 'our decision, where nothing is written',
  },
  evidenceHead: ['evidence', 'means'],
  summaryHead: ['provider', 'emulated', 'named', 'quirks', 'variants', 'triggers', 'profiles'],
  toNamed: (counts) => {
    const list = counts.map(([title, count]) => `${count} of ${title}`).join(', ')
    return `**Known by name only**, listed and answered with \`501\`: ${list}.`
  },
}

const SPANISH: Words = {
  evidence: {
    observed: 'un intercambio capturado con la API real',
    documented: 'los documentos actuales del proveedor',
    legacy: 'documentos anteriores del proveedor',
    client: 'código público de clientes depende de ello',
    named:
      'solo un nombre en un menú: aparece en la lista y responde `501`, en nuestra propia forma',
    assumed: 'decisión nuestra, donde no hay nada escrito',
  },
  evidenceHead: ['evidencia', 'significa'],
  summaryHead: [
    ...['proveedor', 'emuladas', 'de nombre', 'sorpresas', 'variantes', 'disparadores'],
    'perfiles',
  ],
  toNamed: (counts) => {
    const list = counts.map(([title, count]) => `${count} de ${title}`).join(', ')
    return `**Solo de nombre**, en la lista y con respuesta \`501\`: ${list}.`
  },
}

/** `ours` are routes of Ensayo that a provider's page needs; they are counted nowhere. */
type Kind = 'emulated' | 'named' | 'ours'

export async function readDocuments(): Promise<Document[]> {
  const specs = await Promise.all(listBuiltIn().map((name) => loadSpec(name)))
  const toSections = (words: Words) => ({
    named: toNamedSentence(specs, words),
    evidence: toEvidenceTable(specs, words),
    summary: toSummaryTable(specs, words),
  })
  const operations = join(root, 'specs/OPERATIONS.md')
  const states = join(root, 'contracts/STATES.md')
  const extensions = join(root, 'specs/EXTENSIONS.md')
  return [
    filled('README.md', toSections(ENGLISH)),
    filled('README.es.md', toSections(SPANISH)),
    filled('docs/errors.md', { errors: toErrorTable() }),
    { name: 'specs/OPERATIONS.md', present: read(operations), wanted: toOperationsPage(specs) },
    { name: 'specs/EXTENSIONS.md', present: read(extensions), wanted: toExtensionsPage() },
    { name: 'contracts/STATES.md', present: read(states), wanted: await toStatesPage() },
  ]
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

function toNamedSentence(specs: Spec[], { toNamed }: Words): string {
  const counts = specs.map(({ title, ...spec }): [string, number] => [
    title,
    countKind(spec, 'named'),
  ])
  return toNamed(counts.filter(([, count]) => count > 0))
}

function toEvidenceTable(specs: Spec[], words: Words): string {
  const rows = Object.entries(words.evidence).map(([evidence, means]) => [
    `\`${evidence}\``,
    means,
    ...specs.map(({ operations }) =>
      toCell(
        operations.filter((each) => toKind(each) !== 'ours' && each.source.evidence === evidence)
          .length,
      ),
    ),
  ])
  return toTable([...words.evidenceHead, ...specs.map(({ title }) => title)], rows)
}

function toSummaryTable(specs: Spec[], { summaryHead }: Words): string {
  const rows = specs.map((spec) => [
    spec.title,
    toCell(countKind(spec, 'emulated')),
    toCell(countKind(spec, 'named')),
    toCell(spec.quirks.size),
    toCell(countVariants(spec)),
    toCell(spec.triggers.size),
    [...spec.profiles.keys()].map((name) => `\`${name}\``).join(', '),
  ])
  return toTable(summaryHead, rows)
}

function toOperationsPage(specs: Spec[]): string {
  const intro = [
    '# Operations',
    'Generated by `npm run readme` from the specs of this folder; `test/readme.test.ts` compares. An **emulated** operation keeps state and answers as its source says; a **named** one is known by its name in a menu and answers `501` in our own shape; what is **ours** belongs to Ensayo and stands in for a page or a host of others. What `evidence` means is in the [README](../README.md#what-is-emulated-and-how-we-know). `ensayo list operations` prints the source of each.',
  ]
  return `${[...intro, ...specs.map(toOperationSection)].join('\n\n')}\n`
}

function toOperationSection(spec: Spec): string {
  const counts = [
    `${countKind(spec, 'emulated')} emulated`,
    `${countKind(spec, 'named')} known by name`,
    `${spec.quirks.size} quirks with ${countVariants(spec)} variants`,
  ]
  const rows = spec.operations.map((each) => [
    each.method,
    `\`${each.path}\``,
    each.title,
    each.source.evidence,
    toKind(each),
    toCell(each.quirks.filter((quirk) => quirk.operationId === each.id).length),
  ])
  const head = ['method', 'path', 'what it does', 'evidence', 'kind', 'quirks']
  return `## ${spec.title}\n\n${counts.join(', ')}.\n\n${toTable(head, rows)}`
}

function toKind({ behaviour, tags }: Operation): Kind {
  if (tags.includes('ensayo')) return 'ours'
  return behaviour.name === 'not-modelled' ? 'named' : 'emulated'
}

function countKind({ operations }: Pick<Spec, 'operations'>, kind: Kind): number {
  return operations.filter((each) => toKind(each) === kind).length
}

function countVariants({ quirks }: Spec): number {
  return [...quirks.values()].reduce((sum, { variants }) => sum + variants.size, 0)
}

function toCell(count: number): string {
  return count === 0 ? '' : String(count)
}

function filled(name: string, sections: Record<string, string>): Document {
  const present = read(join(root, name))
  return { name, present, wanted: fill(name, present, sections) }
}

function fill(file: string, text: string, sections: Record<string, string>): string {
  return Object.entries(sections).reduce(
    (done, [name, content]) => replace(file, done, name, content),
    text,
  )
}

/** What stands between `<!-- name: begin … -->` and `<!-- name: end -->`. */
function replace(file: string, text: string, name: string, content: string): string {
  const [begin, end] = [text.indexOf(`<!-- ${name}: begin`), text.indexOf(`<!-- ${name}: end`)]
  if (begin === -1 || end < begin) throw new Error(`${file} has no place marked "${name}"`)
  return `${text.slice(0, text.indexOf('\n', begin) + 1)}${content}\n${text.slice(end)}`
}

/** Empty while there is no such file. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

if (import.meta.main) {
  for (const { name, wanted } of await readDocuments()) writeFileSync(join(root, name), wanted)
}
