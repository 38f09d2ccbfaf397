/** The one shared Ajv. Schemas are compiled on first use and kept; see design §9 for why one instance. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { EnsayoError } from '../errors.ts'
import type { SchemaPointer } from './types.ts'

export type { ErrorObject }
export type Validator = ValidateFunction

export interface Schemas {
  /** Compiles the schema at a pointer of the document, once. Throws `SPEC_INVALID` when it is no schema. */
  at(pointer: SchemaPointer): Validator
}

let shared: Ajv2020 | undefined

/** Makes the schemas of one document available for validation. */
export function createSchemas(name: string, file: string, document: object): Schemas {
  const ajv = getAjv()
  const key = `${name}-${documents++}`
  ajv.addSchema(document, key, false, false)
  const compiled = new Map<SchemaPointer, Validator>()
  const compile = (pointer: SchemaPointer): Validator => {
    const $ref = `${key}#${pointer.split('/').map(encodeURIComponent).join('/')}`
    try {
      const validator = ajv.compile({ $ref })
      compiled.set(pointer, validator)
      return validator
    } catch (error) {
      const reason = error instanceof Error ? error.message.replaceAll(key, '') : String(error)
      throw new EnsayoError('SPEC_INVALID', `${file}#${pointer}: ${reason}.`, { cause: error })
    }
  }
  return { at: (pointer) => compiled.get(pointer) ?? compile(pointer) }
}

/** Compiles a schema that stands alone, e.g. the dialect itself. */
export function compileAlone(schema: object): Validator {
  return getAjv().compile(schema)
}

/** Numbers the documents, so that two specs of one name can live in one process. */
let documents = 0

function getAjv(): Ajv2020 {
  if (shared) return shared
  shared = new Ajv2020({
    allErrors: true,
    verbose: true,
    // OpenAPI documents hold keywords that are not JSON Schema's; the dialect checks those.
    strict: false,
    validateSchema: false,
    validateFormats: true,
    allowUnionTypes: true,
    logger: false,
  })
  addFormats.default(shared)
  return shared
}
