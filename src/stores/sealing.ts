import { formatBase64, parseBase64 } from '../model/base64.ts'

/** Of version 1. What a phone does in a second, and a guesser not often
 *  (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#pbkdf2). */
const ITERATIONS = 600_000
const SALT_BYTES = 16
const IV_BYTES = 12
const VERSION = '1'
/** A shorter passphrase is guessed in no time by whoever has the link. */
export const PASSPHRASE_MIN = 10

/** `unavailable`: the browser encrypts only on secure pages (https, or this machine); `newer`: a later version of this
 *  page made it; `damaged`: it is none, or a part is missing; `wrong`: the passphrase is wrong, or something was changed. */
export type SealErrorKind = 'unavailable' | 'newer' | 'damaged' | 'wrong'

export class SealError extends Error {
  override readonly name = 'SealError'
  readonly kind: SealErrorKind

  constructor(kind: SealErrorKind, cause?: unknown) {
    super(kind, { cause })
    this.kind = kind
  }
}

/** Can this page encrypt at all? */
export function canSeal(): boolean {
  return subtle() !== undefined
}

/** Seals texts with a passphrase, and opens them: PBKDF2-SHA-256 → AES-GCM 256
 *  (https://www.w3.org/TR/webcrypto-2/#aes-gcm). All that one of these seals shares a salt, so that a hundred texts cost
 *  one derivation. Sealed: `1.salt.iv.ciphertext`, each in base64url. */
export class Sealer {
  readonly #passphrase: string
  readonly #keys = new Map<string, Promise<CryptoKey>>()
  #own: Uint8Array<ArrayBuffer> | undefined

  constructor(passphrase: string) {
    // The same Hangul may be typed composed or in parts.
    this.#passphrase = passphrase.normalize('NFKC')
  }

  /** `about` is not in it, but it opens only together with the same. Throws SealError `unavailable`. */
  async seal(text: string, about: string): Promise<string> {
    this.#own ??= crypto.getRandomValues(new Uint8Array(SALT_BYTES))
    const key = await this.#keyFor(this.#own)
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
    const data = await engine().encrypt(algorithm(iv, about), key, bytesOf(text))
    return [VERSION, ...[this.#own, iv, data].map(formatBase64Url)].join('.')
  }

  /** The text that was sealed. Throws SealError. */
  async unseal(sealed: string, about: string): Promise<string> {
    const { salt, iv, data } = parseSealed(sealed)
    const key = await this.#keyFor(salt)
    try {
      return new TextDecoder().decode(await engine().decrypt(algorithm(iv, about), key, data))
    } catch (error) {
      throw new SealError('wrong', error)
    }
  }

  #keyFor(salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
    const name = formatBase64Url(salt)
    const key = this.#keys.get(name) ?? deriveKey(this.#passphrase, salt)
    this.#keys.set(name, key)
    return key
  }
}

async function deriveKey(passphrase: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const typed = await engine().importKey('raw', bytesOf(passphrase), 'PBKDF2', false, ['deriveKey'])
  return engine().deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS },
    typed,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

function parseSealed(sealed: string): Record<'salt' | 'iv' | 'data', Uint8Array<ArrayBuffer>> {
  const [version = '', ...parts] = sealed.split('.')
  if (/^\d+$/.test(version) && version !== VERSION) throw new SealError('newer')
  const [salt, iv, data, ...rest] = parts.map(parseBase64Url)
  const isWhole = salt?.length === SALT_BYTES && iv?.length === IV_BYTES && data !== undefined
  if (version !== VERSION || !isWhole || rest.length > 0) throw new SealError('damaged')
  return { salt, iv, data }
}

function algorithm(iv: Uint8Array<ArrayBuffer>, about: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: bytesOf(about) }
}

function subtle(): SubtleCrypto | undefined {
  // Plain http on a LAN has none.
  return (globalThis.crypto as { subtle?: SubtleCrypto } | undefined)?.subtle
}

function engine(): SubtleCrypto {
  const found = subtle()
  if (!found) throw new SealError('unavailable')
  return found
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

/** https://datatracker.ietf.org/doc/html/rfc4648#section-5, without padding. */
function formatBase64Url(bytes: ArrayBuffer | Uint8Array): string {
  return formatBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function parseBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined
  const bytes = parseBase64(text.replaceAll('-', '+').replaceAll('_', '/'))
  return bytes && new Uint8Array(bytes)
}
