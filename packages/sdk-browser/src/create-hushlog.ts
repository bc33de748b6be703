/** `createHushlog` for browsers: joins the shared client to the page, its sessions and the person's consent. */
import { RULES_VERSION } from '@hushlog/schema/sanitize'
import { type Client, createClient, type Host } from '@hushlog/sdk-core'
import { consentNow, onChoiceElsewhere, saveConsent } from './consent.js'
import type { HushlogOptions } from './options.js'
import { onMarkedClick, onPageView, onPresence } from './page.js'
import { byteLength, createRequest } from './request.js'
import { createSession } from './session.js'
import { createSpool } from './spool.js'
import { createStorage } from './storage.js'
import { pageContext } from './surroundings.js'
import { newId } from './ulid.js'
import { SDK_VERSION } from './version.js'

export interface Hushlog extends Client {
  /** Of this visit, for the header `x-hushlog-session` of requests to your own back end; undefined without consent. */
  sessionId(): string | undefined
}

export function createHushlog(given: HushlogOptions): Hushlog {
  // Without any options there is nothing to reach, which is a warning and not an error of the host.
  const options: Partial<HushlogOptions> = { ...given }
  const { autoTrack = true, respectPrivacySignals = true, persist = true } = options
  const url = `${`${options.endpoint}`.replace(/\/+$/, '')}/v1/events?key=${encodeURIComponent(options.writeKey as string)}`
  const { send, budget, hurry } = createRequest(url, persist)
  const spool = createSpool(url, newId(Date.now()), persist)
  const consent = consentNow(respectPrivacySignals, options.consent ?? 'granted')
  let granted = consent === 'granted'
  const storage = createStorage(() => granted)
  const session = createSession(storage, {
    now: Date.now,
    newId,
    started() {
      if (autoTrack) hush.track('session_start')
    },
    ended(totals, at) {
      if (autoTrack) hush.track('session_end', { ...totals, ts: new Date(at) })
    },
  })
  if (!granted) session.forget()
  const host: Host = {
    now: Date.now,
    random: Math.random,
    newId,
    byteLength,
    setTimer(run, ms) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    send,
    warn: (message) => console.warn(message),
    context: (own) => ({
      ...pageContext(),
      ...(own as object),
      sdk: 'browser',
      sdk_version: SDK_VERSION,
      rules: RULES_VERSION,
    }),
    scope: session.scope,
    onQueued: session.count,
    spool,
  }
  const { client, unload } = createClient(host, {
    maxQueueBytes: 1024 * 1024,
    flushInterval: 3000,
    ...options,
    consent,
  })
  const hush: Hushlog = {
    ...client,
    sessionId: () => (granted ? session.current() : undefined),
    reset() {
      session.end('reset')
      client.reset()
    },
    optIn() {
      granted = true
      saveConsent('granted')
      session.keep()
      client.optIn()
    },
    optOut() {
      granted = false
      saveConsent('denied')
      client.optOut()
      session.forget()
    },
  }
  onChoiceElsewhere(hush.optIn, hush.optOut)
  onPresence(
    () => {
      unload(budget())
      hurry()
      session.keep()
      spool.write()
    },
    spool.rest,
    spool.look,
  )
  onMarkedClick(hush.trackEvent)
  if (autoTrack) onPageView(() => hush.track('page_view'))
  return hush
}
