/** Resolves what the schema cannot say of a sink: names, paths and defaults that depend on other settings. */
import { resolve } from 'node:path'
import type { AwsConfig, SinkConfig } from './config.js'
import { OPENSEARCH_POLICY_DAYS, S3_LIFECYCLE_DAYS } from './schema-shared.js'
import type { SinkSettings } from './settings.gen.js'

const splitAws = <Sink extends AwsConfig>(sink: Sink) => {
  const { region, endpoint, accessKeyId, secretAccessKey, sessionToken, ...rest } = sink
  return { rest, aws: { region, endpoint, accessKeyId, secretAccessKey, sessionToken } }
}

/** @param folder relative paths start here */
export const toSink = ({ name: givenName, ...sink }: SinkSettings, folder: string): SinkConfig => {
  const name = givenName ?? sink.type
  switch (sink.type) {
    case 'embedded': {
      const { retentionDays: keepDays, ...rest } = sink
      return { ...rest, name, keepDays }
    }
    case 'file': {
      const { retentionDays: keepDays, ...rest } = sink
      return { ...rest, name, keepDays, path: resolve(folder, sink.path) }
    }
    case 's3': {
      const { rest, aws } = splitAws(sink)
      return {
        ...rest,
        name,
        aws,
        prefix: sink.prefix.replace(/\/$/, ''),
        keepDays: sink.retentionDays,
        retentionDays: sink.retentionDays ?? S3_LIFECYCLE_DAYS,
      }
    }
    case 'dynamodb': {
      const { rest, aws } = splitAws(sink)
      return { ...rest, name, aws }
    }
    case 'opensearch': {
      const { sessionSummaries, sessionIdleSeconds: idleSeconds, ...rest } = sink
      return {
        ...rest,
        name,
        caFile: sink.caFile === undefined ? undefined : resolve(folder, sink.caFile),
        keepDays: sink.retentionDays,
        retentionDays: sink.retentionDays ?? OPENSEARCH_POLICY_DAYS,
        sessions: sessionSummaries ? { name: `${name}-sessions`, idleSeconds } : undefined,
      }
    }
    case 'postgres': {
      const { retentionDays: keepDays, ...rest } = sink
      // A store that gets only some event types would answer with wrong figures, unless that is asked for.
      return { ...rest, name, keepDays, reports: sink.reports ?? sink.events === undefined }
    }
  }
}
