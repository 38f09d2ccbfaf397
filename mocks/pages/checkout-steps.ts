/** The middle of the checkout page: one function per step. */
import { html, raw } from 'hono/html'
import { isLocal } from '../base/hosts.ts'
import { renderField } from './checkout-fields.ts'
import type { CheckoutMethod, CheckoutPage, CheckoutStep } from './checkout-page.ts'
import { formatRemaining } from './remaining.ts'
import { type Locale, words } from './words.ts'

type Html = ReturnType<typeof html>
type Step<K extends CheckoutStep['kind']> = Extract<CheckoutStep, { kind: K }>

/** Says in a few words what the step asks for: the page's title and first heading. */
export function stepHeading({ step, locale }: CheckoutPage): string {
  const say = words[locale]
  if (step.kind === 'choose') return say.choose
  if (step.kind === 'code-expired') return say.codeExpired
  if (step.kind === 'done') return say[step.result]
  return step.methodLabel ? `${say.payWith} ${step.methodLabel[locale]}` : say.instructions
}

/** Whether the payer is taken back without a click: after a payment, and never out to the internet. */
export function followsRedirect({ step, redirectUrl }: CheckoutPage): boolean {
  if (step.kind !== 'done' || step.result !== 'paid' || redirectUrl === undefined) return false
  return isLocal(new URL(redirectUrl).hostname.replace(/^\[|\]$/g, ''))
}

/** Says whether something the payer sent was refused. */
export function hasProblem(step: CheckoutStep): boolean {
  if (step.kind === 'instructions') return step.otp?.problem !== undefined
  if (step.kind !== 'choose') return false
  const fields = step.methods.flatMap((method) => method.fields)
  return step.problem !== undefined || fields.some(({ problem }) => problem)
}

/** Renders what the payer can do now. `qr` is the SVG of the step's code, already drawn. */
export function renderStep(page: CheckoutPage, qr: string | undefined): Html {
  const { step } = page
  if (step.kind === 'choose') return renderChoice(page, step)
  if (step.kind === 'instructions') return renderInstructions(page, step, qr)
  if (step.kind === 'code-expired') return renderCodeExpired(page)
  return renderEnd(page, step)
}

function renderChoice(page: CheckoutPage, step: Step<'choose'>): Html {
  const say = words[page.locale]
  if (step.methods.length === 0) return html`<p>${say.noMethods}</p>`
  const selected = step.selected ?? (step.methods.length === 1 ? step.methods[0]?.id : undefined)
  const problem = step.problem?.[page.locale] ?? (hasProblem(step) ? say.checkFields : undefined)
  return html`${problem ? html`<p class="alert" role="alert">${problem}</p>` : ''}
<ul class="methods">
${step.methods.map((method, index) => renderMethod(page, method, index, method.id === selected))}
</ul>`
}

function renderMethod(page: CheckoutPage, method: CheckoutMethod, index: number, isOpen: boolean) {
  const { locale } = page
  const firstProblem = method.fields.find(({ problem }) => problem)
  return html`<li><details name="methods"${isOpen ? raw(' open') : ''}>
<summary><span class="mark" aria-hidden="true"></span>${method.label[locale]}</summary>
<form method="post" action="${page.action}" aria-label="${method.label[locale]}">
${hidden('method', method.id)}${hidden('lang', locale)}
${method.note ? html`<p class="note">${method.note[locale]}</p>` : ''}
${method.fields.map((field, at) =>
  renderField(field, { locale, id: `field-${index}-${at}`, hasFocus: field === firstProblem }),
)}
<button class="primary">${words[locale].continue}</button>
</form></details></li>
`
}

function renderInstructions(
  page: CheckoutPage,
  step: Step<'instructions'>,
  qr: string | undefined,
): Html {
  const say = words[page.locale]
  return html`${step.expiresAt === undefined ? '' : renderCountdown(page, step.expiresAt)}
${
  qr
    ? html`<figure class="qr"><div role="img" aria-label="${say.qrLabel}">${raw(qr)}</div>
<figcaption>${say.scan}</figcaption></figure>`
    : ''
}
${step.lines.length > 0 ? renderLines(step, page.locale) : ''}
${
  step.externalUrl
    ? html`<p class="external">${say.external} <code>${step.externalUrl}</code></p>`
    : ''
}
${step.otp ? '' : html`<p class="waiting">${say.waiting}</p>`}
${renderSimulation(page, step)}
${step.canChange ? renderRetry(page, say.change, 'secondary') : ''}`
}

function renderCountdown({ locale, now }: CheckoutPage, expiresAt: number): Html {
  const say = words[locale]
  return html`<p class="countdown">${say.timeLeft}
<span role="timer" data-expires="${expiresAt}">${formatRemaining(expiresAt - now)}</span></p>`
}

function renderLines(step: Step<'instructions'>, locale: Locale): Html {
  const say = words[locale]
  return html`<dl class="lines">
${step.lines.map(
  ({ label, value }, index) => html`<div><dt id="line-${index}">${label[locale]}</dt>
<dd><code translate="no">${value}</code>
<button type="button" class="copy" hidden data-copy="${value}" data-copied="${say.copied}"
  aria-describedby="line-${index}">${say.copy}</button></dd></div>
`,
)}</dl>
<p class="sr-only" role="status" id="copied"></p>`
}

function renderSimulation(page: CheckoutPage, step: Step<'instructions'>): Html {
  const say = words[page.locale]
  const decline = html`<button class="secondary" name="action" value="decline" formnovalidate>${
    say.decline
  }</button>`
  return html`<form method="post" action="${page.action}" class="simulation"
  aria-labelledby="simulation" aria-describedby="simulation-hint">
<h2 id="simulation">${say.simulate}</h2>
<p class="quiet" id="simulation-hint">${say.simulateHint}</p>
${hidden('lang', page.locale)}
${step.otp ? renderOtp(page.locale, step.otp) : ''}
<div class="buttons">
<button class="primary" name="action" value="${step.otp ? 'otp' : 'pay'}">${
    step.otp ? say.confirm : say.pay
  }</button>
${decline}
</div>
</form>`
}

function renderOtp(locale: Locale, otp: NonNullable<Step<'instructions'>['otp']>): Html {
  const say = words[locale]
  const { problem } = otp
  return html`<div class="field">
<label for="otp">${say.otp}</label>
<input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required
  aria-describedby="otp-hint${problem ? ' otp-problem' : ''}"${
    problem ? raw(' aria-invalid="true" autofocus') : ''
  }>
<p class="quiet" id="otp-hint">${say.otpHint}</p>
${problem ? html`<p class="problem" id="otp-problem" role="alert">${problem[locale]}</p>` : ''}
</div>`
}

function renderCodeExpired(page: CheckoutPage): Html {
  const say = words[page.locale]
  return html`${renderSign('expired')}
<p>${say.codeExpiredText}</p>
${renderRetry(page, say.newCode)}`
}

function renderEnd(page: CheckoutPage, step: Step<'done'>): Html {
  const say = words[page.locale]
  const isPaid = step.result === 'paid'
  return html`${renderSign(step.result)}
<p>${say[`${step.result}Text`]}</p>
${step.canRetry ? renderRetry(page, say.retry) : ''}
${
  page.redirectUrl
    ? html`<p><a class="${isPaid ? 'primary' : 'secondary'} button" rel="noreferrer"
  href="${page.redirectUrl}">${say.back}</a></p>`
    : ''
}
${followsRedirect(page) ? html`<p class="quiet">${say.following}</p>` : ''}`
}

function renderRetry(page: CheckoutPage, label: string, look = 'primary'): Html {
  return html`<form method="post" action="${page.action}">
${hidden('action', 'retry')}${hidden('lang', page.locale)}
<button class="${look}">${label}</button>
</form>`
}

const hidden = (name: string, value: string) =>
  html`<input type="hidden" name="${name}" value="${value}">`

const renderSign = (result: keyof typeof signs) =>
  html`<p class="result ${result}" aria-hidden="true">${raw(signs[result])}</p>`

const sign = (path: string) =>
  `<svg viewBox="0 0 24 24" width="28" height="28"><path d="${path}"/></svg>`

const signs: Record<Step<'done'>['result'], string> = {
  paid: sign('M5 12.5l4.5 4.5L19 7.5'),
  rejected: sign('M7 7l10 10M17 7L7 17'),
  expired: sign('M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2'),
  refunded: sign('M9 7L5 11l4 4M5 11h9a5 5 0 0 1 0 8h-2'),
}
