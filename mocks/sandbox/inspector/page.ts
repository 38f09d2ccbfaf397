/** The frame around every page, and the headers that keep it to itself. */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { style } from './style.ts'
import { toHref, type View } from './view.ts'

/** What `html` makes; nothing here waits, so it is never a promise. */
export type Markup = ReturnType<typeof html>

export interface Page {
  title: string
  body: Markup
  /** Entry of the navigation that is marked. */
  tab?: Tab
  /** Without navigation and script. */
  isBare?: boolean
}

export type Tab =
  | 'traffic'
  | 'state'
  | 'time'
  | 'surprises'
  | 'readiness'
  | 'coverage'
  | 'reference'

const TABS: readonly (readonly [Tab, string])[] = [
  ['traffic', '/'],
  ['state', '/_inspector/state'],
  ['time', '/_inspector/time'],
  ['surprises', '/_inspector/surprises'],
  ['readiness', '/_inspector/readiness'],
  ['coverage', '/_inspector/coverage'],
  ['reference', '/docs'],
]

/** Of a page that has this style, and loads nothing but its own. */
export function toPageHeaders(own: string): Record<string, string> {
  const hash = createHash('sha256').update(own).digest('base64')
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      `default-src 'none'`,
      `style-src 'sha256-${hash}'`,
      `script-src 'self'`,
      'img-src data:',
      `connect-src 'self'`,
      `form-action 'self'`,
      `base-uri 'none'`,
      `frame-ancestors 'none'`,
    ].join('; '),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  }
}

const headers = toPageHeaders(style)

/** Answers with a whole page. */
export function renderPage(
  context: Context,
  view: View,
  page: Page,
  status: ContentfulStatusCode = 200,
): Response {
  const text = String(renderDocument(view, page))
  return context.body(text, status, { ...headers, 'content-language': view.locale })
}

function renderDocument(view: View, page: Page): Markup {
  const { say, locale } = view
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${page.title} · Ensayo</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
${page.isBare ? '' : html`<script src="/_inspector/script.js" defer></script>`}
</head>
<body>
<a class="skip" href="#main">${say.skip}</a>
<header class="top">
<a class="mark" href="/">Ensayo</a>
${page.isBare ? '' : renderNavigation(view, page)}
${renderLanguage(view)}
</header>
<main id="main" tabindex="-1">
${page.body}
</main>
</body>
</html>
`
}

function renderNavigation({ say }: View, { tab }: Page): Markup {
  return html`<nav aria-label="${say.pages}">${TABS.map(
    ([name, href]) =>
      html`<a href="${href}"${name === tab ? raw(' aria-current="page"') : ''}>${say[name]}</a>`,
  )}</nav>`
}

function renderLanguage({ here, locale, say }: View): Markup {
  const other = locale === 'es' ? 'en' : 'es'
  const url = new URL(here, 'http://here.invalid')
  const query = { ...Object.fromEntries(url.searchParams), lang: other }
  return html`<a class="language" href="${toHref(url.pathname, query)}" hreflang="${other}" lang="${other}">${say.otherLanguage}</a>`
}
