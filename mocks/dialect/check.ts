/** `check`: everything about a spec that can be wrong, found without starting a sandbox. */
import { EnsayoError } from '../base/errors.ts'
import { checkDialect, type Finding } from './dialect.ts'
import { toAnswerSchemas } from './directions.ts'
import { findSpecFile, listBuiltIn, readDocument } from './load.ts'
import { normalise } from './normalise.ts'
import { type JsonObject, readPointer } from './pointer.ts'
import { createSchemas, type Schemas } from './schemas.ts'
import type { Spec } from './types.ts'
import { findHidden, findShown } from './write-only.ts'

export type { Finding } from './dialect.ts'

export interface CheckOptions {
  /** Holds a spec against the module that defines its behaviours; specs know nothing of those. */
  checkDefinitions?: (provider: string, spec: Spec) => Promise<Finding[]>
}

/** Checks spec files, or the built-in ones. A file that cannot be read throws `SPEC_UNREADABLE`. */
export async function checkSpecs(
  files: readonly string[] = listBuiltIn(),
  options: CheckOptions = {},
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const file of files) findings.push(...(await checkSpec(file, options)))
  return findings
}

async function checkSpec(name: string, { checkDefinitions }: CheckOptions): Promise<Finding[]> {
  refuseOtherFiles(name)
  const path = findSpecFile(name)
  const document = await readDocument(path)
  const file = name
  const found = checkDocument(document, file)
  if ('findings' in found) return found.findings
  return [...found.mistakes, ...((await checkDefinitions?.(name, found.spec)) ?? [])]
}

type Checked = { findings: Finding[] } | { spec: Spec; mistakes: Finding[] }

/** A document that is no file yet: what is wrong with it; beside its spec, where it can be loaded, what is wrong with that. */
export function checkDocument(document: JsonObject, file: string): Checked {
  const dialect = checkDialect(document, file)
  if (dialect.length > 0) return { findings: removeMisspelt(dialect) }
  try {
    const spec = normalise(document, file)
    return {
      spec,
      mistakes: [...checkSchemas(spec), ...checkSources(spec), ...checkExamples(spec)],
    }
  } catch (error) {
    if (!(error instanceof EnsayoError)) throw error
    return { findings: [toFinding(file, error.message)] }
  }
}

/** No provider's name has a dot or a slash. */
function refuseOtherFiles(name: string): void {
  if (/\.(ya?ml|json)$/.test(name) || !/[./\\]/.test(name)) return
  throw new EnsayoError(
    'SPEC_UNREADABLE',
    `${name}: is not a spec file. Give one that ends in .yaml, .yml or .json, or the name of a provider: ${listBuiltIn().join(', ')}.`,
  )
}

/** A required keyword that is misspelt is also missing; saying so once is enough. */
function removeMisspelt(findings: Finding[]): Finding[] {
  return findings.filter(({ pointer, message }) => {
    const missing = /^"(.+)" is missing\./.exec(message)?.[1]
    const isMeant = (other: Finding) =>
      other.pointer === pointer &&
      other.message.startsWith('unknown keyword') &&
      other.message.endsWith(`Did you mean "${missing}"?`)
    return missing === undefined || !findings.some(isMeant)
  })
}

/** `file#/pointer: message` → its parts. */
function toFinding(file: string, text: string): Finding {
  const found = /^[^#]*#(\S*): ([\s\S]*)$/.exec(text)
  return { file, pointer: found?.[1] ?? '', message: found?.[2] ?? text, severity: 'error' }
}

/** Every schema and every `when` compiles. */
function checkSchemas(spec: Spec): Finding[] {
  const schemas = createSchemas(spec.name, spec.file, spec.document)
  const pointers = [
    ...spec.operations.flatMap((operation) => [
      ...operation.parameters.map((parameter) => parameter.schema),
      ...(operation.requestBody?.content.values() ?? []),
      ...[...operation.responses.values()].flatMap((response) =>
        [...response.content.values()].map((content) => content.schema),
      ),
    ]),
    ...[...spec.quirks.values()].flatMap((quirk) => [
      quirk.when,
      ...[...quirk.variants.values()].map((variant) => variant.when),
    ]),
    ...[...spec.notifications.values()].map((notification) => notification.schema),
    ...spec.checklist.flatMap(({ check }) => findSchemas(check.settings)),
  ].filter((pointer) => pointer !== undefined)
  return pointers.flatMap((pointer) => {
    if (readPointer(spec.document, pointer) === undefined) return []
    try {
      schemas.at(pointer)
      return []
    } catch (error) {
      return [toFinding(spec.file, error instanceof Error ? error.message : String(error))]
    }
  })
}

/** Pointers of the schemas in a check's settings. */
function findSchemas(settings: Record<string, unknown>): string[] {
  const { cases = [] } = settings as { cases?: { when?: string }[] }
  return cases.flatMap(({ when }) => (when === undefined ? [] : [when]))
}

/** A fact better than assumed says where it is written. */
function checkSources(spec: Spec): Finding[] {
  const findings: Finding[] = []
  const check = (
    source: { url?: string; note?: string; evidence: string },
    pointer: string,
  ): void => {
    if (source.evidence === 'assumed' || source.url !== undefined || source.note !== undefined)
      return
    const message = `evidence "${source.evidence}" without a source. Add "url", or a "note" that says where it was seen.`
    findings.push({ file: spec.file, pointer, message, severity: 'error' })
  }
  for (const operation of spec.operations) check(operation.source, operation.pointer)
  for (const quirk of spec.quirks.values()) {
    for (const variant of quirk.variants.values())
      check(variant.source, `${quirk.pointer}/variants/${variant.name}`)
  }
  return findings
}

/** Documented examples fit the schemas beside them. */
function checkExamples(spec: Spec): Finding[] {
  const findings: Finding[] = []
  for (const operation of spec.operations) {
    const answers = toAnswerSchemas(spec, operation)
    for (const response of operation.responses.values()) {
      for (const [mediaType, content] of response.content) {
        if (content.schema === undefined || !mediaType.includes('json')) continue
        for (const [name, example] of content.examples) {
          const reason = findMisfit(spec, answers, content.schema, example)
          if (reason === undefined) continue
          const pointer = `${operation.pointer}/responses/${response.status}`
          const message = `example "${name}" does not fit its schema: ${reason}.`
          findings.push({ file: spec.file, pointer, message, severity: 'error' })
        }
      }
    }
  }
  return findings
}

function findMisfit(spec: Spec, answers: Schemas, schema: string, example: unknown) {
  const validator = answers.at(schema)
  const [reason] = validator(example) ? [] : (validator.errors ?? [])
  if (reason) return `${reason.instancePath} ${reason.message}`
  const shown = findShown(example, findHidden(spec, schema))
  return shown && `${shown} is writeOnly, so no answer shows it`
}
