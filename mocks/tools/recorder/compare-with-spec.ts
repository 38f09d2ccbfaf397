/** One real answer against what the spec says of it: every departure, as data. */
import { toMediaType } from '../../core/http/parse.ts'
import { findOperation } from '../../core/serve/find-match.ts'
import { createSchemas, type Schemas } from '../../dialect/schemas.ts'
import type { Operation, ResponseSpec, Spec } from '../../dialect/types.ts'
import { compareBody } from './compare-body.ts'
import { type Difference, describeValue, type Finding } from './difference.ts'
import { compareWithTemplate, type ErrorTemplate, listTemplates } from './error-templates.ts'
import type { Exchange } from './exchange.ts'

const JSON_TYPE = 'application/json'

/**
 * Compares one answer with the spec. Raw types count: text that looks like a number is text. An
 * answer that one of the provider's documented errors has is as documented. Empty when all fits.
 */
export function compareWithSpec(spec: Spec, exchange: Exchange): Difference[] {
  const { method, path } = exchange.request
  const operation = findOperation(spec, method, stripQuery(path))
  const schemas = createSchemas(spec.name, spec.file, spec.document)
  const findings = operation
    ? compareAnswer(spec, operation, exchange, schemas)
    : compareUnmatched(spec, exchange)
  const known = operation
    ? { operationId: operation.id, evidence: operation.source.evidence, source: operation.source }
    : {}
  return findings.map((finding) => ({ ...finding, ...known, exchange: exchange.id }))
}

function stripQuery(path: string): string {
  return path.split('?', 1)[0]!
}

/** No operation: the provider's own 404 or 405 is what the spec says of that, anything else is news. */
function compareUnmatched(spec: Spec, exchange: Exchange): Finding[] {
  const { request, response } = exchange
  const found = `${request.method} ${stripQuery(request.path)} answered ${response.status}`
  const templates = listTemplates(spec, undefined, response.status)
  if (templates.some((template) => compareError(template, exchange).length === 0)) return []
  const isServed = response.status < 400
  return [
    {
      kind: 'undocumented-operation',
      severity: isServed ? 'error' : 'info',
      pointer: '',
      expected: 'an operation of the spec',
      found,
    },
  ]
}

function compareAnswer(
  spec: Spec,
  operation: Operation,
  exchange: Exchange,
  schemas: Schemas,
): Finding[] {
  if (operation.behaviour.name === 'not-modelled') return [toUnknownContract(exchange)]
  const { status } = exchange.response
  const response = operation.responses.get(status)
  const templates = listTemplates(spec, operation, status)
  if (!response && templates.length === 0) return [toStatus(operation, status)]
  const asError = templates.map((template) => compareError(template, exchange))
  if (asError.some((findings) => findings.length === 0)) return []
  if (response) return compareResponse(spec, response, exchange, schemas)
  const plain = asError.filter((_, index) => !templates[index]!.isReshaped)
  return plain.reduce((best, way) => (weigh(way) < weigh(best) ? way : best))
}

function weigh(findings: readonly Finding[]): number {
  return findings.reduce((sum, { severity }) => sum + (severity === 'error' ? 100 : 1), 0)
}

function toUnknownContract({ response }: Exchange): Finding {
  return {
    kind: 'undocumented-operation',
    severity: 'info',
    pointer: '',
    expected: 'an operation whose contract is known',
    found: `one known by name only, which answered ${response.status}`,
  }
}

function toStatus(operation: Operation, status: number): Finding {
  const known = [...operation.responses.keys()].sort((a, b) => a - b)
  return {
    kind: 'status',
    severity: 'error',
    pointer: '',
    expected: `one of ${known.join(', ')}`,
    found: String(status),
  }
}

function compareResponse(
  spec: Spec,
  response: ResponseSpec,
  exchange: Exchange,
  schemas: Schemas,
): Finding[] {
  const { headers, body } = exchange.response
  const missing = compareHeaders(response, headers)
  if (response.content.size === 0) {
    return body === '' ? missing : [...missing, toUnexpectedBody(body)]
  }
  if (exchange.request.method === 'HEAD') return missing
  const mediaType = toMediaType(headers['content-type'])
  const known = [...response.content.keys()]
  const isKnown = response.content.has(mediaType)
  const wrongType = isKnown ? [] : [toContentType(known.join(' or '), headers['content-type'])]
  const content = response.content.get(isKnown ? mediaType : JSON_TYPE)
  const isJson = isKnown ? mediaType === JSON_TYPE : response.content.has(JSON_TYPE)
  if (!isJson || content?.schema === undefined) return [...missing, ...wrongType]
  const parsed = parseJson(body)
  if (parsed === undefined) {
    // Of another type altogether; that it is not JSON is then no news.
    return [...missing, ...(isKnown ? [toNoJson(body)] : wrongType)]
  }
  const inBody = compareBody(
    { document: spec.document, file: spec.file, schemas },
    content.schema,
    parsed.value,
  )
  return [...missing, ...wrongType, ...inBody]
}

function compareHeaders(response: ResponseSpec, headers: Record<string, string>): Finding[] {
  return [...response.headers]
    .filter(([name, { required }]) => required && headers[name] === undefined)
    .map(([name]) => ({
      kind: 'header',
      severity: 'error',
      pointer: name,
      expected: 'the header',
      found: 'nothing',
    }))
}

function compareError(template: ErrorTemplate, { request, response }: Exchange): Finding[] {
  const { headers, body } = response
  if (template.body === undefined) return body === '' ? [] : [toUnexpectedBody(body)]
  if (request.method === 'HEAD') return []
  const mediaType = toMediaType(headers['content-type'])
  const wrongType =
    mediaType === toMediaType(template.contentType)
      ? []
      : [toContentType(template.contentType, headers['content-type'])]
  if (!template.contentType.includes('json')) return wrongType
  const parsed = parseJson(body)
  if (parsed === undefined) return wrongType.length > 0 ? wrongType : [toNoJson(body)]
  return [...wrongType, ...compareWithTemplate(template.body, parsed.value, '')]
}

function toContentType(expected: string, found: string | undefined): Finding {
  return {
    kind: 'header',
    severity: 'error',
    pointer: 'content-type',
    expected,
    found: found ?? 'nothing',
  }
}

function toUnexpectedBody(body: string): Finding {
  return {
    kind: 'type',
    severity: 'error',
    pointer: '',
    expected: 'no body',
    found: describeValue(body),
  }
}

function toNoJson(body: string): Finding {
  return {
    kind: 'type',
    severity: 'error',
    pointer: '',
    expected: 'JSON',
    found: body === '' ? 'an empty body' : describeValue(body),
  }
}

/** Wrapped, as `null` is JSON too; undefined when the text is not one. */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}
