/** The step at which the payer picks a method, with what went wrong before. */
import type { CheckoutField, CheckoutMethod, CheckoutStep } from '../../provider.ts'
import { readPrefill } from './checkout-request.ts'
import { firstOf } from './first-of.ts'
import { listOpen, type Method, toFields } from './methods.ts'
import type { Payment, PaymentContext } from './payment.ts'

type Text = { es: string; en: string }

/** What a field wants, said where it did not get it. */
const WANTED: Record<string, Text> = {
  document_type: { es: 'Elige el tipo de documento.', en: 'Choose the document type.' },
  bank: { es: 'Elige tu banco.', en: 'Choose your bank.' },
  email: {
    es: 'Escribe un correo como rosa@example.com.',
    en: 'Write an e-mail address like rosa@example.com.',
  },
  credit_card: {
    es: 'El número de la tarjeta tiene de 12 a 19 dígitos.',
    en: 'The number of a card has 12 to 19 digits.',
  },
  expiration_date: {
    es: 'Escribe mes y año, por ejemplo 05/29.',
    en: 'Write month and year, for example 05/29.',
  },
  cvv: { es: 'Son 3 o 4 dígitos.', en: 'It has 3 or 4 digits.' },
  dues: { es: 'De 1 a 36 cuotas.', en: '1 to 36 instalments.' },
}

/** Of every other only that it is there. */
const MISSING: Text = { es: 'Este dato hace falta.', en: 'This is needed.' }

/** Shown for a refusal that has no words of its own. */
const OTHER: Text = {
  es: 'No se pudo iniciar el pago. Intenta con otro medio.',
  en: 'The payment could not be started. Try another method.',
}

/** By the code that the API answers. */
const PROBLEMS: Record<string, Text> = {
  fields: { es: 'Revisa los datos marcados.', en: 'Check the marked fields.' },
  same_user: {
    es: 'Quien cobra no puede pagar su propio cobro.',
    en: 'The owner cannot pay this payment.',
  },
  LIMIT_BALANCE: {
    es: 'El comercio supera el saldo permitido.',
    en: 'The merchant would exceed the allowed balance.',
  },
  error: { es: 'No hay un usuario Cobru con ese celular.', en: 'No Cobru user has this phone.' },
  NOT_ALLOWED: { es: 'Este medio no está habilitado.', en: 'This method is not enabled.' },
  LIMIT_LENGTH_CC: {
    es: 'El número de documento no es válido.',
    en: 'The document number is not valid.',
  },
}

/** Test data that a payer of the sandbox needs. */
const NOTES: Record<string, Text> = {
  credit_card: {
    es: 'Prueba: 4111111111111111 aprueba, 4111111111111112 rechaza.',
    en: 'Test: 4111111111111111 is approved, 4111111111111112 declined.',
  },
  cobru: { es: 'Prueba: el celular 3100000002.', en: 'Test: phone 3100000002.' },
  cobru_phone: { es: 'Prueba: el celular 3100000002.', en: 'Test: phone 3100000002.' },
}

/** Builds the choice; the query may open a method, mark its fields and name a problem. */
export function toChoice(context: PaymentContext, payment: Payment): CheckoutStep {
  const { query } = context.request
  const selected = firstOf(query.method)
  const problem = firstOf(query.problem)
  const methods = listOpen(payment, context.quirk).map((method) =>
    toMethod(context, method, method.id === selected ? firstOf(query.fields) : undefined),
  )
  return {
    kind: 'choose',
    methods,
    ...(methods.some(({ id }) => id === selected) && selected ? { selected } : {}),
    ...(problem === undefined ? {} : { problem: findProblem(problem) }),
  }
}

/** The code comes from the address, so anything may stand there. */
function findProblem(code: string): Text {
  return (Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined) ?? OTHER
}

function toMethod(
  context: PaymentContext,
  method: Method,
  marked: string | undefined,
): CheckoutMethod {
  const wrong = new Set(marked?.split(','))
  const note = NOTES[method.id]
  const fields = toFields(method.id, readPrefill(context.request)).map(
    (field): CheckoutField =>
      wrong.has(field.name) ? { ...field, problem: WANTED[field.name] ?? MISSING } : field,
  )
  return { id: method.id, label: method.label, fields, ...(note ? { note } : {}) }
}
