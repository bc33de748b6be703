/**
 * Reads from a vendor's answer how many tokens a call used, in one form for all vendors. Nothing else of the answer is read.
 */
import { isObject } from '@hushlog/base'

/** Tokens of one call. */
export interface Usage {
  readonly model?: string | undefined
  /** Input tokens, including those that were read from a cache. */
  readonly input?: number
  /** Output tokens, including those of reasoning. */
  readonly output?: number
  /** Input tokens that were read from a cache. */
  readonly cached?: number
  /** Output tokens that were used for reasoning. */
  readonly reasoning?: number
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** Adds the known numbers; undefined when none is known. */
const sum = (...values: (number | undefined)[]): number | undefined =>
  values.every((value) => value === undefined)
    ? undefined
    : values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** Leaves out the members that are undefined. */
const defined = (usage: { [Name in keyof Usage]: Usage[Name] | undefined }): Usage =>
  Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== undefined))

/** Returns the object in a member, or an empty one. */
const objectIn = (value: unknown, name: string): Readonly<Record<string, unknown>> => {
  const inner = isObject(value) ? value[name] : undefined
  return isObject(inner) ? inner : {}
}

/** Reads a chat completion (`prompt_tokens`) or a response (`input_tokens`), whole or as a chunk of a stream. */
export function openAiUsage(answer: unknown): Usage {
  if (!isObject(answer)) return {}
  // The last chunk of a stream of the responses API holds the response.
  if (isObject(answer.response)) return openAiUsage(answer.response)
  const usage = objectIn(answer, 'usage')
  return defined({
    model: typeof answer.model === 'string' ? answer.model : undefined,
    input: countOf(usage.prompt_tokens ?? usage.input_tokens),
    output: countOf(usage.completion_tokens ?? usage.output_tokens),
    cached: countOf(
      objectIn(usage, 'prompt_tokens_details').cached_tokens ??
        objectIn(usage, 'input_tokens_details').cached_tokens,
    ),
    reasoning: countOf(
      objectIn(usage, 'completion_tokens_details').reasoning_tokens ??
        objectIn(usage, 'output_tokens_details').reasoning_tokens,
    ),
  })
}

/** Reads a message, whole or as a chunk of a stream. The first chunk has the input, and later ones the output so far. */
export function anthropicUsage(answer: unknown): Usage {
  if (!isObject(answer)) return {}
  if (isObject(answer.message)) return anthropicUsage(answer.message)
  const usage = objectIn(answer, 'usage')
  const cached = countOf(usage.cache_read_input_tokens)
  const input = countOf(usage.input_tokens)
  return defined({
    model: typeof answer.model === 'string' ? answer.model : undefined,
    // Anthropic counts tokens of the cache apart from the input tokens.
    input: input === undefined ? undefined : sum(input, cached, countOf(usage.cache_creation_input_tokens)),
    output: countOf(usage.output_tokens),
    cached,
  })
}

/** Reads an answer of Converse, or the metadata of its stream. */
export function bedrockUsage(answer: unknown): Usage {
  const usage = objectIn(answer, 'usage')
  const cached = countOf(usage.cacheReadInputTokens)
  const input = countOf(usage.inputTokens)
  return defined({
    input: input === undefined ? undefined : sum(input, cached, countOf(usage.cacheWriteInputTokens)),
    output: countOf(usage.outputTokens),
    cached,
  })
}
