/** A message in OAEP may by chance begin as one in PKCS 1 does; it is read as what it is. */
import { constants, createHash, publicEncrypt } from 'node:crypto'
import { expect, test } from 'vitest'
import { decrypt, toPublicKey } from '../../../mocks/providers/cobru/tokenization-key.ts'

const SIZE = 256
const HASH = 20

test('a block that looks like PKCS 1 is read as OAEP where its hash fits', () => {
  const block = findLookalike('4111111111111111')
  const key = { key: toPublicKey(), padding: constants.RSA_NO_PADDING }
  expect(decrypt(publicEncrypt(key, block).toString('base64'))).toBe('4111111111111111')
})

/** RFC 8017, 7.1.1, with seeds tried until the second byte is 2 and a zero follows late enough. */
function findLookalike(text: string): Buffer {
  for (let at = 0; ; at++) {
    const block = encode(text, createHash('sha1').update(String(at)).digest())
    if (block[1] === 2 && block.indexOf(0, 2) >= 10) return block
  }
}

function encode(text: string, seed: Buffer): Buffer {
  const data = Buffer.alloc(SIZE - HASH - 1)
  createHash('sha1').digest().copy(data)
  data[data.length - text.length - 1] = 1
  data.write(text, data.length - text.length)
  const masked = xor(data, mask(seed, data.length))
  return Buffer.concat([Buffer.alloc(1), xor(seed, mask(masked, HASH)), masked])
}

function mask(seed: Buffer, length: number): Buffer {
  const parts = Array.from({ length: Math.ceil(length / HASH) }, (_, at) =>
    createHash('sha1')
      .update(seed)
      .update(Buffer.from([0, 0, 0, at]))
      .digest(),
  )
  return Buffer.concat(parts).subarray(0, length)
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, at) => byte ^ other[at]!))
}
