/** What most interactions with Avenia share. Credentials are made up; a verifier puts its own there. */
import { fromState, type Matcher, regex, uuid } from '../kit/pact/matchers.ts'

export { get, HEADERS, post, remove } from '../kit/pact/requests.ts'

/** A request signed with the private key of an API key; whoever verifies signs anew. */
export const SIGNED = {
  'X-API-Key': 'your-api-key',
  'X-API-Timestamp': '1775487600000',
  'X-API-Signature': 'c2lnbmF0dXJl',
}

export const ID = uuid('550e8400-e29b-41d4-a716-446655440000')

/** An id that nothing has. */
export const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead'

/** A path about what the provider state made. */
export function pathOf(before: string, after = ''): Matcher {
  return fromState(
    `${before}\${id}${after}`,
    `${before}550e8400-e29b-41d4-a716-446655440000${after}`,
  )
}

/** Microseconds, and nine digits in some places. */
export const INSTANT = regex(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6,9}Z$/,
  '2026-04-06T15:00:00.250000Z',
)

/** A refusal names the first field that is wrong, and no more. */
export function refusal(error: string, status = 400) {
  return { status, body: { error } }
}
