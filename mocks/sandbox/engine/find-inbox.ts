/** Whose inbox a URL is. */
import type { Parts } from './parts.ts'

/** Names by which programs here call a port. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** What every URL of an inbox has in it. */
const INBOX = '/_ensayo/inbox/'

/**
 * The account whose inbox a URL of ours is, by whichever of our names; `https` too, as some providers
 * take no other address.
 */
export function findInbox(parts: Parts, url: string): string | undefined {
  if (!url.includes(INBOX)) return undefined
  const { control, aliases = [] } = parts.addresses
  const { port } = new URL(control)
  const loopback = LOOPBACK.map((name) => `http://${name}${port === '' ? '' : `:${port}`}`)
  const plain = toPlain(url)
  const base = [control, ...aliases, ...loopback]
    .map((origin) => `${toPlain(origin)}${INBOX}`)
    .find((each) => plain.startsWith(each))
  if (base === undefined) return undefined
  // An account's id needs no escapes; to decode those of a stranger may fail.
  const account = /^[^/?#]*/.exec(plain.slice(base.length))?.[0] ?? ''
  return parts.accounts.find(account)?.id
}

function toPlain(url: string): string {
  return url.replace(/^https:/i, 'http:')
}
