/**
 * Saved objects of OpenSearch Dashboards: index patterns, the charts of usage, searches whose result exports to
 * CSV, and a dashboard of them. Names of fields are those of the index templates; a test holds them together.
 */
import { type OpenSearchTemplate, opensearchTemplates, sessionIndex } from '@hushlog/schema/tables'

interface Reference {
  readonly name: string
  readonly type: string
  readonly id: string
}

export interface SavedObject {
  readonly id: string
  readonly type: 'index-pattern' | 'visualization' | 'search' | 'dashboard'
  readonly attributes: Readonly<Record<string, unknown>>
  readonly references: readonly Reference[]
}

/** A query that a Vega chart sends. */
export interface VegaQuery {
  readonly index: string
  readonly body: object
}

type Pattern = 'events' | 'requests' | 'sessions'

interface Aggregation {
  readonly id: string
  readonly type: string
  readonly schema: 'metric' | 'segment'
  readonly params: Readonly<Record<string, unknown>>
}

const SOURCE = 'kibanaSavedObjectMeta.searchSourceJSON.index'
const idOf = (name: string): string => `hushlog-${name}`
const toPattern = (name: Pattern): Reference => ({
  name: SOURCE,
  type: 'index-pattern',
  id: idOf(`index-${name}`),
})

const searchSource = JSON.stringify({
  query: { language: 'kuery', query: '' },
  filter: [],
  indexRefName: SOURCE,
})

const metric = (type: string, field?: string, label?: string): Aggregation => ({
  id: '1',
  type,
  schema: 'metric',
  params: { ...(field && { field }), ...(label && { customLabel: label }) },
})

const daily = (field: string): Aggregation => ({
  id: '2',
  type: 'date_histogram',
  schema: 'segment',
  params: { field, interval: 'd', min_doc_count: 0, extended_bounds: {}, customLabel: 'Day' },
})

const top = (field: string, label: string): Aggregation => ({
  id: '2',
  type: 'terms',
  schema: 'segment',
  params: { field, size: 20, order: 'desc', orderBy: '1', customLabel: label },
})

const MINUTE = 60
/** Seconds: a glance, a task, a working session. */
const durations = [0, 10, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE]

const axes = (type: 'line' | 'histogram', label: string) => ({
  type,
  grid: { categoryLines: false },
  categoryAxes: [
    { id: 'CategoryAxis-1', type: 'category', position: 'bottom', show: true, labels: { show: true } },
  ],
  valueAxes: [
    {
      id: 'ValueAxis-1',
      name: 'LeftAxis-1',
      type: 'value',
      position: 'left',
      show: true,
      scale: { type: 'linear', mode: 'normal' },
      labels: { show: true },
      title: { text: label },
    },
  ],
  seriesParams: [
    {
      show: true,
      type,
      mode: 'normal',
      data: { id: '1', label },
      valueAxis: 'ValueAxis-1',
      drawLinesBetweenPoints: true,
      showCircles: true,
    },
  ],
  addTooltip: true,
  addLegend: false,
  times: [],
})

function chart(
  name: string,
  title: string,
  type: 'line' | 'histogram',
  pattern: Pattern,
  value: Aggregation,
  by: Aggregation,
): SavedObject {
  const label = String(value.params.customLabel ?? title)
  const aggs = [value, by].map((agg) => ({ ...agg, enabled: true }))
  return {
    id: idOf(name),
    type: 'visualization',
    attributes: {
      title,
      description: '',
      version: 1,
      uiStateJSON: '{}',
      visState: JSON.stringify({ title, type, aggs, params: axes(type, label) }),
      kibanaSavedObjectMeta: { searchSourceJSON: searchSource },
    },
    references: [toPattern(pattern)],
  }
}

/** A ratio of two counts is beyond the classic charts, so it says its query itself. */
function sessionsPerUser(indexPrefix: string): SavedObject {
  const title = 'Sessions per user per day'
  const query: VegaQuery = {
    index: `${indexPrefix}${sessionIndex}`,
    body: {
      size: 0,
      query: { exists: { field: 'user' } },
      aggs: {
        days: {
          date_histogram: { field: 'start', calendar_interval: '1d' },
          aggs: {
            users: { cardinality: { field: 'user' } },
            sessions_per_user: {
              bucket_script: {
                buckets_path: { sessions: '_count', users: 'users' },
                script: 'params.users > 0 ? params.sessions / params.users : 0',
              },
            },
          },
        },
      },
    },
  }
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    data: {
      url: { '%context%': true, '%timefield%': 'start', ...query },
      format: { property: 'aggregations.days.buckets' },
    },
    mark: { type: 'line', point: true, tooltip: true },
    encoding: {
      x: { field: 'key', type: 'temporal', title: 'Day' },
      y: { field: 'sessions_per_user.value', type: 'quantitative', title: 'Sessions per user' },
    },
  }
  return {
    id: idOf('sessions-per-user'),
    type: 'visualization',
    attributes: {
      title,
      description: '',
      version: 1,
      uiStateJSON: '{}',
      visState: JSON.stringify({
        title,
        type: 'vega',
        aggs: [],
        params: { spec: JSON.stringify(spec, null, 2) },
      }),
      kibanaSavedObjectMeta: {
        searchSourceJSON: JSON.stringify({ query: { language: 'kuery', query: '' }, filter: [] }),
      },
    },
    references: [],
  }
}

const search = (
  name: string,
  title: string,
  pattern: Pattern,
  time: string,
  columns: string[],
): SavedObject => ({
  id: idOf(name),
  type: 'search',
  attributes: {
    title,
    description: 'Share, CSV reports: exports what is found.',
    version: 1,
    columns,
    sort: [[time, 'desc']],
    hits: 0,
    kibanaSavedObjectMeta: { searchSourceJSON: searchSource },
  },
  references: [toPattern(pattern)],
})

interface Field {
  readonly name: string
  readonly type: string
}

/** Paths of a mapping and their types. */
export function fieldsOf(template: OpenSearchTemplate | undefined): readonly Field[] {
  const walk = (properties: object, before: string): Field[] =>
    Object.entries(properties).flatMap(([name, node]: [string, object]) => {
      if ('properties' in node && typeof node.properties === 'object' && node.properties !== null)
        return walk(node.properties, `${before}${name}.`)
      const searchable = !('enabled' in node && node.enabled === false)
      return searchable && 'type' in node ? [{ name: `${before}${name}`, type: String(node.type) }] : []
    })
  return walk(template?.body.template.mappings.properties ?? {}, '')
}

const dashboardsType: Readonly<Record<string, string>> = {
  keyword: 'string',
  text: 'string',
  long: 'number',
  double: 'number',
  date: 'date',
  boolean: 'boolean',
}

function indexPattern(
  name: Pattern,
  title: string,
  timeFieldName: string,
  templates: readonly OpenSearchTemplate[],
): SavedObject {
  const fields = new Map(templates.flatMap(fieldsOf).map((field) => [field.name, field]))
  const described = [...fields.values()].map((field) => ({
    name: field.name,
    type: dashboardsType[field.type] ?? 'unknown',
    esTypes: [field.type],
    count: 0,
    scripted: false,
    searchable: true,
    aggregatable: field.type !== 'text',
    readFromDocValues: field.type !== 'text',
  }))
  return {
    id: idOf(`index-${name}`),
    type: 'index-pattern',
    attributes: { title, timeFieldName, fields: JSON.stringify(described) },
    references: [],
  }
}

/** Two columns of 24 of the 48 that a dashboard has. */
function dashboard(panels: readonly SavedObject[]): SavedObject {
  const placed = panels.map(({ type }, i) => ({
    version: '3.1.0',
    panelIndex: String(i + 1),
    panelRefName: `panel_${i}`,
    type,
    gridData: { i: String(i + 1), x: (i % 2) * 24, y: Math.floor(i / 2) * 15, w: 24, h: 15 },
    embeddableConfig: {},
  }))
  return {
    id: idOf('usage'),
    type: 'dashboard',
    attributes: {
      title: 'Usage',
      description: 'Who uses the application, how long, and what of it.',
      version: 1,
      hits: 0,
      panelsJSON: JSON.stringify(placed),
      optionsJSON: JSON.stringify({ useMargins: true, hidePanelTitles: false }),
      timeRestore: true,
      timeFrom: 'now-30d',
      timeTo: 'now',
      refreshInterval: { pause: true, value: 0 },
      kibanaSavedObjectMeta: {
        searchSourceJSON: JSON.stringify({ query: { language: 'kuery', query: '' }, filter: [] }),
      },
    },
    references: panels.map(({ type, id }, i) => ({ name: `panel_${i}`, type, id })),
  }
}

export function dashboardObjects({ indexPrefix = '' } = {}): readonly SavedObject[] {
  const templates = opensearchTemplates({ indexPrefix })
  const named = (...names: string[]) =>
    templates.filter(({ name }) => names.some((one) => name === `${indexPrefix}${one}`))
  const patterns = [
    indexPattern(
      'events',
      `${indexPrefix}request-events-*,${indexPrefix}hushlog-events-*`,
      'timestamp',
      named('request-events', 'hushlog-events'),
    ),
    indexPattern('requests', `${indexPrefix}request-events-*`, 'timestamp', named('request-events')),
    indexPattern('sessions', `${indexPrefix}${sessionIndex}`, 'start', named(sessionIndex)),
  ]
  const sessions = () => metric('count', undefined, 'Sessions')
  const charts = [
    chart(
      'unique-users',
      'Unique users per day',
      'line',
      'events',
      metric('cardinality', 'user', 'Users'),
      daily('timestamp'),
    ),
    sessionsPerUser(indexPrefix),
    chart(
      'session-duration',
      'Average session duration per day',
      'line',
      'sessions',
      metric('avg', 'duration_seconds', 'Seconds'),
      daily('start'),
    ),
    chart('session-durations', 'Sessions by duration', 'histogram', 'sessions', sessions(), {
      id: '2',
      type: 'range',
      schema: 'segment',
      params: {
        field: 'duration_seconds',
        ranges: durations.map((from, i) => ({ from, ...(durations[i + 1] && { to: durations[i + 1] }) })),
        customLabel: 'Seconds',
      },
    }),
    chart('modules', 'Sessions per module', 'histogram', 'sessions', sessions(), top('modules', 'Module')),
    chart('sites', 'Sessions per site', 'histogram', 'sessions', sessions(), top('site_tokens', 'Site')),
    chart(
      'asset-types',
      'Sessions per asset type',
      'histogram',
      'sessions',
      sessions(),
      top('asset_types', 'Asset type'),
    ),
  ]
  const searches = [
    search('requests', 'Requests', 'requests', 'timestamp', [
      ...['session_id', 'user', 'path', 'method', 'status_code', 'response_time_ms', 'module'],
    ]),
    search('sessions', 'Sessions', 'sessions', 'start', [
      ...['session_id', 'user', 'start', 'end', 'duration_seconds', 'event_count', 'modules', 'paths'],
      ...['asset_types', 'site_tokens', 'state'],
    ]),
  ]
  return [...patterns, ...charts, ...searches, dashboard([...charts, ...searches])]
}

/** What Dashboards Management imports. */
export const dashboardsFile = (objects: readonly SavedObject[]): string =>
  objects.map((object) => `${JSON.stringify(object)}\n`).join('')
