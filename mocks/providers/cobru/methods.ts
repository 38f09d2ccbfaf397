/**
 * Payment methods: literals of the API, what a flag enables, what each asks the payer for.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/payment-details, read 2026-11-20.
 */
import type { CheckoutField, QuirkReader } from '../../provider.ts'
import type { Payment } from './payment.ts'

export type MethodKind = 'qr' | 'redirect' | 'cash' | 'push' | 'otp' | 'card' | 'wallet' | 'celo'

export interface Method {
  /** Literal of `payment`. */
  id: string
  kind: MethodKind
  label: { es: string; en: string }
  /** Names of the fields that the page asks for. */
  fields: string[]
}

const PAYER = ['name', 'document_type', 'cc', 'email', 'phone']
const CARD = ['credit_card', 'expiration_date', 'cvv', 'dues']

const METHODS: Method[] = [
  method('breb', 'qr', 'Bre-B', 'Bre-B', []),
  method('breb_qr', 'qr', 'Bre-B con QR', 'Bre-B QR', ['document_type', 'cc']),
  method('bancolombia_qr', 'qr', 'QR Bancolombia', 'Bancolombia QR', ['document_type', 'cc']),
  method('pse', 'redirect', 'PSE', 'PSE', [...PAYER, 'bank', 'address']),
  method('NEQUI', 'push', 'Nequi', 'Nequi', [...PAYER, 'phone_nequi']),
  method('daviplata', 'otp', 'Daviplata', 'Daviplata', PAYER),
  method('dale', 'redirect', 'dale!', 'dale!', PAYER),
  method('bancolombia_transfer', 'redirect', 'Botón Bancolombia', 'Bancolombia button', PAYER),
  method('credit_card', 'card', 'Tarjeta de crédito', 'Credit card', [...PAYER, ...CARD]),
  method('efecty', 'cash', 'Efecty', 'Efecty', PAYER),
  method(
    'corresponsal_bancolombia',
    'cash',
    'Corresponsal Bancolombia',
    'Bancolombia agent',
    PAYER,
  ),
  method('baloto', 'cash', 'Baloto', 'Baloto', PAYER),
  method('CUSD', 'celo', 'Celo Dólar', 'Celo Dollar', PAYER),
  method('cobru', 'wallet', 'Saldo Cobru', 'Cobru balance', ['phone']),
  method('cobru_phone', 'wallet', 'Saldo Cobru por celular', 'Cobru balance by phone', ['phone']),
]

const BY_ID = new Map(METHODS.map((item) => [item.id, item]))

/** Names under which clients write a method's flag. */
const ALIASES: Record<string, string[]> = {
  breb: ['breb', 'Bre-B', 'bre_b'],
  breb_qr: ['breb_qr', 'breb', 'Bre-B', 'bre_b'],
  NEQUI: ['NEQUI', 'nequi'],
  cobru: ['cobru', 'cobru_phone'],
  cobru_phone: ['cobru_phone', 'cobru'],
}

/** Flags that mean the method even where names must be exact: one flag covers both literals. */
const EXACT: Record<string, string[]> = {
  breb_qr: ['breb_qr', 'breb'],
  cobru_phone: ['cobru_phone', 'cobru'],
}

function method(id: string, kind: MethodKind, es: string, en: string, fields: string[]): Method {
  return { id, kind, label: { es, en }, fields }
}

/** The method of a literal, if there is one. */
export function findMethod(id: string | null | undefined): Method | undefined {
  return id == null ? undefined : BY_ID.get(id)
}

/** Reads flags; undefined when the text holds no JSON object. */
export function parseFlags(text: string): Record<string, unknown> | undefined {
  try {
    const flags: unknown = JSON.parse(text)
    if (typeof flags !== 'object' || flags === null || Array.isArray(flags)) return undefined
    // Any object has string keys; values stay unknown.
    return flags as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** Whether the payment's flags enable the method. */
export function isEnabled(payment: Payment, methodId: string, quirk: QuirkReader): boolean {
  const flags = parseFlags(payment.flags) ?? {}
  const names = quirk.value<boolean>('cobru.create.flag-names') ? ALIASES : EXACT
  return (names[methodId] ?? [methodId]).some(
    (name) => Object.hasOwn(flags, name) && flags[name] === true,
  )
}

/** Whether the account may use the method at all; names the quirk that forbids it. */
export function findGate(methodId: string, quirk: QuirkReader): string | undefined {
  if (methodId === 'breb' && !quirk.value<boolean>('cobru.pay.breb-gated')) {
    return 'cobru.pay.breb-gated'
  }
  if (methodId === 'breb_qr' && !quirk.value<boolean>('cobru.pay.breb-qr-literal')) {
    return 'cobru.pay.breb-qr-literal'
  }
  return undefined
}

/** Methods that a payer can use, in the page's order; the QR literal only where `breb` is closed. */
export function listOpen(payment: Payment, quirk: QuirkReader): Method[] {
  const open = METHODS.filter(
    ({ id }) => isEnabled(payment, id, quirk) && findGate(id, quirk) === undefined,
  )
  const ids = new Set(open.map(({ id }) => id))
  const doubles = { breb_qr: 'breb', cobru_phone: 'cobru' } as Record<string, string>
  return open.filter(({ id }) => !ids.has(doubles[id] ?? ''))
}

type FieldShape = Pick<CheckoutField, 'kind' | 'label' | 'autocomplete' | 'options'>

const DOCUMENT_TYPES = [
  { value: 'CC', label: { es: 'Cédula de ciudadanía', en: 'Citizen ID (CC)' } },
  { value: 'TI', label: { es: 'Tarjeta de identidad', en: 'Identity card of a minor (TI)' } },
  { value: 'CE', label: { es: 'Cédula de extranjería', en: 'Foreigner ID (CE)' } },
  { value: 'NIT', label: { es: 'NIT', en: 'Tax number (NIT)' } },
  { value: 'PA', label: { es: 'Pasaporte', en: 'Passport' } },
]

/** Those that the documents publish, by the names that they are known by. */
const BANKS = [
  { value: '1040', label: 'Banco Agrario' },
  { value: '1052', label: 'Banco AV Villas' },
  { value: '1013', label: 'BBVA Colombia' },
]

const FIELDS: Record<string, FieldShape> = {
  name: {
    kind: 'text',
    label: { es: 'Nombre completo', en: 'Full name' },
    autocomplete: 'name',
  },
  document_type: {
    kind: 'select',
    label: { es: 'Tipo de documento', en: 'Document type' },
    options: DOCUMENT_TYPES,
  },
  cc: {
    kind: 'text',
    label: { es: 'Número de documento', en: 'Document number' },
    autocomplete: 'off',
  },
  email: { kind: 'email', label: { es: 'Correo electrónico', en: 'E-mail' } },
  phone: { kind: 'tel', label: { es: 'Celular', en: 'Mobile phone' } },
  bank: { kind: 'select', label: { es: 'Banco', en: 'Bank' }, options: BANKS },
  address: {
    kind: 'text',
    label: { es: 'Dirección', en: 'Address' },
    autocomplete: 'street-address',
  },
  phone_nequi: { kind: 'tel', label: { es: 'Celular de Nequi', en: 'Nequi phone' } },
  credit_card: { kind: 'card-number', label: { es: 'Número de tarjeta', en: 'Card number' } },
  expiration_date: { kind: 'expiry', label: { es: 'Vencimiento', en: 'Expiry' } },
  cvv: { kind: 'cvv', label: { es: 'CVV', en: 'Security code' } },
  dues: { kind: 'digits', label: { es: 'Cuotas', en: 'Instalments' } },
}

/** Inputs of a method, with what is known about the payer filled in. */
export function toFields(methodId: string, known: Record<string, string>): CheckoutField[] {
  return (findMethod(methodId)?.fields ?? []).map((name) => {
    const shape = FIELDS[name]!
    const { options, ...rest } = shape
    const value = known[name] ?? (name === 'dues' ? '1' : '')
    return { name, ...rest, ...(options ? { options } : {}), value, isRequired: true }
  })
}
