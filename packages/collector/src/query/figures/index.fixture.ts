/** All cases, for the tests of each store. */
import { automationCases } from './automation.fixture.js'
import type { FigureCase } from './case.fixture.js'
import { costCases } from './costs.fixture.js'
import { derivedCases } from './derived.fixture.js'
import { eventCases } from './events.fixture.js'
import { ledgerCases } from './ledgers.fixture.js'
import { minSessionsCases } from './min-sessions.fixture.js'
import { sessionCases } from './sessions.fixture.js'
import { thingCases } from './things.fixture.js'

export const figureCases: readonly FigureCase[] = [
  ...eventCases,
  ...automationCases,
  ...sessionCases,
  ...thingCases,
  ...ledgerCases,
  ...derivedCases,
  ...minSessionsCases,
  ...costCases,
]
