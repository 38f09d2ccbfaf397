/** How the tests of pages send what a page prints and look at what comes back. */
import { expect } from 'vitest'
import type { Answer, Cobru } from './kit.ts'

export interface Page {
  /** Below https://docs.cobru.co/en/docs. */
  page: string
  title: string
  run(cobru: Cobru): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: pages read answers freely
type Loose = any

/** Sends a printed body, as text and byte for byte, and demands the status. */
export async function post(
  { api }: Cobru,
  path: string,
  body: string | object,
  status = 200,
): Promise<Answer<Loose>> {
  const answer = await api.post(path, body)
  expect(answer, answer.text).toMatchObject({ status })
  return answer
}

/** Reads and demands a 200. */
export async function get({ api }: Cobru, path: string): Promise<Loose> {
  const answer = await api.get(path)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return answer.body
}

/** A table of fields as a page prints it: field → type; `?` where it says "when available". */
export type Fields = Record<string, 'string' | 'number' | 'boolean' | 'string?'>

/** Every field of the table is there and has its type. */
export function expectFields(row: Record<string, unknown>, fields: Fields): void {
  const found = Object.fromEntries(
    Object.entries(fields).map(([name, type]) => {
      const isAbsent = type.endsWith('?') && (row[name] === null || row[name] === undefined)
      return [name, isAbsent ? type : typeof row[name]]
    }),
  )
  const wanted = Object.entries(fields).map(([name, type]) => {
    const isAbsent = found[name]?.endsWith('?')
    return [name, isAbsent ? type : type.replace('?', '')]
  })
  expect(found).toEqual(Object.fromEntries(wanted))
}
