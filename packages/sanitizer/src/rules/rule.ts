/**
 * A rule has one or more detectors. Each runs prefilter → pattern → validator; the text is changed only
 * after all have run.
 */
export interface Rule {
  /** Names the rule in counts and metrics, in lower snake case. */
  readonly id: string
  /** Replaces the whole value. No rule matches it. */
  readonly placeholder: string
  readonly detectors: readonly Detector[]
}

/**
 * UTF-16 units: far more than any value of digits with separators and extension has, together with its
 * context.
 */
export const NEAR = 128

export interface Detector {
  /**
   * The signals (`signals.ts`) that must all be in the text, and the number of digits that must be in one
   * row.
   */
  readonly needs?: number
  /** So many decimal digits, at most 15, must be in the text without a long word between. */
  readonly digits?: number
  /** Says that it may match in a text of nothing but digits. Most need a sign or a word beside the digits. */
  readonly inDigits?: boolean
  /**
   * One of these stems must be in the text, in any case. Each has at least three characters; `|` separates
   * them. A space matches what is neither letter nor digit, `1` a digit, `?` a letter, `$` a hexadecimal
   * digit, `*` a letter or digit, and `%` the beginning of a word for number.
   */
  readonly stems?: string
  /**
   * Has the flag `g`, and only bounded repetitions, except for one class at the very end. It never restarts
   * at every character of a run.
   */
  readonly pattern: RegExp
  /**
   * Says that the search continues behind a match that the validator refuses; otherwise it continues one
   * character later.
   */
  readonly skipsRefused?: boolean
  /**
   * The result at a place depends on at most so many characters on either side, and not on `skipsRefused`.
   * After a replacement only the text around it is searched again, up to twice as far with `NEAR`. Without a
   * reach the whole text is searched again.
   */
  readonly reach?: number
  /**
   * The validator: returns the values that the match holds or points to. Without it the whole match is the
   * value.
   *
   * @param bytes those of the input (`bytes.ts`)
   */
  readonly accept?: (match: RegExpExecArray, bytes?: Uint8Array) => Spans
}

/** A detector with the name and the placeholder of its rule. */
export interface NamedDetector extends Detector {
  readonly rule: string
  readonly placeholder: string
}

/** Start and end are UTF-16 offsets. */
export type Span = readonly [start: number, end: number]
export type Spans = readonly Span[]

export const NONE: Spans = []

/** Returns the whole match as the value. */
export const whole = ({ 0: raw, index }: RegExpExecArray): Spans => [[index, index + raw.length]]

/** Returns the last group as the value. The pattern must end with it, before any lookahead. */
export const tail = ({ 0: raw, index }: RegExpExecArray, value: string): Spans => [
  [index + raw.length - value.length, index + raw.length],
]

/** Returns those parts of a text that are values. The text begins at the offset `from`. */
export const pieces = (
  text: string,
  from: number,
  pattern: RegExp,
  isValue: (part: string) => boolean,
): Spans =>
  [...text.matchAll(pattern)]
    .filter(([part]) => isValue(part))
    .map(({ 0: part, index }) => [from + index, from + index + part.length])

/**
 * Extends a value whose repetition had to be bounded as far as `rest` matches, which is sticky and repeats
 * one class.
 */
export function extended([[start, end] = [0, 0]]: Spans, rest: RegExp, { input }: RegExpExecArray): Spans {
  rest.lastIndex = end
  return [[start, end + (rest.exec(input)?.[0].length ?? 0)]]
}

export interface Samples {
  /** Holds texts, each with its redacted form. */
  readonly match: readonly (readonly [text: string, redacted: string])[]
  readonly clean: readonly string[]
}
