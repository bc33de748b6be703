/** The routes by which a person signs in on a page, and out again. */
import { isObject } from '@hushlog/base'
import type { Request, Response } from 'express'
import type { ReaderAccess } from './access.js'
import type { Audit } from './audit.js'
import type { OwnOrigin } from './own-origin.js'
import { Problem } from './problem.js'
import { sendRedirect } from './redirect.js'
import { returnPath, signInAddress } from './return-path.js'
import type { Route } from './route.js'
import type { SessionCookies } from './session-cookie.js'
import { askAgainPage, type SignInFault, signInHeaders, signInPage } from './sign-in-page.js'

export interface SignInOptions {
  readonly access: Pick<ReaderAccess, 'signIn' | 'read'>
  readonly cookies: SessionCookies
  readonly ownOrigin: OwnOrigin
  readonly audit: Audit
}

/** A form holds a name, a password and a path; a path may be three times as long when it is encoded. */
const MAX_FORM_BYTES = 16_384

const sendPage = (response: Response, status: number, html: string, headers = {}): void => {
  response
    .status(status)
    .set({ ...signInHeaders, ...headers })
    .type('html')
    .send(html)
}

const fieldOf = ({ body }: Request, name: string): string => {
  const value = isObject(body) ? body[name] : undefined
  return typeof value === 'string' ? value : ''
}

const faultOf: Partial<Record<Problem['code'], SignInFault>> = {
  too_many_guesses: 'too_many',
  scope_missing: 'may_not_read',
}

export function createSignInRoutes({ access, cookies, ownOrigin, audit }: SignInOptions): readonly Route[] {
  const isSignedIn = (request: Request): boolean => {
    if (cookies.read(request) === undefined) return false
    try {
      access.read(request)
      return true
    } catch (thrown) {
      if (thrown instanceof Problem) return false
      throw thrown
    }
  }

  const show = (request: Request, response: Response): void => {
    const next = returnPath(request.query.next)
    const wantsToReturn = request.query.next !== undefined
    // A browser says here whether a link of another site led to the page.
    if (wantsToReturn && request.headers['sec-fetch-site'] === 'cross-site')
      sendPage(response, 200, askAgainPage(signInAddress(next)))
    else if (wantsToReturn && isSignedIn(request)) sendRedirect(response, next)
    else sendPage(response, 200, signInPage(next))
  }

  const signIn = (request: Request, response: Response): void => {
    const next = returnPath(fieldOf(request, 'next'))
    if (!ownOrigin.isOwn(request)) {
      sendPage(response, 403, signInPage(next, 'foreign_origin'))
      return
    }
    try {
      const reader = access.signIn(request, fieldOf(request, 'user'), fieldOf(request, 'password'))
      if (reader === undefined) {
        sendPage(response, 401, signInPage(next, 'wrong'))
        return
      }
      audit.signedIn({ who: reader.who, tenant: reader.admin ? '*' : (reader.tenants[0] ?? '*') })
      response.set('set-cookie', cookies.begin(request, reader.session))
      sendRedirect(response, next)
    } catch (thrown) {
      const fault = thrown instanceof Problem ? faultOf[thrown.code] : undefined
      if (!(thrown instanceof Problem) || fault === undefined) throw thrown
      sendPage(response, thrown.status, signInPage(next, fault), thrown.headers)
    }
  }

  const signOut = (request: Request, response: Response): void => {
    if (!ownOrigin.isOwn(request)) throw new Problem('foreign_origin')
    response.set('set-cookie', [...cookies.end()])
    sendRedirect(response, '/sign-in')
  }

  const html = { 'text/html': {} }
  const form = (properties: Readonly<Record<string, unknown>>) => ({
    required: true,
    content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties } } },
  })
  const text = { type: 'string' }
  return [
    {
      method: 'get',
      path: '/sign-in',
      guard: 'none',
      handler: show,
      operation: {
        summary: 'The page for signing in',
        parameters: [
          { name: 'next', in: 'query', description: 'Path of the dashboard to return to', schema: text },
        ],
        responses: {
          '200': { description: 'The page', content: html },
          '303': { description: 'To next, for somebody who is signed in' },
        },
      },
    },
    {
      method: 'post',
      path: '/sign-in',
      guard: 'none',
      maxFormBytes: MAX_FORM_BYTES,
      handler: signIn,
      operation: {
        summary: 'Signs in for 12 hours, by a cookie that ends with the token or the password',
        requestBody: form({
          user: { ...text, description: 'admin, or the id of a tenant' },
          password: { ...text, description: 'The password of the admin, or a read token of the tenant' },
          next: text,
        }),
        responses: {
          '303': { description: 'To the dashboard, with the cookie' },
          '401': { description: 'The page again: wrong name or password', content: html },
          '403': {
            description: 'The page again: the form came from another origin, or the token may not read',
            content: html,
          },
          '429': {
            description: 'The page again: too many wrong passwords from this address; see Retry-After',
            content: html,
          },
        },
        refusals: ['body_too_large', 'unsupported_type'],
      },
    },
    {
      method: 'post',
      path: '/sign-out',
      guard: 'none',
      handler: signOut,
      operation: {
        summary: 'Signs out: the browser forgets the cookie',
        responses: { '303': { description: 'To /sign-in' } },
        refusals: ['foreign_origin'],
      },
    },
  ]
}
