/**
 * Builds the saved objects of OpenSearch Dashboards: index patterns, charts of usage, searches whose results
 * export to CSV, and a dashboard of them. Their fields are those of the index templates, which a test checks.
 */
import { opensearchTemplates, sessionIndex } from '@hushlog/schema/tables'
import { chart, daily, metric, top } from './classic-chart.js'
import { indexPattern } from './index-pattern.js'
import { idOf, type Pattern, type SavedObject, searchSource, toPattern } from './saved-object.js'
import { sessionsPerUser } from './sessions-per-user.js'

const MINUTE = 60
/** The buckets of durations begin at these seconds, from a glance to a working session. */
const durations = [0, 10, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE]

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

/** Lays panels out in two columns, each 24 of the 48 units that a dashboard is wide. */
function dashboard(indexPrefix: string, panels: readonly SavedObject[]): SavedObject {
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
      title: indexPrefix === '' ? 'Usage' : `Usage (${indexPrefix})`,
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

/** Gives the objects of each prefix ids of their own, so that several can share one Dashboards. */
const namedFor = (indexPrefix: string, objects: readonly SavedObject[]): readonly SavedObject[] =>
  objects.map((object) => ({
    ...object,
    id: `${indexPrefix}${object.id}`,
    references: object.references.map((reference) => ({
      ...reference,
      id: `${indexPrefix}${reference.id}`,
    })),
  }))

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
  const panels = [...charts, ...searches]
  return namedFor(indexPrefix, [...patterns, ...panels, dashboard(indexPrefix, panels)])
}

/** Makes the file that Dashboards Management imports. */
export const dashboardsFile = (objects: readonly SavedObject[]): string =>
  objects.map((object) => `${JSON.stringify(object)}\n`).join('')
