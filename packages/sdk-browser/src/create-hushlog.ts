/**
 * `createHushlog` for browsers: connects the shared client to the page, its session and the person's consent.
 */
import { SECOND } from '@hushlog/base'
import type { BackEndEventName, EventName } from '@hushlog/schema'
import { RULES_VERSION } from '@hushlog/schema/sanitize'
import { type Client, createClient, type Host } from '@hushlog/sdk-core'
import { onChoiceElsewhere, readConsent, saveConsent } from './consent.js'
import type { HushlogOptions } from './options.js'
import { pageContext } from './page-context.js'
import { onLifecycle, onMarkedClick, onPageView } from './page-events.js'
import { byteLength, createRequest } from './request.js'
import { createSession, SESSION_KEY } from './session.js'
import { createSpool } from './spool.js'
import { createStorage } from './storage.js'
import { newId } from './ulid.js'
import { SDK_VERSION } from './version.js'

/** Names the events that a page sends; the others are sent by back ends. */
export type PageEventName = Exclude<EventName, BackEndEventName>

export interface Hushlog extends Client<PageEventName> {
  /**
   * @returns the id for the header `x-hushlog-session` of requests to your own back end; undefined without
   * consent
   */
  sessionId(): string | undefined
}

/**
 * Creates a client that captures events of this page.
 *
 * @param options must not change afterwards. Without an endpoint or a key it warns, and throws nothing.
 * @example const hush = createHushlog({ endpoint: 'https://collector.example', writeKey: 'hlw_…' })
 */
export function createHushlog(options: HushlogOptions): Hushlog {
  const copy: Partial<HushlogOptions> = { ...options }
  const { autoTrack = true, respectPrivacySignals = true, persist = true } = copy
  const url = `${`${copy.endpoint}`.replace(/\/+$/, '')}/v1/events?key=${encodeURIComponent(copy.writeKey as string)}`
  const { send, keepaliveLeft } = createRequest(url)
  const spool = createSpool(url, newId(Date.now()), persist)
  const consent = readConsent(respectPrivacySignals, copy.consent ?? 'granted')
  let isGranted = consent === 'granted'
  const session = createSession(
    createStorage(SESSION_KEY, () => isGranted),
    () => {
      if (autoTrack) hush.track('session_start')
    },
    (totals, at) => {
      if (autoTrack) hush.track('session_end', { ...totals, ts: new Date(at) })
    },
  )
  if (!isGranted) session.forget()
  const host: Host = {
    now: Date.now,
    random: Math.random,
    newId,
    byteLength,
    setTimer(run, ms) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    sendRequest: send,
    warn: (message) => console.warn(message),
    buildContext: (own) => ({
      ...pageContext(),
      ...(own as object),
      sdk: 'browser',
      sdk_version: SDK_VERSION,
      rules: RULES_VERSION,
    }),
    currentScope: session.scope,
    onQueued: session.count,
    spool,
  }
  const { client, sendOnUnload: unload } = createClient(host, {
    maxQueueBytes: 1024 * 1024,
    flushInterval: 3 * SECOND,
    ...copy,
    consent,
  })
  const hush: Hushlog = {
    ...client,
    sessionId: () => (isGranted ? session.currentId() : undefined),
    reset() {
      session.end('reset')
      client.reset()
    },
    optIn() {
      isGranted = true
      saveConsent('granted')
      session.store()
      client.optIn()
    },
    optOut() {
      isGranted = false
      saveConsent('denied')
      client.optOut()
      session.forget()
    },
  }
  onChoiceElsewhere(hush.optIn, hush.optOut)
  const hide = () => {
    unload(keepaliveLeft())
    session.store()
    spool.writeRecord()
  }
  onLifecycle(hide, spool.releaseRecord, spool.takeOver)
  onMarkedClick(hush.trackEvent)
  if (autoTrack) onPageView(() => hush.track('page_view'))
  return hush
}
