/** What the checkout page says, in both languages. */

export type Locale = 'es' | 'en'

/** A text in every language of the page. */
export interface Bilingual {
  es: string
  en: string
}

const es = {
  sandbox: 'Sandbox: sin dinero real',
  skip: 'Ir al pago',
  summary: 'Resumen',
  payTo: 'Pago a',
  otherLanguage: 'English',
  emulatedBy: 'emulado por',
  choose: 'Elige cómo pagar',
  noMethods: 'Este cobro no tiene medios de pago habilitados.',
  continue: 'Continuar',
  optional: 'opcional',
  pick: 'Selecciona…',
  expiryHint: 'MM/AA',
  checkFields: 'Revisa los datos marcados.',
  titleProblem: 'Error',
  instructions: 'Completa tu pago',
  payWith: 'Paga con',
  qrLabel: 'Código QR para pagar',
  scan: 'Escanea el código con la app de tu banco',
  copy: 'Copiar',
  copied: 'Copiado',
  external: 'Aquí se iría un pagador real (el sandbox no sale de tu equipo):',
  timeLeft: 'Vence en',
  waiting: 'Esperando el pago. Esta página se actualiza sola.',
  simulate: 'Simulación del sandbox',
  simulateHint: 'Decide qué haría el pagador. No se mueve dinero.',
  pay: 'Ya pagué',
  decline: 'Rechazar',
  otp: 'Código de un solo uso',
  otpHint: 'El que un pagador real recibiría en su celular.',
  confirm: 'Confirmar',
  codeExpired: 'El código venció',
  codeExpiredText: 'Pide uno nuevo para terminar el pago; el cobro sigue vigente.',
  newCode: 'Pedir un código nuevo',
  paid: 'Pago recibido',
  paidText: 'Gracias. Puedes cerrar esta página.',
  rejected: 'Pago rechazado',
  rejectedText: 'No se hizo ningún cobro.',
  expired: 'El cobro venció',
  expiredText: 'Pide al comercio un nuevo enlace de pago.',
  refunded: 'Pago devuelto',
  refundedText: 'El dinero volvió a su medio de pago de origen.',
  retry: 'Intentar de nuevo',
  back: 'Volver al comercio',
  following: 'Te llevamos de vuelta en 3 segundos.',
}

/** Names of the texts of the page. */
export type WordTable = typeof es

const en: WordTable = {
  sandbox: 'Sandbox — no real money',
  skip: 'Skip to the payment',
  summary: 'Summary',
  payTo: 'Payment to',
  otherLanguage: 'Español',
  emulatedBy: 'emulated by',
  choose: 'Choose how to pay',
  noMethods: 'No payment method is enabled for this payment.',
  continue: 'Continue',
  optional: 'optional',
  pick: 'Select…',
  expiryHint: 'MM/YY',
  checkFields: 'Check the marked fields.',
  titleProblem: 'Error',
  instructions: 'Complete your payment',
  payWith: 'Pay with',
  qrLabel: 'QR code to pay',
  scan: 'Scan the code with the app of your bank',
  copy: 'Copy',
  copied: 'Copied',
  external: 'A real payer would go here (the sandbox never leaves your machine):',
  timeLeft: 'Expires in',
  waiting: 'Waiting for the payment. This page updates itself.',
  simulate: 'Sandbox simulation',
  simulateHint: 'Decide what the payer does. No money moves.',
  pay: 'I have paid',
  decline: 'Decline',
  otp: 'One-time code',
  otpHint: 'The one a real payer would get on their phone.',
  confirm: 'Confirm',
  codeExpired: 'The code has expired',
  codeExpiredText: 'Ask for a new one to finish; the payment itself is still open.',
  newCode: 'Get a new code',
  paid: 'Payment received',
  paidText: 'Thank you. You may close this page.',
  rejected: 'Payment rejected',
  rejectedText: 'Nothing was charged.',
  expired: 'The payment has expired',
  expiredText: 'Ask the merchant for a new payment link.',
  refunded: 'Payment refunded',
  refundedText: 'The money went back to where it came from.',
  retry: 'Try again',
  back: 'Back to the merchant',
  following: 'Taking you back in 3 seconds.',
}

/** The texts of the page by language. */
export const words: Record<Locale, WordTable> = { es, en }
