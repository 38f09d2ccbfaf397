/**
 * `$ref` as Ajv has it, but for how errors of what is referred to are gathered. Ajv's own copies all
 * errors so far for each item that fails, which takes a minute for a body of a mebibyte: here they are
 * added in place, and past a point one for each failure, which is enough to be counted.
 */
import type { CodeKeywordDefinition, KeywordCxt } from 'ajv'
import { type Ajv2020, type ErrorObject, MissingRefError } from 'ajv/dist/2020.js'
import { _, type Code, Name, nil } from 'ajv/dist/compile/codegen/index.js'
import { resolveRef, SchemaEnv } from 'ajv/dist/compile/index.js'
import { callRef, getValidate } from 'ajv/dist/vocabularies/core/ref.js'

/** As many errors of one schema are kept in full; nobody is told more. */
const MAX_ERRORS = 1_000

/** Puts it in the place of Ajv's own, at which siblings are still checked after it. */
export function replaceRef(ajv: Ajv2020): void {
  const { rules } = ajv.RULES.rules.find((group) =>
    group.rules.some(({ keyword }) => keyword === '$ref'),
  )!
  const next = rules[rules.findIndex(({ keyword }) => keyword === '$ref') + 1]
  ajv.removeKeyword('$ref')
  ajv.addKeyword({ ...ref, ...(next ? { before: next.keyword } : {}) })
}

/** What Ajv calls them in the code that it makes. */
const ERRORS = new Name('vErrors')
const COUNT = new Name('errors')

const ref: CodeKeywordDefinition = {
  keyword: '$ref',
  schemaType: 'string',
  code(context) {
    const { gen, schema: $ref, it } = context
    const { baseId, schemaEnv, validateName, self } = it
    const { root } = schemaEnv
    if (($ref === '#' || $ref === '#/') && baseId === root.baseId) {
      const isRoot = schemaEnv === root
      const validate = isRoot ? validateName : _`${gen.scopeValue('root', { ref: root })}.validate`
      call(context, validate, root)
      return
    }
    const found = resolveRef.call(self, root, baseId, $ref)
    if (found === undefined) {
      throw new MissingRefError(it.opts.uriResolver, baseId, $ref)
    }
    if (found instanceof SchemaEnv) call(context, getValidate(context, found), found)
    else inline(context, found)
  },
}

/** What it refers to is a function of its own. */
function call(context: KeywordCxt, validate: Code, schema: SchemaEnv): void {
  const { gen } = context
  const own: KeywordCxt = Object.create(context, {
    result: {
      value: (condition: Code, onValid?: () => void) =>
        context.result(condition, onValid, () => {
          const add = gen.scopeValue('func', { ref: addErrors })
          gen.assign(ERRORS, _`${add}(${ERRORS}, ${validate}.errors)`)
          gen.assign(COUNT, _`${ERRORS}.length`)
        }),
    },
  })
  callRef(own, validate, schema)
}

/** What it refers to is small enough to stand where it is named. */
function inline(context: KeywordCxt, schema: object | boolean): void {
  const { gen, schema: $ref } = context
  const valid = gen.name('valid')
  const below = context.subschema(
    {
      schema,
      dataTypes: [],
      schemaPath: nil,
      topSchemaRef: gen.scopeValue('schema', { ref: schema }),
      errSchemaPath: $ref,
    },
    valid,
  )
  context.mergeEvaluated(below)
  context.ok(valid)
}

function addErrors(all: ErrorObject[] | null, more: ErrorObject[]): ErrorObject[] {
  if (all === null) return more
  if (all.length < MAX_ERRORS) all.push(...more.slice(0, MAX_ERRORS))
  else all.push(more[0]!)
  return all
}
