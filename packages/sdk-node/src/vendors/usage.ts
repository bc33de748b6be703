/**
 * How the vendors tell what a call took, brought to one form: tokens of the input with those from a cache, those of the output
 * with those of reasoning. Everything else of an answer is passed over.
 */
export interface Usage {
  readonly model?: string | undefined
  readonly input?: number
  readonly output?: number
  /** Of the input. */
  readonly cached?: number
  /** Of the output. */
  readonly reasoning?: number
}

type Json = Readonly<Record<string, unknown>>

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

const sum = (...values: (number | undefined)[]): number | undefined =>
  values.every((value) => value === undefined)
    ? undefined
    : values.reduce<number>((all, value) => all + (value ?? 0), 0)

const known = (usage: { [Name in keyof Usage]: Usage[Name] | undefined }): Usage =>
  Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== undefined))

const inside = (value: unknown, name: string): Json => {
  const inner = isJson(value) ? value[name] : undefined
  return isJson(inner) ? inner : {}
}

/** Chat completions (`prompt_tokens`) and responses (`input_tokens`), whole or as a piece of a stream. */
export function openAiUsage(answer: unknown): Usage {
  if (!isJson(answer)) return {}
  // Of a stream of the responses API the last piece has the response in it.
  if (isJson(answer.response)) return openAiUsage(answer.response)
  const usage = inside(answer, 'usage')
  return known({
    model: typeof answer.model === 'string' ? answer.model : undefined,
    input: count(usage.prompt_tokens ?? usage.input_tokens),
    output: count(usage.completion_tokens ?? usage.output_tokens),
    cached: count(
      inside(usage, 'prompt_tokens_details').cached_tokens ??
        inside(usage, 'input_tokens_details').cached_tokens,
    ),
    reasoning: count(
      inside(usage, 'completion_tokens_details').reasoning_tokens ??
        inside(usage, 'output_tokens_details').reasoning_tokens,
    ),
  })
}

/** Messages, whole or as a piece of a stream: the input comes at the start, the output grows until the end. */
export function anthropicUsage(answer: unknown): Usage {
  if (!isJson(answer)) return {}
  if (isJson(answer.message)) return anthropicUsage(answer.message)
  const usage = inside(answer, 'usage')
  const cached = count(usage.cache_read_input_tokens)
  const input = count(usage.input_tokens)
  return known({
    model: typeof answer.model === 'string' ? answer.model : undefined,
    // Their input tokens are those beside the cache.
    input: input === undefined ? undefined : sum(input, cached, count(usage.cache_creation_input_tokens)),
    output: count(usage.output_tokens),
    cached,
  })
}

/** Converse, whole or the metadata of a stream. */
export function bedrockUsage(answer: unknown): Usage {
  const usage = inside(answer, 'usage')
  const cached = count(usage.cacheReadInputTokens)
  const input = count(usage.inputTokens)
  return known({
    input: input === undefined ? undefined : sum(input, cached, count(usage.cacheWriteInputTokens)),
    output: count(usage.outputTokens),
    cached,
  })
}
