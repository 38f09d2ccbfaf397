/** Predicates that a test sends: JSON Schema, as `when` of a quirk is. */
import { EnsayoError } from '../../base/errors.ts'
import { checkSchema } from '../../dialect/dialect.ts'
import { requireNamed } from '../../dialect/normalise-quirks.ts'
import { compileOnce, type Validator } from '../../dialect/schemas.ts'

/** Compiles a schema of the caller's, in which naming a property means that it must be there. Throws `RULE_INVALID`. */
export function compilePredicate(where: string, schema: unknown): Validator {
  const [mistake] = checkSchema(schema)
  if (mistake) {
    throw new EnsayoError('RULE_INVALID', `${where}${mistake.pointer}: ${mistake.message}`)
  }
  const copy = structuredClone(schema) as object
  requireNamed(copy)
  try {
    return compileOnce(copy)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new EnsayoError('RULE_INVALID', `${where}: ${reason}. Send a JSON Schema.`, { cause })
  }
}
