/**
 * Writes a CloudFormation template of CloudWatch alarms, over the metrics that the CloudWatch agent scrapes from
 * `/metrics`. What the agent has to be told is in the metadata of the template.
 */
import type { AlertSettings } from '../../config/config.js'
import { describeAlert, pascalCase } from './alert-words.js'
import { type OperationalAlarm, operationalAlarms } from './operational-alarms.js'

type Properties = Readonly<Record<string, unknown>>

const SECONDS = 60
const topic = { 'Fn::If': ['HasTopic', [{ Ref: 'TopicArn' }], { Ref: 'AWS::NoValue' }] }

const dimensionsOf = (more: Readonly<Record<string, string>>) => [
  { Name: 'job', Value: { Ref: 'Job' } },
  ...Object.entries(more).map(([Name, Value]) => ({ Name, Value })),
]

/** A scrape adds what a counter grew by since the scrape before, as the agent computes it. */
const statisticOf = ({ read, is }: OperationalAlarm): string => {
  if (read === 'increase') return 'Sum'
  return is === 'above' ? 'Maximum' : 'Minimum'
}

const metricOf = (metric: string, labels: Readonly<Record<string, string>>) => ({
  Namespace: { Ref: 'Namespace' },
  MetricName: metric,
  Dimensions: dimensionsOf(labels),
})

function ratioOf(alarm: OperationalAlarm, per: string, period: number): Properties {
  const read = (Id: string, metric: string) => ({
    Id,
    MetricStat: { Metric: metricOf(metric, {}), Period: period, Stat: statisticOf(alarm) },
    ReturnData: false,
  })
  return {
    Metrics: [
      { Id: 'share', Expression: 'part / IF(whole > 0, whole, 1)', Label: alarm.name, ReturnData: true },
      read('part', alarm.metric),
      read('whole', per),
    ],
  }
}

function alarmOf(alarm: OperationalAlarm, labels: Readonly<Record<string, string>>): Properties {
  const { metric, per, read, is, threshold, over, forMinutes } = alarm
  const period = (read === 'increase' ? over : 1) * SECONDS
  return {
    AlarmDescription: `${alarm.summary}. ${alarm.action}`,
    ...(per === undefined
      ? { ...metricOf(metric, labels), Statistic: statisticOf(alarm), Period: period }
      : ratioOf(alarm, per, period)),
    EvaluationPeriods: Math.max(1, Math.round((forMinutes * SECONDS) / period)),
    Threshold: threshold,
    ComparisonOperator: is === 'above' ? 'GreaterThanThreshold' : 'LessThanThreshold',
    // A collector that cannot be scraped is not ready either.
    TreatMissingData: metric === 'hushlog_ready' ? 'breaching' : 'notBreaching',
    AlarmActions: topic,
    OKActions: topic,
  }
}

const alarmOfAlert = (alert: AlertSettings): Properties => ({
  AlarmDescription: `${describeAlert(alert)}. GET /v1/alerts has the value and the query.`,
  ...metricOf('hushlog_alert_firing', { alert: alert.name }),
  // The highest of all tenants.
  Statistic: 'Maximum',
  Period: SECONDS,
  EvaluationPeriods: 1,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
  AlarmActions: topic,
  OKActions: topic,
})

const metricsOf = (alarms: readonly OperationalAlarm[]): readonly string[] => [
  ...new Set(alarms.flatMap(({ metric, per }) => (per === undefined ? [metric] : [metric, per]))),
]

const declare = (metrics: readonly string[], ...labels: readonly string[]) => ({
  source_labels: ['job'],
  label_matcher: '.*',
  dimensions: [['job', ...labels]],
  metric_selectors: metrics.map((name) => `^${name}$`),
})

/** Is for `logs.metrics_collected.prometheus.emf_processor` of the agent's configuration. */
const agentSettings = {
  metric_namespace: 'Hushlog',
  metric_declaration: [
    declare(metricsOf(operationalAlarms.filter(({ bySink }) => bySink)), 'sink'),
    declare(metricsOf(operationalAlarms.filter(({ bySink }) => !bySink))),
    declare(['hushlog_alert_firing'], 'alert'),
  ],
}

/** Ids of resources have letters and digits only, and two names may differ in other signs. */
function createIds(): (name: string) => string {
  const used = new Set<string>()
  return (name) => {
    let id = name
    for (let n = 2; used.has(id); n++) id = `${name}${n}`
    used.add(id)
    return id
  }
}

/** @param sinks names of the configured sinks */
export function cloudWatchAlarms(alerts: readonly AlertSettings[], sinks: readonly string[]): object {
  const idOf = createIds()
  const resource = (id: string, Properties: Properties): readonly [string, object] => [
    idOf(id),
    { Type: 'AWS::CloudWatch::Alarm', Properties },
  ]
  const resources = [
    ...operationalAlarms.flatMap((alarm) =>
      alarm.bySink
        ? sinks.map((sink) => resource(`${alarm.name}${pascalCase(sink)}`, alarmOf(alarm, { sink })))
        : [resource(alarm.name, alarmOf(alarm, {}))],
    ),
    ...alerts.map((alert) => resource(`HushlogAlert${pascalCase(alert.name)}`, alarmOfAlert(alert))),
  ]
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Alarms of a Hushlog collector, over the metrics that the CloudWatch agent scrapes from it',
    Metadata: { CloudWatchAgent: { emf_processor: agentSettings } },
    Parameters: {
      Namespace: {
        Type: 'String',
        Default: agentSettings.metric_namespace,
        Description: 'The metric_namespace of the agent',
      },
      Job: { Type: 'String', Default: 'hushlog', Description: 'The job_name by which the agent scrapes' },
      TopicArn: { Type: 'String', Default: '', Description: 'The SNS topic that is told; empty for none' },
    },
    Conditions: { HasTopic: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'TopicArn' }, ''] }] } },
    Resources: Object.fromEntries(resources),
  }
}
