/** Says what the figures of reports are computed with: prices, and thresholds of health. */
import { integer, number, object, type Schema } from './schema-language.js'

/** These are the prices of the cost report where the configuration says nothing. */
export const PRICES = { workflow_run: 0.01, performance_sample: 0.005, prediction: 0.02 } as const
export const ERROR_RATE = { warning: 0.05, critical: 0.2 } as const
export const P95_LATENCY_MS = { warning: 1000, critical: 3000 } as const
/** A service that is measured each minute has missed ten samples by then. */
export const SILENT_AFTER_SECONDS = 600

const price = (event: keyof typeof PRICES): Schema =>
  number('currency units', 0, 1_000_000, `Price of one \`${event}\`.`, { default: PRICES[event] })

export const prices = object(
  'PriceSettings',
  {
    workflow_run: price('workflow_run'),
    performance_sample: price('performance_sample'),
    prediction: price('prediction'),
  },
  { description: 'Unit prices, in any one currency, by which the report of costs estimates.', default: {} },
)

const thresholds = (
  title: string,
  what: string,
  limit: (description: string, defaults: { default: number }) => Schema,
  defaults: { readonly warning: number; readonly critical: number },
): Schema =>
  object(
    title,
    {
      warning: limit(`A service with ${what} from this on is in the state \`warning\`.`, {
        default: defaults.warning,
      }),
      critical: limit(`A service with ${what} from this on is in the state \`critical\`.`, {
        default: defaults.critical,
      }),
    },
    { description: `Thresholds of ${what}.`, default: {} },
  )

export const health = object(
  'HealthSettings',
  {
    error_rate: thresholds(
      'ErrorRateThresholds',
      'a share of failed operations',
      (description, defaults) =>
        number('share', 0, 1, description, { ...defaults, expected: 'a share from 0 to 1' }),
      ERROR_RATE,
    ),
    p95_latency_ms: thresholds(
      'LatencyThresholds',
      'a 95th percentile of the latency',
      (description, defaults) => number('milliseconds', 0, 86_400_000, description, defaults),
      P95_LATENCY_MS,
    ),
    silent_after_seconds: integer(
      'seconds',
      1,
      31_536_000,
      'A service is in the state `silent` when its last sample is older.',
      { default: SILENT_AFTER_SECONDS },
    ),
  },
  {
    description: 'Thresholds by which the report of health judges the last sample of each service.',
    default: {},
  },
)

export const reports = object(
  'ReportSettings',
  {
    min_sessions: integer(
      'sessions',
      0,
      1000,
      'Rows of queries with fewer distinct sessions, but at least one, are folded into one row that says so. With 1 or more, the event list and the course of a session answer 403. 0 shows every row.',
      { default: 0 },
    ),
  },
  { description: 'Says what reports show.', default: {} },
)
