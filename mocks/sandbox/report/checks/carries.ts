/** Requests carry fields that the provider does not always miss. */
import { type Check, found, judge, nameOf, toCanonical } from '../check.ts'
import { readTexts } from '../read.ts'
import type { SeenRequest } from '../seen.ts'
import { isDone, isStranger, only } from '../traffic.ts'
import type { Finding } from '../types.ts'

interface Settings {
  operations: string[]
  fields: string[]
  /** `url`: an absolute URL, https unless it is local. */
  form?: 'url'
  /** Whether two accepted requests with different bodies may not share it. */
  unique?: boolean
}

export const carries: Check<Settings> = (traffic, { operations, fields, form, unique = false }) => {
  const sent = only(traffic, operations).filter((seen) => !isStranger(seen))
  const findings = sent.flatMap((seen, at) =>
    fields.flatMap((field): Finding[] => {
      const values = readTexts(field, seen)
      const name = nameOf(field)
      const problem = values.length === 0 ? `${name} is missing.` : findProblem(values, name, form)
      if (problem !== undefined)
        return [
          found(
            [seen],
            problem,
            `Send ${name} with every request${form === 'url' ? ', as an absolute https URL' : ''}.`,
          ),
        ]
      const other = unique ? findOther(sent.slice(0, at), seen, field) : undefined
      if (other === undefined) return []
      const saw = `Its ${name} was used before, for something else.`
      return [found([other, seen], saw, `Give each its own ${name}.`)]
    }),
  )
  return judge(findings, sent.length > 0)
}

function findOther(
  before: SeenRequest[],
  seen: SeenRequest,
  field: string,
): SeenRequest | undefined {
  const values = readTexts(field, seen)
  return before.find(
    (each) =>
      isDone(each) &&
      readTexts(field, each).some((value) => values.includes(value)) &&
      toCanonical(each.body) !== toCanonical(seen.body),
  )
}

function findProblem(values: string[], name: string, form: 'url' | undefined): string | undefined {
  if (values.some((value) => value.trim() === '')) return `${name} is empty.`
  if (form === undefined || values.every(isPublicUrl)) return undefined
  return `${name} is not an https URL.`
}

/** In rehearsal, receivers on this machine speak plain http. */
function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  if (protocol === 'https:') return true
  const isLocal =
    !hostname.includes('.') ||
    hostname.endsWith('.localhost') ||
    /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(hostname) ||
    hostname.startsWith('[')
  return protocol === 'http:' && isLocal
}
