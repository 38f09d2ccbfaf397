/**
 * The sandbox's RSA key pair. Made up for this emulator, public with its source and good for nothing
 * else: what is encrypted with it is a secret to nobody.
 */
import {
  constants,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto'

const SANDBOX_PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----
MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCSm25UoK+zPByH
0KembkjSyoVgVWz4Gx4Cmzn9B4VnoJZFM33KQLBdrH5Hh4HEVZ+SlLDBrXDKyT65
qnfQjTIOg8INp7g+M/tCmQVedjyY8SNlvwgn5WI1UbGDgkoe9rL7I09QY5om2ViB
3q/XAOhiUe5DHoPcRem8179Aji7WaepodinjXmYa9q14YCRoFOvdkw8dvwP1ndZm
/2jb0z3cDbLUnUhSnIfi/u5mYWDpRLTTAvBVg8zbcpOAi8QnadrH62TKOu43YOT9
/lhMbmELEhX5kMpjUi5Zbh9S8MPS9q50mw1/PDMOpBhVzFiy7GIay6w2FdIu+NNs
/bI3EGgFAgMBAAECggEAOI3O3MRzop+Anf+mfHQ0kWPgWY36kCbdx8Gbd/krxBLV
hPJdBuU3Y5tDx1IFg/hHqyLCoKPIS+Gf2b1hpMii06iN9fiKASzKMyGWSZ8wtwrm
TbyIZ+N7o/fUk1dyQkmGN4yibu9NKslS9B40FKtb+XmDgM7HrPQnO1q6gyuV882o
GY+YEArXdnbtM9S02RqxMPgmr/ITLaWKXHy5qBNKhXNOIxs+Fs7qgVCghxYoy/Xs
vMnSNnNn8g+xTmAtiBb7EUEJBxwhbibpC0oNmu18a1iaj+drtSqGgcZa/4CrxOHN
Hs5JcZXMLmbvW1Vdb78H+v5bfihQAH6jWIH0MHArDQKBgQDMbJVHIhC8mEoJgH8g
F2eN/8VRIL9RsVwtB9o9yDxvp/SnWgICltbBklHdTyYOD3ocCCp0yixCT7kd73qu
tD/8MSE/qOqtwmkaDYKWhHmp3Uz+9iditI1DapZDUl4PvwWQ7EIbO3CZQ/Pk+GLA
UeCVoH++cnrMJFieh3XIf/s+fwKBgQC3mIsxEx0fS4si5wURvo+iGZ2V4zrnI2PG
0X05XdhLq2VpGffx+rTr6UvoWyQdmI+0vlgiG2vPTtbh2GFqbRKRSyLJanQK2JX7
YYqQAD8WvcOSZ+TeCqwNFea6F1Hfc+6qMHK0b4chP2bHNFVYXtBHodDPSghYIFRx
s+4J3zgfewKBgCXBSDDDEeRDHCl1GgWLTQzk2ESLj8o+v49xi9UtTjwxAPaHoSdp
RHCr3YLKQ3UFVsAmofDABjyZDM+Ck14A3HBvgnyHbhB5f3/YTu4NuYqt3LKaM9v/
DLgOz4HPjJ/L3/NML0loSPuFmV4IofRzKs93vSAndJaPf+6HhjFpsbVxAoGAJSQc
9H6TY6NasGLf6akNUZOxB4OChQPpyWzT0mkjupsf1tVEDZXUR+1YR9c4RSx51eyz
06KMetHOMr4dZvRNz0rN7MU2WINcRBCFgYArQyR8jf+qkyjBiZwmovrYu0WuwIsw
iUQOqDE1T5NMuKXlqLgZj/XAHmPb8Wye+SxJJEUCgYAQ7gfko36g3pMpuVvnYBr8
YIP4Ca5PxRl1YDawlZfhfT2ErncrgrDUa+6fK2ZjVFcuwlBsI/WH9AQ954/xYTKo
lGcv0iOXEnFy9hMhgG4MDThcB92NlOnWI4jDaeCjNc4kriRdmJ5CkoCWpvpn/p5f
aXNP7/iDlC16mI+8TG+NuQ==
-----END PRIVATE KEY-----
`

let key: KeyObject | undefined

/** Read on first use: a start has no time for keys. */
function readKey(): KeyObject {
  key ??= createPrivateKey(SANDBOX_PRIVATE_KEY)
  return key
}

/** What clients encrypt with, PEM. */
export function toPublicKey(): string {
  const pem = createPublicKey(readKey()).export({ type: 'spki', format: 'pem' })
  return String(pem).trim()
}

/** Decrypts Base64 in either padding; undefined when it was not encrypted with the sandbox's key. */
export function decrypt(encrypted: string): string | undefined {
  const bytes = Buffer.from(encrypted, 'base64')
  if (bytes.length !== 256) return undefined
  // OAEP carries a hash; PKCS 1 is found in one of some 256 OAEP blocks by chance.
  return decryptOaep(bytes) ?? decryptPkcs1(bytes)
}

/** By hand: some builds of Node refuse this padding, and here there is nothing to protect. */
function decryptPkcs1(bytes: Buffer): string | undefined {
  try {
    const block = privateDecrypt({ key: readKey(), padding: constants.RSA_NO_PADDING }, bytes)
    const end = block.indexOf(0, 2)
    if (block[0] !== 0 || block[1] !== 2 || end < 10) return undefined
    return block.subarray(end + 1).toString('utf8')
  } catch {
    return undefined
  }
}

function decryptOaep(bytes: Buffer): string | undefined {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    return privateDecrypt({ key: readKey(), padding }, bytes).toString('utf8')
  } catch {
    return undefined
  }
}
