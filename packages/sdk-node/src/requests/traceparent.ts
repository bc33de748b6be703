/** Reads the trace id of a W3C `traceparent` header: https://www.w3.org/TR/trace-context/#traceparent-header */

const TRACEPARENT = /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}(?:$|-)/
const NONE = /^0+$/

/** @returns undefined for everything that the recommendation calls invalid */
export function traceIdOf(traceparent: unknown): string | undefined {
  const [, trace = '', parent = ''] = TRACEPARENT.exec(String(traceparent)) ?? []
  return trace === '' || NONE.test(trace) || NONE.test(parent) ? undefined : trace
}
