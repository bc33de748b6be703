/**
 * Whether the person agrees: an explicit choice stands; without one, Global Privacy Control and Do Not Track are taken for a
 * no, and else it is as the site says. The choice itself is the one thing that is stored after opting out; what is none of
 * the words below is no consent.
 */
import { attempt } from './storage.js'

const KEY = 'hushlog_consent'

export type Consent = 'granted' | 'denied' | 'pending'

export function consentNow(respectPrivacySignals: boolean, unasked: Consent): Consent {
  const choice = attempt(() => localStorage[KEY])
  if (choice) return choice as Consent
  const { globalPrivacyControl, doNotTrack } = navigator as {
    globalPrivacyControl?: boolean
    doNotTrack?: string | null
  }
  return respectPrivacySignals && (globalPrivacyControl || doNotTrack === '1') ? 'denied' : unasked
}

export function saveConsent(choice: 'granted' | 'denied'): void {
  attempt(() => {
    localStorage[KEY] = choice
  })
}

/** In another tab of the site. */
export function onChoiceElsewhere(optIn: () => void, optOut: () => void): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== KEY || !newValue) return
    if (newValue === 'denied') optOut()
    else optIn()
  })
}
