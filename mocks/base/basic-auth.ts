/** HTTP's Basic: user and password as one text, `user:password`; a user alone has an empty password. */

export function encodeBasic(text: string): string {
  const whole = text.includes(':') ? text : `${text}:`
  return Buffer.from(whole).toString('base64')
}

export function decodeBasic(encoded: string): string {
  return Buffer.from(encoded, 'base64').toString().replace(/:$/, '')
}
