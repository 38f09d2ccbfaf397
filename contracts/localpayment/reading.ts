/** How answers of Localpayment are read, whatever documented form they have. */
import type { Answer, Loose } from '../kit/answer.ts'

export interface Status {
  code: string
  label: string
  detail: string
}

/** The status of a resource, with its older names too. */
export function readStatus(body: Loose): Status {
  const { code, description, detail, status } = firstOf(body)?.status ?? {}
  return typeof status === 'string'
    ? { code: String(code), label: status, detail: String(description) }
    : { code: String(code), label: String(description), detail: String(detail) }
}

/** The one resource of an answer, which may come in a list. */
export function firstOf(body: Loose): Loose {
  return Array.isArray(body) ? body[0] : body
}

/** Why something was refused, as `<code> <text>`; the status where there is no list. */
export function reasonsOf(body: Loose): string[] {
  const errors: Loose[] = firstOf(body)?.errors ?? []
  if (errors.length > 0) {
    return errors.map(({ code, detail, description }) => `${code} ${detail ?? description}`)
  }
  const { code, detail } = readStatus(body)
  return [`${code} ${detail}`]
}

/** Whether a reason has the text. */
export function says(body: Loose, text: string): boolean {
  return reasonsOf(body).some((reason) => reason.includes(text))
}

/** Whether a creation made something: by its body, for a rejection may come with any HTTP status. */
export function isAccepted({ status, body }: Answer): boolean {
  const made = firstOf(body)
  const isWhole = typeof made?.internalId === 'string' && made.status !== undefined
  return status < 300 && isWhole && (made.errors ?? []).length === 0
}

/** Whether the body says no: a rejection may come with the status of a success. */
export function isRejected({ body }: Answer): boolean {
  return (firstOf(body)?.errors ?? []).length > 0 || /rejected/i.test(readStatus(body).label)
}

/** `yyyy-MM-ddThh:mm:ss.SSS`, in UTC. */
export function toInstant(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '')
}
