/** The provider's own error answers, from the templates in `x-errors`. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { ErrorSpec, Json, Spec } from '../../dialect/types.ts'
import type { Answer } from './exchange.ts'
import type { Violation } from './violations.ts'

export type Parameters = Record<string, unknown>

/** Fills the template of a named error. Throws `SPEC_INVALID` when the spec has no such error. */
export function renderError(
  spec: Spec,
  name: string,
  parameters: Parameters = {},
  violations: readonly Violation[] = [],
): Answer {
  const error = spec.errors.get(name) ?? unknownError(spec, name)
  const first = violations[0]
  const values: Parameters = first
    ? {
        field: first.field,
        path: first.path,
        message: first.message,
        code: first.code,
        ...parameters,
      }
    : parameters
  const answer: Answer = {
    status: error.status,
    body: render(error.body, values, violations, spec),
    headers: error.headers,
    contentType: error.contentType,
    isProviderError: true,
  }
  if (error.hint !== undefined) answer.hint = String(fillText(error.hint, values))
  return answer
}

function unknownError(spec: Spec, name: string): ErrorSpec {
  throw new EnsayoError(
    'SPEC_INVALID',
    `${spec.file}#/x-errors: no error "${name}".${didYouMean(name, spec.errors.keys())}`,
  )
}

function render(
  template: Json,
  values: Parameters,
  violations: readonly Violation[],
  spec: Spec,
): unknown {
  if (typeof template === 'string') return fillText(template, values)
  if (Array.isArray(template)) return template.map((item) => render(item, values, violations, spec))
  if (template === null || typeof template !== 'object') return template
  if ('x-by-field' in template) return byField(template['x-by-field']!, violations, spec)
  if ('x-each' in template) {
    return violations.map((violation) =>
      render(template['x-each']!, { ...values, ...violation }, violations, spec),
    )
  }
  return Object.fromEntries(
    Object.entries(template).map(([key, child]) => [key, render(child, values, violations, spec)]),
  )
}

/** `{ "<first segment of the field>": ["message", …] }`, as Django REST framework answers. */
function byField(
  template: Json,
  violations: readonly Violation[],
  spec: Spec,
): Record<string, unknown[]> {
  const root = typeof spec.messages.root === 'string' ? spec.messages.root : 'body'
  const fields = new Map<string, unknown[]>()
  for (const violation of violations) {
    const name = violation.field.split('.')[0] || root
    const messages = fields.get(name) ?? []
    messages.push(render(template, { ...violation }, violations, spec))
    fields.set(name, messages)
  }
  return Object.fromEntries(fields)
}

/** Text that is exactly one `{name}` takes the value with its type. */
function fillText(template: string, values: Parameters): unknown {
  const whole = /^\{(\w+)\}$/.exec(template)
  if (whole) return Object.hasOwn(values, whole[1]!) ? values[whole[1]!] : template
  return template.replace(/\{(\w+)\}/g, (found, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) return found
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
}
