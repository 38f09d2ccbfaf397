/** Rails of the hosted page in words, and what each asks its payer. */
import type { CheckoutField } from '../../provider.ts'

export const RAILS: Record<string, { es: string; en: string }> = {
  pse: { es: 'PSE', en: 'PSE' },
  bancolombia: { es: 'Botón Bancolombia', en: 'Bancolombia button' },
  nequi: { es: 'Nequi', en: 'Nequi' },
  breb_qr: { es: 'QR Bre-B', en: 'Bre-B QR' },
  breb_key: { es: 'Llave Bre-B', en: 'Bre-B key' },
}

/** Assumed: `breb`, as integrators send it, stands for both forms. */
export function expandRails(rails: readonly string[]): string[] {
  return [...new Set(rails.flatMap((rail) => (rail === 'breb' ? ['breb_qr', 'breb_key'] : rail)))]
}

const NAME: CheckoutField = {
  name: 'fullname',
  label: { es: 'Nombre completo', en: 'Full name' },
  kind: 'text',
  isRequired: true,
}

const DOCUMENT: CheckoutField[] = [
  {
    name: 'id_type',
    label: { es: 'Tipo de documento', en: 'Document type' },
    kind: 'select',
    options: ['cc', 'ce', 'nit', 'pa'].map((value) => ({ value, label: value.toUpperCase() })),
    isRequired: true,
  },
  {
    name: 'id_number',
    label: { es: 'Número de documento', en: 'Document number' },
    kind: 'digits',
    isRequired: true,
  },
]

const EMAIL: CheckoutField = {
  name: 'email',
  label: { es: 'Correo', en: 'Email' },
  kind: 'email',
  isRequired: true,
}

const PHONE: CheckoutField = {
  name: 'phone',
  label: { es: 'Celular', en: 'Phone' },
  kind: 'tel',
  isRequired: true,
}

/** PSE uses the e-mail, Nequi the phone. */
export function toFields(rail: string): CheckoutField[] {
  const last = rail === 'pse' ? [EMAIL] : rail === 'nequi' ? [PHONE] : []
  return [NAME, ...DOCUMENT, ...last]
}
