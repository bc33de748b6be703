/** Holds what the configuration says about figures. */
import type { PriceSettings } from '../../config/config.js'
import { PRICES } from '../../config/schema-reports.js'

export interface QuerySettings {
  readonly prices: PriceSettings
}

export const defaultQuerySettings: QuerySettings = {
  prices: {
    workflowRun: PRICES.workflow_run,
    performanceSample: PRICES.performance_sample,
    prediction: PRICES.prediction,
  },
}
