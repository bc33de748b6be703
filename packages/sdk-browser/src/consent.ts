/**
 * Whether the person opted out: an explicit choice stands; without one, Global Privacy Control and Do Not Track are taken
 * for a no. The choice itself is the one thing that is stored after opting out.
 */
import { load, save } from './storage.js'

const KEY = 'hushlog_consent'

export function isOptedOut(respectPrivacySignals: boolean): boolean {
  const choice = load(KEY)
  if (choice !== undefined) return choice === 'out'
  const { globalPrivacyControl, doNotTrack } = navigator as {
    globalPrivacyControl?: boolean
    doNotTrack?: string | null
  }
  return respectPrivacySignals && (globalPrivacyControl === true || doNotTrack === '1')
}

export function saveConsent(choice: 'in' | 'out'): void {
  save(KEY, choice)
}

/** In another tab of the site. */
export function onOptedOutElsewhere(optOut: () => void): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === KEY && newValue === 'out') optOut()
  })
}
