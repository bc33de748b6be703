/** Writes a file of alerting rules for Prometheus, which `promtool check rules` accepts. */
import { stringify } from 'yaml'
import type { AlertSettings } from '../../config/config.js'
import { describeAlert, pascalCase } from './alert-words.js'
import { type OperationalAlarm, operationalAlarms } from './operational-alarms.js'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** A collector whose metrics cannot be read for so long is gone. */
const GONE_AFTER = '5m'

function expressionOf({ metric, per, read, bySink, is, threshold, over }: OperationalAlarm): string {
  const readingOf = (name: string) => {
    if (read === 'gauge') return name
    const grown = `increase(${name}[${over}m])`
    // Counters by code are added up; those of sinks stay apart.
    return bySink ? grown : `sum without (code) (${grown})`
  }
  const value = per === undefined ? readingOf(metric) : `${readingOf(metric)} / ${readingOf(per)}`
  const condition = `${value} ${is === 'above' ? '>' : '<'} ${threshold}`
  // Nobody waits for a sink that an operator has taken off the log.
  return bySink && read === 'gauge' ? `${condition} unless hushlog_sink_detached == 1` : condition
}

const ruleOf = (alarm: OperationalAlarm): Rule => ({
  alert: alarm.name,
  expr: expressionOf(alarm),
  ...(alarm.forMinutes > 0 && { for: `${alarm.forMinutes}m` }),
  labels: { severity: alarm.severity },
  annotations: {
    summary: alarm.bySink ? `${alarm.summary}: {{ $labels.sink }}` : alarm.summary,
    description: alarm.action,
  },
})

const gone: Rule = {
  alert: 'HushlogGone',
  expr: 'absent(hushlog_ready)',
  for: GONE_AFTER,
  labels: { severity: 'critical' },
  annotations: {
    summary: 'No collector can be scraped',
    description: 'Whether the process runs, and whether Prometheus reaches /metrics.',
  },
}

/** The collector has judged windows and periods already, so that the rule waits for nothing. */
const ruleOfAlert = (alert: AlertSettings): Rule => ({
  alert: `HushlogAlert${pascalCase(alert.name)}`,
  expr: `hushlog_alert_firing{alert="${alert.name}"} > 0`,
  labels: { severity: 'warning' },
  annotations: {
    summary: `${describeAlert(alert)}{{ with $labels.tenant }} for {{ . }}{{ end }}`,
    description: 'GET /v1/alerts has the value and the query.',
  },
})

export function prometheusRules(alerts: readonly AlertSettings[]): string {
  const groups = [{ name: 'hushlog', rules: [...operationalAlarms.map(ruleOf), gone] }]
  if (alerts.length > 0) groups.push({ name: 'hushlog-alerts', rules: alerts.map(ruleOfAlert) })
  return stringify({ groups }, { lineWidth: 0 })
}
