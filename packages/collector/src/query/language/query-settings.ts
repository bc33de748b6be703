/** Holds what the configuration says about figures. */
import type { PriceSettings } from '../../config/config.js'
import { PRICES } from '../../config/schema-reports.js'

export interface QuerySettings {
  readonly prices: PriceSettings
  /** Rows of fewer distinct sessions than this are folded into one; 0 folds none. */
  readonly minSessions: number
  /** Returns how many days a sink keeps events of a tenant. */
  readonly keptDays: (tenantId: string, sink: string) => number
}

export const defaultQuerySettings: QuerySettings = {
  minSessions: 0,
  keptDays: () => Number.POSITIVE_INFINITY,
  prices: {
    workflowRun: PRICES.workflow_run,
    performanceSample: PRICES.performance_sample,
    prediction: PRICES.prediction,
  },
}
