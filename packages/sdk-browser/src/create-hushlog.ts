/** `createHushlog` for browsers: joins the shared client to the page, its sessions and the person's consent. */
import { type Client, createClient, type Platform } from '@hushlog/sdk-core'
import { isOptedOut, onOptedOutElsewhere, saveConsent } from './consent.js'
import type { HushlogOptions } from './options.js'
import { onAbsence, onLeave, onMarkedClick, onPageView } from './page.js'
import { createRequest } from './request.js'
import { createSession } from './session.js'
import { createSpool } from './spool.js'
import { pageContext, reduceUserAgent } from './surroundings.js'
import { SDK_VERSION } from './version.js'

export type Hushlog = Client

export function createHushlog(given: HushlogOptions): Hushlog {
  const {
    endpoint,
    writeKey,
    content = 'off',
    rules,
    denyKeys,
    sampleRate,
    beforeSend,
    autoTrack = true,
    respectPrivacySignals = true,
    persist = true,
    maxQueueBytes = 1024 * 1024,
    maxAge = 7 * 24 * 3600 * 1000,
    flushInterval = 3000,
    requestTimeout = 10_000,
    // Without any options there is nothing to reach, which is a warning and not an error of the host.
  }: Partial<HushlogOptions> = given ?? {}
  const url = `${String(endpoint).replace(/\/+$/, '')}/v1/events?key=${encodeURIComponent(String(writeKey))}`
  const { send, budget, hurry } = createRequest(persist)
  const encoder = new TextEncoder()
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const newId = () => Array.from(randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const spool = persist ? createSpool(url, newId()) : undefined
  const session = createSession(
    Date.now,
    newId,
    () => autoTrack && hush.track('session_start', { user_agent: reduceUserAgent(navigator.userAgent) }),
  )
  const platform: Platform = {
    now: Date.now,
    randomBytes,
    byteLength: (text) => encoder.encode(text).length,
    setTimer(run, ms) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    send,
    warn: (message) => console.warn(message),
    context: () => ({ sdk: 'browser', sdk_version: SDK_VERSION, ...pageContext() }),
    scope: () => ({ session_id: session.current() }),
  }
  const { leave, ...client } = createClient(platform, {
    url,
    spool,
    headers: {},
    content,
    rules,
    denyKeys,
    consent: isOptedOut(respectPrivacySignals) ? 'denied' : 'granted',
    sampleRate,
    beforeSend,
    maxQueueBytes,
    maxAge,
    flushInterval,
    requestTimeout,
  })
  const hush: Hushlog = {
    ...client,
    reset() {
      client.reset()
      session.end()
    },
    optIn() {
      saveConsent('in')
      client.optIn()
    },
    optOut() {
      saveConsent('out')
      client.optOut()
      session.end()
    },
  }
  onOptedOutElsewhere(hush.optOut)
  onLeave(() => {
    leave(budget())
    hurry()
    spool?.write()
  })
  if (spool !== undefined) onAbsence(spool.write, spool.rest, spool.look)
  onMarkedClick(hush.trackEvent)
  if (autoTrack) onPageView(() => hush.track('page_view'))
  return hush
}
