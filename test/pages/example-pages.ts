/** One made-up checkout page per step, for tests. */
import type { CheckoutMethod, CheckoutPage, CheckoutStep } from '#pages/checkout-page'

/** Epoch ms; the pages of the examples are made at this instant. */
export const now = Date.UTC(2026, 10, 20, 15)

export const methods: CheckoutMethod[] = [
  {
    id: 'key',
    label: { es: 'Llave Bre-B', en: 'Bre-B key' },
    fields: [
      { name: 'name', label: { es: 'Nombre', en: 'Name' }, kind: 'text', isRequired: true },
      { name: 'phone', label: { es: 'Celular', en: 'Mobile' }, kind: 'tel', isRequired: true },
    ],
  },
  { id: 'qr', label: { es: 'QR Bre-B', en: 'Bre-B QR' }, fields: [] },
  {
    id: 'bank',
    label: { es: 'Débito bancario', en: 'Bank debit' },
    fields: [
      {
        name: 'bank',
        label: { es: 'Banco', en: 'Bank' },
        kind: 'select',
        options: [
          { value: '1', label: 'Banco Uno' },
          { value: '2', label: 'Banco Dos' },
        ],
        isRequired: true,
      },
      {
        name: 'document',
        label: { es: 'Número de documento', en: 'Document number' },
        kind: 'digits',
        isRequired: true,
      },
      { name: 'email', label: { es: 'Correo', en: 'Email' }, kind: 'email', isRequired: false },
    ],
  },
  {
    id: 'card',
    label: { es: 'Tarjeta de crédito', en: 'Credit card' },
    note: { es: 'Tarjeta de prueba: 4242…', en: 'Test card: 4242…' },
    fields: [
      {
        name: 'number',
        label: { es: 'Número de tarjeta', en: 'Card number' },
        kind: 'card-number',
        isRequired: true,
      },
      { name: 'expiry', label: { es: 'Vence', en: 'Expires' }, kind: 'expiry', isRequired: true },
      { name: 'cvv', label: { es: 'CVV', en: 'CVV' }, kind: 'cvv', isRequired: true },
    ],
  },
]

export const choose: CheckoutStep = { kind: 'choose', methods }

/** The card's form, sent back with two refusals. */
export const refused: CheckoutStep = {
  kind: 'choose',
  selected: 'card',
  methods: methods.map((method) => ({
    ...method,
    fields: method.fields.map((field) => {
      const label = { es: 'Tarjeta no válida.', en: 'Invalid card.' }
      return field.kind === 'card-number' || field.kind === 'cvv'
        ? { ...field, value: '4000', problem: label }
        : field
    }),
  })),
}

export const instructions: CheckoutStep = {
  kind: 'instructions',
  method: 'qr',
  methodLabel: { es: 'QR Bre-B', en: 'Bre-B QR' },
  qr: '00020101021226330014CO.COM.RBM.LLA0111@ensayo12345204000053031705802CO6304ABCD',
  lines: [
    { label: { es: 'Llave', en: 'Key' }, value: '@ensayo1234' },
    { label: { es: 'Referencia', en: 'Reference' }, value: '8f14e45f-ceea-467f-a8b1-20cb' },
  ],
  expiresAt: now + 300_000,
}

export const otp: CheckoutStep = {
  kind: 'instructions',
  method: 'wallet',
  methodLabel: { es: 'Billetera', en: 'Wallet' },
  lines: [],
  externalUrl: 'https://bank.example/authorise?session=1234567890abcdef1234567890abcdef',
  otp: { problem: { es: 'El código no coincide.', en: 'The code does not match.' } },
}

export const codeExpired: CheckoutStep = { kind: 'code-expired', method: 'qr' }
export const paid: CheckoutStep = { kind: 'done', result: 'paid', canRetry: false }
export const rejected: CheckoutStep = { kind: 'done', result: 'rejected', canRetry: true }
export const expired: CheckoutStep = { kind: 'done', result: 'expired', canRetry: false }
export const refunded: CheckoutStep = { kind: 'done', result: 'refunded', canRetry: false }

/** Makes a page that shows `step`. */
export function examplePage(step: CheckoutStep, over: Partial<CheckoutPage> = {}): CheckoutPage {
  return {
    locale: 'en',
    merchant: 'Panadería La Espiga',
    provider: 'acme',
    amount: '$ 50.000,00 COP',
    description: 'Pedido 1042: dos panes de maíz y un café',
    path: '/3gofdf6f',
    action: '/3gofdf6f/checkout',
    statusPath: '/3gofdf6f/status',
    now,
    rate: 1,
    step,
    ...over,
  }
}
