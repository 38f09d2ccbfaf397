/** A hosted checkout: what a payer sees. Server-rendered; the provider's module says what is on it. */

import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { CheckoutPage, CheckoutStep } from './checkout-page.ts'
import { script } from './checkout-script.ts'
import { followsRedirect, hasProblem, renderStep, stepHeading } from './checkout-steps.ts'
import { style } from './checkout-style.ts'
import { renderQr } from './qr.ts'
import { words } from './words.ts'

export type { Bilingual } from './words.ts'

/** Names a step for the `step` of the status endpoint, e.g. `choose` or `done:paid`. */
export function stepName(step: CheckoutStep): string {
  return step.kind === 'done' ? `done:${step.result}` : step.kind
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    `default-src 'none'`,
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    'img-src data:',
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; '),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

/**
 * The page as HTML, with its own style and script and no request to another host. It is drawn when
 * `html` is called, which the engine does once the unit of work is over.
 */
export function renderCheckoutPage(page: CheckoutPage): {
  html: () => string
  headers: Record<string, string>
} {
  return { html: () => render(page), headers: { ...headers, 'content-language': page.locale } }
}

/** What a browser is shown where there is no payment; in a look of its own, as no merchant is known. */
export function renderMissingPage({ locale, provider }: Pick<CheckoutPage, 'locale' | 'provider'>) {
  const say = words[locale]
  const draw = () => html`<!doctype html>
<html lang="${locale}">
${renderHead(`${say.missing} · ${provider}`)}
<body>
<header><p class="badge">${say.sandbox}</p></header>
<div class="layout">
<main id="main" class="card" tabindex="-1">
<h1>${say.missing}</h1>
<p>${say.missingText}</p>
</main>
</div>
${renderFooter(provider, locale)}
</body>
</html>
`
  return { html: () => String(draw()), headers: { ...headers, 'content-language': locale } }
}

function render(page: CheckoutPage): string {
  const { step } = page
  const qr = step.kind === 'instructions' && step.qr ? renderQr(step.qr) : undefined
  const redirectUrl = isWebUrl(page.redirectUrl) ? page.redirectUrl : undefined
  const { redirectUrl: _unchecked, ...rest } = page
  const safe: CheckoutPage = redirectUrl === undefined ? rest : { ...rest, redirectUrl }
  return String(renderDocument(safe, qr))
}

/** Says whether a browser may be sent there: `javascript:` and its like are not linked. */
function isWebUrl(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url)
}

function renderDocument(page: CheckoutPage, qr: string | undefined) {
  const say = words[page.locale]
  const follows = followsRedirect(page)
  const waits = page.step.kind === 'instructions' && !page.step.otp
  return html`<!doctype html>
<html lang="${page.locale}">
${renderHead(
  `${hasProblem(page.step) ? `${say.titleProblem}: ` : ''}${stepHeading(page)} · ${page.merchant}`,
  html`${follows ? html`<meta http-equiv="refresh" content="3;url=${page.redirectUrl}">` : ''}
${waits ? html`<noscript><meta http-equiv="refresh" content="5"></noscript>` : ''}`,
)}
<body data-step="${stepName(page.step)}" data-status="${page.statusPath}" data-now="${page.now}"
  data-rate="${page.rate}" data-path="${inLanguage(page.path, page.locale)}">
<a class="skip" href="#main">${say.skip}</a>
${renderHeader(page)}
<div class="layout">
${renderSummary(page)}
<main id="main" class="card" tabindex="-1">
<h1>${stepHeading(page)}</h1>
${renderStep(page, qr)}
</main>
</div>
${renderFooter(page.provider, page.locale)}
<script>${raw(script)}</script>
</body>
</html>
`
}

function renderHead(title: string, refresh: ReturnType<typeof html> | '' = '') {
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${refresh}
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>`
}

function renderFooter(provider: string, locale: CheckoutPage['locale']) {
  return html`<footer><p><span translate="no">${provider}</span>, ${words[locale].emulatedBy} Ensayo</p></footer>`
}

function renderHeader(page: CheckoutPage) {
  const say = words[page.locale]
  const other = page.locale === 'es' ? 'en' : 'es'
  return html`<header>
<p class="badge">${say.sandbox}</p>
<a class="language" href="${inLanguage(page.path, other)}" hreflang="${other}" lang="${other}">${
    say.otherLanguage
  }</a>
</header>`
}

function renderSummary(page: CheckoutPage) {
  const say = words[page.locale]
  const initial = [...page.merchant.trim()][0] ?? '·'
  return html`<section class="summary" aria-label="${say.summary}">
<p class="merchant"><span class="monogram" aria-hidden="true">${initial}</span>
<span><span class="quiet">${say.payTo}</span> <strong>${page.merchant}</strong></span></p>
<p class="amount">${page.amount}</p>
<p class="description">${page.description}</p>
</section>`
}

function inLanguage(path: string, locale: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`
}
