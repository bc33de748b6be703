/** All reports: those that are data, and the two of which a list of queries cannot consist: health and funnel. */
import type { NamedReportStore } from '../../sinks/report-store.js'
import { funnelColumns, readFunnel } from './funnel-report.js'
import { healthColumns, readHealth } from './health.js'
import { presets } from './index.js'
import type { Preset } from './preset.js'
import { columnsOf, type ReportRequest, readReport } from './read-report.js'
import type { Report, ReportColumn } from './report.js'

export interface NamedReport extends Pick<Preset, 'name' | 'title' | 'tenants'> {
  /** Says of each list what its rows have. */
  readonly lists: readonly {
    readonly name: string
    readonly title: string
    readonly columns: readonly ReportColumn[]
  }[]
  /** Says whether the figures can be compared with those of another period. */
  readonly compares: boolean
  readonly read: (from: NamedReportStore, request: ReportRequest) => Promise<Report>
}

const ofPreset = (preset: Preset): NamedReport => ({
  name: preset.name,
  title: preset.title,
  tenants: preset.tenants,
  compares: true,
  lists: preset.lists.map((list) => ({
    name: list.name,
    title: list.title,
    columns: columnsOf(list),
  })),
  read: (from, request) => readReport(from, preset, request),
})

const health: NamedReport = {
  name: 'health',
  title: 'The last sample of each service against the thresholds of the configuration',
  tenants: 'every',
  compares: false,
  lists: [{ name: 'rows', title: 'By service', columns: healthColumns }],
  read: readHealth,
}

const funnel: NamedReport = {
  name: 'funnel',
  title: 'From the widget to a call to action, by session',
  tenants: 'named',
  compares: false,
  lists: [{ name: 'rows', title: 'By step', columns: funnelColumns }],
  read: readFunnel,
}

export const reports: readonly NamedReport[] = [...presets.map(ofPreset), health, funnel]

export const reportNamed = (name: string): NamedReport | undefined =>
  reports.find((report) => report.name === name)
