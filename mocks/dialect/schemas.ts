/** The one shared Ajv: schemas are compiled on first use and kept, once for all sandboxes of a process. */
import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { EnsayoError } from '../base/errors.ts'
import { parsePointer, readPath } from './pointer.ts'
import { replaceRef } from './ref-keyword.ts'
import type { SchemaPointer } from './types.ts'

export type { ErrorObject }
export type Validator = ValidateFunction

export interface Schemas {
  /** Compiles the schema at a pointer of the document, once. Throws `SPEC_INVALID` when it is not a schema. */
  at(pointer: SchemaPointer): Validator
  /** The same, found at the first call and kept. */
  lazily(pointer: SchemaPointer): () => Validator
  /** Whether a value fits the schema at a pointer, without a word on why it does not. Compiled at the first call. */
  predicate(pointer: SchemaPointer): (value: unknown) => boolean
}

let shared: Ajv2020 | undefined

/** Of each document that is loaded, its schemas: Ajv keeps what it is given for ever. */
const known = new WeakMap<object, Schemas>()

/** Makes the schemas of one document available for validation; the same ones for the same document. */
export function createSchemas(name: string, file: string, document: object): Schemas {
  const schemas = known.get(document) ?? addSchemas(name, file, document)
  known.set(document, schemas)
  return schemas
}

function addSchemas(name: string, file: string, document: object): Schemas {
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
  const at = (pointer: SchemaPointer) => compiled.get(pointer) ?? compile(pointer)
  const lazily = (pointer: SchemaPointer) => {
    let validator: Validator | undefined
    return () => (validator ??= at(pointer))
  }
  const predicate = (pointer: SchemaPointer) => {
    let holds: ((value: unknown) => boolean) | undefined
    return (value: unknown) => {
      holds ??= compilePredicate(readPath(document, parsePointer(pointer))) ?? at(pointer)
      return holds(value)
    }
  }
  return { at, lazily, predicate }
}

let predicates: Ajv2020 | undefined

/**
 * Predicates are asked at every request, and most do not hold: this Ajv stops at the first reason and
 * does not put it into words. Undefined for a schema that refers to others of its document.
 */
function compilePredicate(schema: unknown): ((value: unknown) => boolean) | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined
  if (JSON.stringify(schema).includes('"$ref"')) return undefined
  predicates ??= createAjv({ allErrors: false, messages: false, addUsedSchema: false })
  const validate = predicates.compile(schema)
  return (value) => validate(value)
}

/** Compiles a schema that stands alone, e.g. the dialect itself. */
export function compileAlone(schema: object): Validator {
  return getAjv().compile(schema)
}

/** Compiles a schema that somebody sent; nothing of it is kept. Throws what Ajv throws. */
export function compileOnce(schema: object | boolean): Validator {
  const ajv = getAjv()
  try {
    return ajv.compile(schema)
  } finally {
    ajv.removeSchema(schema as object)
  }
}

/** How many documents the Ajv holds; numbers them, so that two specs of one name can live in one process. */
let documents = 0

export function countDocuments(): number {
  return documents
}

function getAjv(): Ajv2020 {
  if (shared) return shared
  shared = createAjv({ allErrors: true, verbose: true })
  replaceRef(shared)
  return shared
}

function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020({
    // OpenAPI documents hold keywords that are not JSON Schema's; the dialect checks those.
    strict: false,
    validateSchema: false,
    validateFormats: true,
    allowUnionTypes: true,
    logger: false,
    ...options,
  })
  addFormats.default(ajv)
  return ajv
}
