/** What most interactions with Cobre share. Credentials are made up; a verifier puts its own there. */
import { fromState, integer, like, type Matcher, regex } from '../kit/pact/matchers.ts'

export { get, HEADERS, post } from '../kit/pact/requests.ts'

/** The form of an id: a prefix and letters or digits. */
export function id(prefix: string): Matcher {
  return regex(new RegExp(`^${prefix}_[A-Za-z0-9]+$`), `${prefix}_bnoWUHPxz6`)
}

/** What the provider state answers under that name. */
export function given(name: string, prefix: string): Matcher {
  return fromState(`\${${name}}`, `${prefix}_bnoWUHPxz6`)
}

/** `/v1/accounts/{account_id}`, with the values of the provider state. */
export function pathOf(template: string): Matcher {
  const expression = template.replaceAll('{', '${')
  return fromState(expression, template.replace(/\{(\w+)\}/g, 'id_bnoWUHPxz6'))
}

export const INSTANT = regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, '2026-11-20T12:00:00Z')

/** A page of a list; numbers of pages begin at 0. */
export function pageOf(contents: unknown) {
  return {
    total_items: integer(1),
    total_pages: integer(1),
    is_last_page: like(true),
    contents,
  }
}

/** An error, by its code. */
export function errorOf(error_code: string) {
  return { error_code, error_description: like('The field alias is required.') }
}
