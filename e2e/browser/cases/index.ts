import type { Case } from './case.js'
import { consentCases } from './consent.js'
import { leavingCases } from './leaving.js'
import { networkCases } from './network.js'
import { offlineCases } from './offline.js'
import { sessionCases } from './sessions.js'
import { storageCases } from './storage.js'

export const cases: readonly Case[] = [
  ...offlineCases,
  ...storageCases,
  ...networkCases,
  ...leavingCases,
  ...consentCases,
  ...sessionCases,
]
