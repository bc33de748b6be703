/**
 * Makes and reads the cookie of a person who signed in. It holds when it ends and whose it is, signed; it holds no token and
 * no password, and the collector keeps no list: a restart signs nobody out, and a session ends with its token or password,
 * because nobody has its name any longer.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { HOUR, SECOND } from '@hushlog/base'
import type { OwnOrigin } from './own-origin.js'

/** A working day, as the contract says. */
const LIFETIME = 12 * HOUR

export const SESSION_COOKIE = 'hushlog_session'
/** Browsers keep it only from the host itself, by TLS. */
const SECURE_COOKIE = `__Host-${SESSION_COOKIE}`

export interface SessionCookies {
  /** Names a reader by what the collector knows of the credential. Nobody can compute a name from it without the secret. */
  nameOf(digest: string): string
  /** Returns the header `Set-Cookie` that signs in; the request has to be of a page of this collector. */
  begin(request: IncomingMessage, name: string): string
  /** Returns the headers `Set-Cookie` that sign out. */
  end(): readonly string[]
  /** Returns the name of the reader whose session the request presents; undefined when there is none or it is over. */
  read(request: IncomingMessage): string | undefined
}

export interface SessionCookiesOptions {
  /** Signs cookies. Collectors that share it take each other's. */
  readonly secret: string
  readonly ownOrigin: OwnOrigin
  /** Returns milliseconds since the epoch. */
  readonly now: () => number
}

const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Strict'

function cookieNamed(name: string, header = ''): string | undefined {
  const prefix = `${name}=`
  return header
    .split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(prefix))
    ?.slice(prefix.length)
}

export function createSessionCookies({ secret, ownOrigin, now }: SessionCookiesOptions): SessionCookies {
  const keyed = (purpose: string, text: string): string =>
    createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url')
  const isSigned = (content: string, signature: string): boolean => {
    const expected = Buffer.from(keyed('session', content))
    const presented = Buffer.from(signature)
    return expected.length === presented.length && timingSafeEqual(expected, presented)
  }

  return {
    nameOf: (digest) => keyed('reader', digest),
    begin(request, name) {
      // A proxy in front may end TLS and not say so; the browser, whose page is of this origin, does.
      const secure = ownOrigin.isSecure(request) || (request.headers.origin ?? '').startsWith('https:')
      const content = `${now() + LIFETIME}.${name}`
      const value = `${content}.${keyed('session', content)}`
      return (
        `${secure ? SECURE_COOKIE : SESSION_COOKIE}=${value}; ${ATTRIBUTES}; Max-Age=${LIFETIME / SECOND}` +
        (secure ? '; Secure' : '')
      )
    },
    end: () => [
      `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`,
      `${SECURE_COOKIE}=; ${ATTRIBUTES}; Max-Age=0; Secure`,
    ],
    read(request) {
      const { cookie } = request.headers
      if (cookie === undefined) return undefined
      // By TLS, another host of the same domain could have set the one without the prefix.
      const value =
        cookieNamed(SECURE_COOKIE, cookie) ??
        (ownOrigin.isSecure(request) ? undefined : cookieNamed(SESSION_COOKIE, cookie))
      const [, content, ends, name, signature] =
        /^((\d{1,15})\.([\w-]{43}))\.([\w-]{43})$/.exec(value ?? '') ?? []
      if (content === undefined || signature === undefined || !isSigned(content, signature)) return undefined
      return Number(ends) > now() ? name : undefined
    },
  }
}
