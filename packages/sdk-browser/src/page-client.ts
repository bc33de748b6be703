/** Connects the shared client to the page, its session and the person's consent. */
import { DAY, IS_SCRIPT, SECOND } from '@hushlog/base'
import type { BackEndEventName, EventName } from '@hushlog/schema'
import { RULES_VERSION } from '@hushlog/schema/sanitize'
import { type Client, type CoreOptions, createClient, type Host } from '@hushlog/sdk-core'
import { onChoiceElsewhere, readConsent, saveConsent } from './consent.js'
import type { HushlogOptions } from './options.js'
import { createPageContext } from './page-context.js'
import { onLifecycle, onMarkedClick, onPageView, whenActivated } from './page-events.js'
import { byteLength, createRequest } from './request.js'
import { createSession } from './session.js'
import { createSpool } from './spool.js'
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

/** Holds what the npm package has for developers, and the script tag has no room for. */
export interface DeveloperHelp {
  /** Says more about a message. */
  readonly explain: (message: string) => string
  /** Wraps what the client runs on. */
  readonly decorate: (host: Host) => Host
}

/** The options that are figures, with their defaults: bytes, milliseconds, and a share. */
const FIGURES = {
  maxQueueBytes: 4 * 1024 * 1024,
  flushInterval: 3 * SECOND,
  requestTimeout: 10 * SECOND,
  maxAge: 7 * DAY,
  sampleRate: 1,
}

/**
 * Creates a client that captures events of this page.
 *
 * @param options must not change afterwards
 */
export function createPageClient(options: HushlogOptions, help?: DeveloperHelp): Hushlog {
  const copy: Partial<HushlogOptions> & Record<string, unknown> = { ...options }
  // Each message names the origin: that it is not allowed is the most frequent mistake.
  const warn = (message: string) =>
    console.warn(`${!IS_SCRIPT && help ? help.explain(message) : message} (${location.origin})`)
  for (const [name, fallback] of Object.entries(FIGURES)) {
    if ((copy[name] as number) >= 0) continue
    if (name in copy) warn(`hushlog: wrong option ${name}`)
    copy[name] = fallback
  }
  const { autoTrack = true, respectPrivacySignals = true, persist = true } = copy
  const url = `${`${copy.endpoint}`.replace(/\/+$/, '')}/v1/events?key=${encodeURIComponent(copy.writeKey as string)}`
  const { sendBody, keepaliveLeft } = createRequest(url)
  const tab = newId(Date.now())
  const spool = createSpool(url, tab, persist)
  const consent = readConsent(respectPrivacySignals, copy.consent ?? 'granted')
  let isGranted = consent === 'granted'
  let trackView: (() => void) | undefined
  const session = createSession(
    tab,
    () => {
      if (autoTrack) hush.track('session_start')
    },
    (totals) => {
      if (autoTrack) hush.track('session_end', totals)
    },
    () => isGranted,
  )
  if (!isGranted) session.forgetSession()
  const pageContext = createPageContext()
  const host: Host = {
    now: Date.now,
    random: Math.random,
    newId,
    byteLength,
    setTimer(run, ms) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    sendRequest: sendBody,
    warn,
    buildContext: (own) => ({
      ...pageContext(),
      ...(own as object),
      sdk: 'browser',
      sdk_version: SDK_VERSION,
      rules: RULES_VERSION,
    }),
    currentScope: session.currentScope,
    onQueued: session.countEvent,
    spool,
  }
  const { client, sendOnUnload: unload } = createClient(!IS_SCRIPT && help ? help.decorate(host) : host, {
    ...copy,
    consent,
  } as CoreOptions)
  // Calls are left to the moment when the person sees the document, which may never come.
  const hush: Hushlog = {
    ...client,
    track: (...call) => whenActivated(() => client.track(...call)),
    trackEvent: (...call) => whenActivated(() => client.trackEvent(...call)),
    sessionId: () => (isGranted ? session.currentId() : undefined),
    reset() {
      session.endSession('reset')
      client.reset()
    },
    optIn() {
      isGranted = true
      saveConsent('granted')
      session.storeSession()
      client.optIn()
    },
    optOut() {
      isGranted = false
      saveConsent('denied')
      client.optOut()
      session.forgetSession()
    },
  }
  onChoiceElsewhere(hush.optIn, hush.optOut)
  const hide = () => {
    trackView?.()
    unload(keepaliveLeft())
    session.storeSession()
    spool.writeRecord()
  }
  onLifecycle(hide, spool.leave, spool.takeOver)
  onMarkedClick(hush.trackEvent)
  if (autoTrack)
    whenActivated(() => {
      trackView = onPageView((fields) => hush.track('page_view', fields))
      return true
    })
  return hush
}
