/**
 * Starts each SDK as its documentation does, with default settings but for the address and the key.
 * `track(i)` captures one event with the same fields, in one object of the same shape; the server recognizes
 * it by the number in it. `finish` ends the SDK by its own means.
 */
export const fields = (i) => ({
  query_id: `n-${i}-`,
  response_length: 250 + (i % 1000),
  processing_time_ms: 850 + (i % 97),
  retrieval_time_ms: 120,
  has_visualization: i % 3 === 0,
  analysis_type: 'revenue',
  topic: 'billing',
  success: true,
  model: 'gpt-4o-mini',
  input_tokens: 820,
  output_tokens: 140 + (i % 300),
})

export const subjects = {
  async '@hushlog/sdk-node'(url) {
    const { createHushlog } = await import('@hushlog/sdk-node')
    const hush = createHushlog({ endpoint: url, writeKey: 'hlw_bench' })
    return {
      track: (i) => hush.track('agent_response', fields(i)),
      finish: () => hush.shutdown(FINISH_MS),
    }
  },
  async '@opentelemetry/sdk-logs'(url) {
    const { BatchLogRecordProcessor, LoggerProvider } = await import('@opentelemetry/sdk-logs')
    const { OTLPLogExporter } = await import('@opentelemetry/exporter-logs-otlp-http')
    const exporter = new OTLPLogExporter({ url: `${url}/v1/logs` })
    const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor(exporter)] })
    const logger = provider.getLogger('bench')
    return {
      track: (i) => logger.emit({ body: 'agent_response', attributes: fields(i) }),
      finish: () => provider.shutdown(),
    }
  },
  async 'posthog-node'(url) {
    const { PostHog } = await import('posthog-node')
    const posthog = new PostHog('phc_bench', { host: url })
    return {
      track: (i) => posthog.capture({ distinctId: 'bench', event: 'agent_response', properties: fields(i) }),
      finish: () => posthog.shutdown(FINISH_MS),
    }
  },
  async '@segment/analytics-node'(url) {
    const { Analytics } = await import('@segment/analytics-node')
    const analytics = new Analytics({ writeKey: 'bench', host: url })
    return {
      track: (i) => analytics.track({ userId: 'bench', event: 'agent_response', properties: fields(i) }),
      finish: () => analytics.closeAndFlush({ timeout: FINISH_MS }),
    }
  },
  async '@snowplow/node-tracker'(url) {
    const { buildSelfDescribingEvent, newTracker } = await import('@snowplow/node-tracker')
    // Without base64 the server can recognize the events.
    const tracker = newTracker({ namespace: 'bench', appId: 'bench', encodeBase64: false }, { endpoint: url })
    const schema = 'iglu:com.example/agent_response/jsonschema/1-0-0'
    return {
      track: (i) => tracker.track(buildSelfDescribingEvent({ event: { schema, data: fields(i) } })),
      finish: () => tracker.flush(),
    }
  },
}

/** An SDK has so many milliseconds to deliver the burst. */
const FINISH_MS = 60_000
