/** What every page is drawn for: a language, and the address that was asked for. */
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { type Locale, type WordTable, words } from './words.ts'

export interface View {
  locale: Locale
  say: WordTable
  /** Path and query of this page. */
  here: string
}

export const LANGUAGE_COOKIE = 'ensayo_language'

/** The language chosen with `?lang=`, else the one chosen before, else the browser's. */
export function toView(context: Context): View {
  const url = new URL(context.req.url)
  const accepted = context.req.header('accept-language') ?? ''
  const locale =
    toLocale(url.searchParams.get('lang')) ??
    toLocale(getCookie(context, LANGUAGE_COOKIE)) ??
    (/^\s*es\b/i.test(accepted) ? 'es' : 'en')
  return { locale, say: words[locale], here: url.pathname + url.search }
}

export function toLocale(text: string | null | undefined): Locale | undefined {
  return text === 'es' || text === 'en' ? text : undefined
}

/** A path on this port to go on to; `/` for anything that would lead elsewhere. */
export function toLocalPath(back: unknown): string {
  if (typeof back !== 'string' || !back.startsWith('/')) return '/'
  const url = URL.parse(back, 'http://here.invalid')
  return url?.host === 'here.invalid' ? url.pathname + url.search + url.hash : '/'
}

/** A path with its query; what is undefined or empty is left out. */
export function toHref(
  path: string,
  query: Record<string, string | number | undefined> = {},
): string {
  const filled = Object.entries(query).filter(
    (pair): pair is [string, string | number] => pair[1] !== undefined && pair[1] !== '',
  )
  const search = new URLSearchParams(filled.map(([name, value]) => [name, String(value)]))
  return filled.length === 0 ? path : `${path}?${search}`
}

export function toRequestHref(id: string): string {
  return `/_inspector/requests/${encodeURIComponent(id)}`
}

export function toDeliveryHref(id: string): string {
  return `/_inspector/deliveries/${encodeURIComponent(id)}`
}

export function toStoryHref(account: string, collection: string, id: string): string {
  return toHref('/_inspector/story', { account, collection, id })
}
