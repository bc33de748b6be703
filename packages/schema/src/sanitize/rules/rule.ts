/** What a rule is. A rule has lanes; each lane goes prefilter → pattern → validator; the text stays what it is until all have run. */
export interface Rule {
  /** Lower snake case; the key of counts and metrics. */
  readonly id: string
  /** Replaces the whole value. Matches no rule. */
  readonly placeholder: string
  readonly lanes: readonly Lane[]
}

export interface Lane {
  /** Signals and groups of stems (`scan.ts`) that must all be in the text. */
  readonly needs: number
  /** Decimal digits that must be in the text, at most 15. */
  readonly digits: number
  /** A second, finer prefilter. */
  readonly hint?: RegExp
  /** Global. Bounded repetitions only, and nothing that starts again at every character of a run. */
  readonly pattern: RegExp
  /** A value longer than the pattern reads goes on as far as this does (sticky, one class). */
  readonly rest?: RegExp
  /** What the validator refuses is passed over whole; without it the search goes on one character later. */
  readonly pass?: boolean
  /** The values that the match holds or points to, or undefined when there is none. Without it the whole match is the value. */
  readonly accept?: (match: RegExpExecArray) => Span | readonly Span[] | undefined
}

export interface Span {
  readonly start: number
  readonly end: number
}

/** Whole match. */
export const whole = (match: RegExpExecArray): Span => ({
  start: match.index,
  end: match.index + match[0].length,
})

/** The last group, which the pattern must end with (before any lookahead). */
export const tail = (match: RegExpExecArray, value: string): Span => {
  const end = match.index + match[0].length
  return { start: end - value.length, end }
}

export interface Samples {
  /** Text and what becomes of it. */
  readonly match: readonly (readonly [text: string, redacted: string])[]
  readonly clean: readonly string[]
}
