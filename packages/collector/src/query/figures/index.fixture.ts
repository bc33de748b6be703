/** All cases, for the tests of each store. */
import type { FigureCase } from './case.fixture.js'
import { costCases } from './costs.fixture.js'
import { eventCases } from './events.fixture.js'

export const figureCases: readonly FigureCase[] = [...eventCases, ...costCases]
