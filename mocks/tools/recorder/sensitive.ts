/** What must not stand in a recording: by the name of its field, and by its look wherever it stands. */
import type { PlaceholderKind } from './placeholder-kinds.ts'

/** Names of fields without case and punctuation; the first that matches decides. */
const BY_NAME: readonly [PlaceholderKind, RegExp][] = [
  ['card', /^(pan|(credit|debit)?card(number|no)?|creditcard|numerotarjeta)$/],
  [
    'token',
    /(token|jwt|bearer|cookies?|session(id|key)?|csrf|xsrf|sid|nonce|codeverifier)$|^(access|refresh|auth|authorization|proxyauthorization)$/,
  ],
  [
    'credential',
    /(apikey|secretkey|accesskey|priv(ate)?key|encryptionkey|signingkey|signaturekey|masterkey|secrets?|passw(or)?d|passphrase|clave|contrasena|credentials?|signature|hmac|mnemonic|seed(phrase|words)?|recovery(code|phrase)s?|totp|otp)$|^(pwd|pass|pin|nip|cvv|cvc|cvv2|csc|securitycode|userid|clientid|emailtoken|verificationcode|authcode|twofactorcode|mfa(code)?)$/,
  ],
  ['email', /e?mail$|correo$/],
  ['phone', /phone|phone(number|nequi)$|^(mobile|cellphone|celular|telefono|msisdn)/],
  [
    'document',
    /^(cc|nit|cpf|cnpj|dni|rut|curp|rfc|passport|payerid|idnumber|personid|taxid|document|documentid|documento)$|(document|identification|cedula)(number|no|id)?$|idnumber$|taxid$/,
  ],
  [
    'name',
    /^(names?|nombres?|apellidos?|razonsocial|owner|username|fromuser|touser|holder|beneficiary|surname)$|(first|last|second|middle|full|legal|trade|holder|beneficiary|payer|owner|sender|debtor|creditor|company)names?$|^namecard$/,
  ],
  ['key', /^(keyvalue|brebkey|pixkey|llave|keyid|bankkey|brebcode)$|(breb|pix)key$/],
  ['account', /(account|cuenta)(number|no)$|^(iban|clabe|cbu|cvu|bankaccount)$/],
  ['address', /address$|^(direccion|street|streetline\d?|walletaddress)$/],
  ['birth', /(birth(date|day)?|datebirth|dateofbirth|fechanacimiento)$/],
]

/** A field whose name says little alone is known by what it stands in: `document.id`, `account.number`. */
const BY_PARENT: readonly [RegExp, RegExp, PlaceholderKind][] = [
  [/^(document|identification|documento)$/, /^(id|number|value)$/, 'document'],
  [/account$/, /^(number|id)$/, 'account'],
  [/account$/, /^alias$/, 'key'],
  [/^(key|keyconfig|breb)$/, /^value$/, 'key'],
  [/(phone|mobile)$/, /^number$/, 'phone'],
]

/** What a field holds, by the names on the way to it; undefined when they say nothing. */
export function kindOfField(path: readonly (string | number)[]): PlaceholderKind | undefined {
  const names = path.filter((part) => typeof part === 'string').map(toPlain)
  const name = names.at(-1)
  // Items of a list, as the messages below a field's name, are not the field.
  if (name === undefined || typeof path.at(-1) === 'number') return undefined
  const parent = names.at(-2) ?? ''
  const nested = BY_PARENT.find(([outer, inner]) => outer.test(parent) && inner.test(name))
  return nested?.[2] ?? BY_NAME.find(([, pattern]) => pattern.test(name))?.[0]
}

function toPlain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** What gives itself away, in the order in which it is looked for. */
export const LOOKS: readonly [PlaceholderKind, RegExp][] = [
  ['token', /\beyJ[\w-]{4,}\.[\w-]+\.[\w-]*/g],
  ['token', /(?<=\b(?:Bearer|Basic|Token) )[\w.~+/-]{8,}=*/g],
  ['credential', /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g],
  [
    'email',
    /(?<![\w.%+-])[\w.%+-]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[A-Za-z]{2,}/g,
  ],
  ['card', /(?<![\w.-])[2-6](?:[ -]?\d){12,18}(?![\w-])(?!\.\d)/g],
  ['phone', /(?<![\w])(?:\+|%2B)\d{10,15}(?!\d)/g],
  ['key', /(?<![\w.%+-])@[A-Za-z0-9]{4,30}(?![\w.@])/g],
  // Glued to a digest, as providers make references of it.
  ['phone', /(?<!\w)\d{10,12}(?=_[0-9a-f]{32,}(?!\w))/g],
]

/** Headers that carry a key, whatever the provider calls them; a caller's own idempotency key is none. */
export function isKeyHeader(name: string): boolean {
  return /key$/.test(name) && !name.includes('idempotency')
}
