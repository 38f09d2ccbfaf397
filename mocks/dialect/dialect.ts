/** Checks a document against `specs/schema.json`: the loader knows every keyword and stops at others. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { didYouMean } from '../base/errors.ts'
import { packageRoot } from './paths.ts'
import { isObject, type JsonObject, toPointer, toTarget } from './pointer.ts'
import { findSchemaMistakes } from './schema-words.ts'
import { compileAlone, type ErrorObject, type Validator } from './schemas.ts'

export interface Finding {
  file: string
  pointer: string
  message: string
  severity: 'error' | 'warning'
}

let validator: Validator | undefined

/** Every departure of the document from the dialect, with pointer, value and cure. */
export function checkDialect(document: unknown, file: string): Finding[] {
  validator ??= compileAlone(readDialect())
  const findings = validator(document)
    ? []
    : (validator.errors ?? []).map((error) => toFinding(error, file))
  return [
    ...removeEchoes(findings),
    ...checkReferences(document, file),
    ...(isObject(document) ? findSchemaMistakes(document) : []).map(
      (mistake): Finding => ({ ...mistake, file, severity: 'error' }),
    ),
  ]
}

let schemaValidator: Validator | undefined

/** What is wrong with a schema that stands alone: unknown keywords, types, patterns. */
export function checkSchema(schema: unknown): { pointer: string; message: string }[] {
  validator ??= compileAlone(readDialect())
  schemaValidator ??= compileAlone({ $ref: 'ensayo-dialect#/$defs/schema' })
  const findings = schemaValidator(schema)
    ? findSchemaMistakes({ schema } as JsonObject).map(({ pointer, message }) => ({
        pointer: pointer.replace(/^\/schema/, ''),
        message,
      }))
    : removeEchoes((schemaValidator.errors ?? []).map((error) => toFinding(error, '')))
  return findings.map(({ pointer, message }) => ({ pointer, message }))
}

function readDialect(): object {
  return JSON.parse(readFileSync(join(packageRoot, 'specs/schema.json'), 'utf8')) as object
}

function toFinding(error: ErrorObject, file: string): Finding {
  const at = { file, pointer: error.instancePath, severity: 'error' as const }
  if (error.keyword === 'additionalProperties') {
    const found = String(error.params.additionalProperty)
    const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {})
    const cure = didYouMean(found, known) || ` Known here: ${known.join(', ')}.`
    return { ...at, message: `unknown keyword "${found}".${cure}` }
  }
  if (error.keyword === 'required') {
    return {
      ...at,
      message: `"${error.params.missingProperty}" is missing. Add it; see specs/README.md.`,
    }
  }
  if (error.schemaPath.startsWith('#/$defs/duration/')) {
    return {
      ...at,
      message: `${toText(error.data)} is not an ISO 8601 duration. Write it like PT6S or P1D.`,
    }
  }
  return { ...at, message: `${toText(error.data)} ${toRule(error)}. See specs/README.md.` }
}

function toRule(error: ErrorObject): string {
  if (error.keyword === 'enum')
    return `is not one of ${(error.params.allowedValues as unknown[]).join(', ')}`
  return error.message ?? 'is not allowed here'
}

function toText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** A misspelt keyword inside a union also fails the other branches; the message at the deepest place is the one to read. */
function removeEchoes(findings: Finding[]): Finding[] {
  return findings.filter(
    (finding, index) =>
      findings.findIndex(
        (other) => other.pointer === finding.pointer && other.message === finding.message,
      ) === index,
  )
}

function checkReferences(document: unknown, file: string): Finding[] {
  if (!isObject(document)) return []
  const findings: Finding[] = []
  const visit = (value: unknown, path: (string | number)[]): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, [...path, index])
      return
    }
    if (!isObject(value)) return
    if (typeof value.$ref === 'string') {
      const pointer = toPointer(...path)
      try {
        toTarget(document, value.$ref, '')
      } catch (error) {
        const message = error instanceof Error ? error.message.replace(/^: /, '') : String(error)
        findings.push({ file, pointer, message, severity: 'error' })
      }
    }
    for (const [key, child] of Object.entries(value)) {
      // A property may be named like a keyword.
      if (!LITERAL.has(key) || path.at(-1) === 'properties') visit(child, [...path, key])
    }
  }
  visit(document, [])
  return findings
}

/** Keywords under which JSON stands as it is, so that a `$ref` in it is not a reference. */
const LITERAL = new Set(['example', 'value', 'const', 'enum', 'default'])
