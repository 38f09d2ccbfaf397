/** Requests as interactions have them. Credentials are made up; a verifier puts its own there. */
import type { Matcher } from './matchers.ts'

export const HEADERS = { Authorization: 'Bearer your-access-token' }

export function get(path: string | Matcher, query?: Record<string, string>) {
  return { method: 'GET' as const, path, headers: HEADERS, ...(query ? { query } : {}) }
}

export function post(path: string | Matcher, body: unknown, headers: Record<string, string> = {}) {
  return { method: 'POST' as const, path, headers: { ...HEADERS, ...headers }, body }
}

export function remove(path: string | Matcher) {
  return { method: 'DELETE' as const, path, headers: HEADERS }
}
