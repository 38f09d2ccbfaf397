/** One input of the checkout page, with its label and what is wrong with it. */
import { html, raw } from 'hono/html'
import type { CheckoutField } from './checkout-page.ts'
import { type Locale, words } from './words.ts'

/** What a browser should know about a kind: keyboard, autofill, length. */
const kinds: Record<
  Exclude<CheckoutField['kind'], 'select'>,
  { type: string; inputmode: string; autocomplete?: string; maxLength: number; pattern?: string }
> = {
  text: { type: 'text', inputmode: 'text', maxLength: 120 },
  tel: { type: 'tel', inputmode: 'tel', autocomplete: 'tel', maxLength: 20 },
  email: { type: 'email', inputmode: 'email', autocomplete: 'email', maxLength: 254 },
  digits: { type: 'text', inputmode: 'numeric', autocomplete: 'off', maxLength: 20 },
  'card-number': {
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'cc-number',
    maxLength: 23,
    pattern: '\\d{4}[ \\d]{8,19}',
  },
  expiry: {
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'cc-exp',
    maxLength: 7,
    pattern: '(0[1-9]|1[0-2]) ?/ ?(20)?\\d{2}',
  },
  cvv: {
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'cc-csc',
    maxLength: 4,
    pattern: '\\d{3,4}',
  },
}

interface Placement {
  locale: Locale
  /** Unique on the page. */
  id: string
  /** Puts the cursor here when the page opens. */
  hasFocus: boolean
}

/** Renders a field; its problem, if any, is tied to the input and marked. */
export function renderField(field: CheckoutField, { locale, id, hasFocus }: Placement) {
  const say = words[locale]
  const { problem } = field
  const hint = field.kind === 'expiry' ? say.expiryHint : undefined
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  const attributes = html`id="${id}" name="${field.name}"${field.isRequired ? raw(' required') : ''}${
    described ? html` aria-describedby="${described}"` : ''
  }${problem ? raw(' aria-invalid="true"') : ''}${hasFocus ? raw(' autofocus') : ''}`
  return html`<div class="field ${field.kind}">
<label for="${id}">${field.label[locale]}${
    field.isRequired ? '' : html` <span class="quiet">(${say.optional})</span>`
  }</label>
${field.kind === 'select' ? renderSelect(field, attributes, locale) : renderInput(field, attributes)}
${hint ? html`<p class="quiet" id="${id}-hint">${hint}</p>` : ''}
${problem ? html`<p class="problem" id="${id}-problem">${problem[locale]}</p>` : ''}
</div>
`
}

function renderInput(field: CheckoutField, attributes: ReturnType<typeof html>) {
  // renderField sends selects elsewhere.
  const kind = kinds[field.kind as Exclude<CheckoutField['kind'], 'select'>]
  // What has the wrong form is caught before it is sent, as a page that comes back is empty.
  const pattern = kind.pattern ? html` pattern="${kind.pattern}"` : ''
  return html`<input ${attributes} type="${kind.type}" inputmode="${kind.inputmode}"${toAutocomplete(field, kind.autocomplete)}${pattern}
  maxlength="${field.maxLength ?? kind.maxLength}" value="${field.value ?? ''}">`
}

/** Nothing where neither the field nor its kind says anything. */
function toAutocomplete({ autocomplete }: CheckoutField, usual?: string) {
  const value = autocomplete ?? usual
  return value === undefined ? '' : html` autocomplete="${value}"`
}

function renderSelect(field: CheckoutField, attributes: ReturnType<typeof html>, locale: Locale) {
  const options = field.options ?? []
  return html`<select ${attributes}${toAutocomplete(field)}>
<option value="">${words[locale].pick}</option>
${options.map(
  ({ value, label }) =>
    html`<option value="${value}"${value === field.value ? raw(' selected') : ''}>${typeof label === 'string' ? label : label[locale]}</option>
`,
)}</select>`
}
