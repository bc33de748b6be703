import { SHARED_OPTIONS, type SharedOptions } from '@hushlog/sdk-core'
import { attempt } from './attempt.js'

/**
 * Options of `createHushlog`, which are also the `data-` attributes of the script tag. Its default `endpoint`
 * is its own origin.
 */
export interface HushlogOptions extends SharedOptions {
  /** Send `page_view`, `session_start` and `session_end` without being asked; the default is true. */
  readonly autoTrack?: boolean
  /** Treat Global Privacy Control and Do Not Track as an opt-out; the default is true. */
  readonly respectPrivacySignals?: boolean
  /**
   * `granted` (the default), or `pending`: nothing is stored or sent until `optIn` or `optOut`. An earlier
   * choice stays valid.
   */
  readonly consent?: 'granted' | 'pending'
  /** Keep undelivered events in IndexedDB, so that the next visit delivers them; the default is true. */
  readonly persist?: boolean
}

/** A value of the right type for each option. */
export const OPTIONS: Readonly<Record<keyof HushlogOptions, unknown>> = {
  ...SHARED_OPTIONS,
  autoTrack: true,
  respectPrivacySignals: true,
  consent: '',
  persist: true,
}

/**
 * Reads the options from the attributes of a script tag: `data-write-key` is `writeKey`,
 * `data-flush-interval="1000"` a number, `data-auto-track="false"` a boolean, and
 * `data-rules='[{"id":"employee","pattern":"EMP-\\d{6}"}]'` JSON.
 */
export function optionsOf(script: HTMLScriptElement): HushlogOptions {
  // An inlined script has no address of its own: then `data-endpoint` says it.
  const options: Record<string, unknown> = { endpoint: script.src && new URL(script.src).origin }
  for (const [name, value] of Object.entries(script.dataset)) options[name] = parsed(value ?? '')
  return options as unknown as HushlogOptions
}

/** Text that is no JSON stays as it is. Where a list is needed, it stops every event. */
const parsed = (value: string): unknown => attempt(() => JSON.parse(value)) ?? value
