/** Says what an alert of the configuration may be. `admin/alerts/alert-faults.ts` checks its query, which a schema cannot. */
import {
  anything,
  integer,
  list,
  matching,
  number,
  object,
  type Schema,
  TEXT_OR_LIST,
  textOrObject,
} from './schema-language.js'
import { NAME, NAME_EXPECTED } from './schema-shared.js'

/** An hour of windows of a minute, or a month of days, is long enough to wait for. */
const MAX_PERIODS = 30
const MAX_ALERTS = 200
const MAX_WEBHOOKS = 10
const WINDOW = '^([1-9][0-9]{0,2}m|[1-9][0-9]{0,2}h|[1-9][0-9]?d)$'

const query = object(
  'AlertQuery',
  {
    metrics: list(
      matching(
        '^[a-z][A-Za-z0-9_.]{0,127}$',
        'the id of a metric, as GET /v1/catalogue lists them',
        'The id of the metric.',
      ),
      'a list of exactly one metric',
      'The metric that is compared with the threshold: a list of one.',
      { minItems: 1, maxItems: 1 },
    ),
    filters: list(
      anything('A filter.'),
      'a list of filters such as [["is", "channel", ["chat"]]]',
      'Filters as in `POST /v1/query`; without them every event counts.',
      { maxItems: 100 },
    ),
    dimensions: list(
      anything('A dimension.'),
      'a list of at most 3 dimensions such as [channel]',
      'Dimensions as in `POST /v1/query`, at most 3 and none of time. With them the value of a window is that of the group that is worst: the highest for `above`, the lowest for `below`.',
      { maxItems: 3 },
    ),
  },
  {
    required: ['metrics'],
    description: 'A query of `POST /v1/query` about one metric. The window stands in place of its period.',
  },
)

const webhook = object(
  'WebhookSettings',
  {
    webhook: matching(
      '^https?://[^\\s/?#@]+([/?][^\\s#]*)?$',
      'an address that begins with https:// or http://, without a user and a fragment',
      'The address that gets a `POST` with JSON when the alert begins and when it ends.',
    ),
    secret: {
      type: 'string',
      minLength: 16,
      expected: 'at least 16 characters',
      description: 'Signs what is sent, in the header `hushlog-signature`.',
      defaultText: 'none: nothing is signed',
    },
  },
  { required: ['webhook'] },
)

const threshold = (side: string): Schema =>
  number(
    'the unit of the metric',
    -1e15,
    1e15,
    `A window whose value is ${side} this fires the alert. Either \`above\` or \`below\` has to be there.`,
    { expected: 'a number' },
  )

const alert = object(
  'AlertSettings',
  {
    name: matching(NAME, NAME_EXPECTED, 'Names the alert in log lines, webhooks and metrics.'),
    tenant: {
      type: TEXT_OR_LIST,
      pattern: `^\\*$|${NAME}`,
      items: matching(NAME, NAME_EXPECTED, 'The id of a tenant.'),
      minItems: 1,
      expected: 'the id of a tenant, a list of them, or "*" for all',
      description: 'The id of a tenant, a list of them, or `"*"`: each tenant is judged by itself.',
      default: '*',
    },
    query,
    above: threshold('above'),
    below: threshold('below'),
    window: matching(
      WINDOW,
      'a time such as 30m, 1h or 1d, of 1 to 999 minutes or hours, or 1 to 99 days',
      'How long a window is: minutes, hours or days.',
    ),
    periods: integer(
      'windows',
      1,
      MAX_PERIODS,
      'How many windows in a row have to be beyond the threshold before the alert fires, and within it before the alert ends.',
      { default: 1 },
    ),
    notify: list(
      textOrObject(
        matching('^log$', 'log, or an object with webhook', 'Writes a line to standard output.'),
        webhook,
        'log, or an object with webhook and secret',
      ),
      `a list of log and at most ${MAX_WEBHOOKS} webhooks`,
      'Who is told: `log` writes a line to standard output, a webhook gets a request.',
      { minItems: 1, maxItems: MAX_WEBHOOKS + 1, default: ['log'], defaultText: '`[log]`' },
    ),
  },
  { required: ['name', 'query', 'window'] },
)

export const alerts = list(
  alert,
  `a list of at most ${MAX_ALERTS} alerts`,
  'Figures that are watched. See [alerts](alerts.md).',
  { maxItems: MAX_ALERTS, default: [] },
)
