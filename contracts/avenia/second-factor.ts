/**
 * The second factor, and API keys that it allows: RFC 6238 with SHA-1, 30 seconds and six digits.
 * Nothing takes a second factor off again at once, so cases with one need the control API.
 * Source: https://integration-guide.avenia.io/docs/Security/apiKeysManagements, read 2026-11-20.
 */
import { createHmac, generateKeyPairSync } from 'node:crypto'
import type { Answer } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import { asBearer, logInFully, readMail } from './login.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const KEYS = '/v2/auth/api-keys/'

/** Who may make keys: a login, as no key makes another, and the codes of its second factor. */
export interface KeyMaker {
  bearer: ReturnType<typeof asBearer>
  makeCode(): Promise<string>
}

/** Logs in. Until there is a second factor, its codes are wrong. */
export async function becomeKeyMaker(session: Session): Promise<KeyMaker> {
  const { accessToken } = await logInFully(session)
  return { bearer: asBearer(accessToken), makeCode: async () => '000000' }
}

/** Puts a second factor into force. */
export async function startSecondFactor(session: Session, maker: KeyMaker): Promise<KeyMaker> {
  const { bearer } = maker
  const created = await session.send('POST', '/v2/auth/mfa/totp/create', bearer)
  session.expect(created, { status: 200 })
  const { secret } = created.body
  const makeCode = async () => toCode(String(secret), await session.now())
  const json = { otp: await makeCode(), emailToken: await readMail(session) }
  const done = await session.send('POST', '/v2/auth/mfa/totp/validate', { ...bearer, json })
  session.expect(done, { status: 200 }, 'the code and that of the e-mail are right')
  return { bearer, makeCode }
}

/** Asks for an API key, whatever the answer; one that is made is deleted after the case. */
export async function askForKey(
  session: Session,
  maker: KeyMaker,
  over: Record<string, unknown>,
): Promise<Answer> {
  const name = session.unique()
  const json = { otp: await maker.makeCode(), name, whitelistedIPs: ['127.0.0.1/32'], ...over }
  const answer = await session.send('POST', KEYS, { ...maker.bearer, json })
  if (answer.status < 300) {
    session.later(`API key ${json.name}`, async () => {
      const id = await findKey(session, maker, json.name)
      if (id === undefined) return
      const deleted = await deleteKey(session, maker, id)
      session.expect(deleted, { status: 200 }, 'an API key can be deleted')
    })
  }
  return answer
}

/** Id of the key of a name; undefined when there is none. */
export async function findKey(
  session: Session,
  { bearer }: KeyMaker,
  name: string,
): Promise<string | undefined> {
  const listed = await session.send('GET', KEYS, bearer)
  session.expect(listed, { status: 200 })
  return listed.body.apiKeys.find((each: { name: string }) => each.name === name)?.id
}

/** Deletes a key, whatever the answer. */
export async function deleteKey(
  session: Session,
  { bearer, makeCode }: KeyMaker,
  id: string,
): Promise<Answer> {
  const query = { otp: await makeCode() }
  return session.send('DELETE', `${KEYS}${id}`, { ...bearer, query })
}

/** A new pair of keys, both in PEM. */
export function makePair(): { publicKey: string; privateKey: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function toCode(secret: string, now: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
  const hash = createHmac('sha1', decodeBase32(secret)).update(counter).digest()
  const offset = hash[hash.length - 1]! & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function decodeBase32(text: string): Buffer {
  const bits = [...text].map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
