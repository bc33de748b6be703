/**
 * Decides whether the person agrees. An explicit choice is stored and comes first, also after opting out.
 * Without one, Global Privacy Control and Do Not Track count as a refusal, and otherwise the site's own
 * option decides. Any stored text but `granted` is no consent.
 */
import { attempt } from './attempt.js'

const KEY = 'hushlog_consent'

export type Consent = 'granted' | 'denied' | 'pending'

/** @param initial the consent of a person who has not chosen */
export function readConsent(respectPrivacySignals: boolean, initial: Consent): Consent {
  const { globalPrivacyControl, doNotTrack } = navigator as {
    globalPrivacyControl?: boolean
    doNotTrack?: string | null
  }
  return (
    attempt(() => localStorage[KEY]) ||
    (respectPrivacySignals && (globalPrivacyControl || doNotTrack === '1') ? 'denied' : initial)
  )
}

export function saveConsent(choice: 'granted' | 'denied'): void {
  attempt(() => {
    localStorage[KEY] = choice
  })
}

/** Follows a choice that the person makes in another tab of the site. */
export function onChoiceElsewhere(optIn: () => void, optOut: () => void): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== KEY || !newValue) return
    if (newValue === 'denied') optOut()
    else optIn()
  })
}
