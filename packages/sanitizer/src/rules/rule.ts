/** What a rule is. A rule has detectors; each detector goes prefilter → pattern → validator; the text stays what it is until all have run. */
export interface Rule {
  /** Lower snake case; the key of counts and metrics. */
  readonly id: string
  /** Replaces the whole value. Matches no rule. */
  readonly placeholder: string
  readonly detectors: readonly Detector[]
}

/** Far more than any value of digits, its separators and an extension take, and what is asked of what stands around. */
export const NEAR = 128

export interface Detector {
  /** Signals (`signals.ts`) that must all be in the text, and the digits of a row in it. */
  readonly needs?: number
  /** Decimal digits that must be in the text without a long word between, at most 15. */
  readonly digits?: number
  /**
   * One of these must be in the text, in any case; at least three characters each, `|` between. A space is what is neither letter
   * nor digit, `1` any digit, `?` any letter, `$` a hexadecimal digit, `*` any letter or digit, and `%`
   * how a word for number begins.
   */
  readonly stems?: string
  /** Global. Bounded repetitions only, save one class at the very end; nothing that starts again at every character of a run. */
  readonly pattern: RegExp
  /** What the validator refuses is passed over whole; without it the search goes on one character later. */
  readonly pass?: boolean
  /**
   * What it says of a place depends on no more than so many characters on either side, and not on `pass`: after something was
   * replaced it need only look there again, and with `NEAR` at no more than twice as much. Without it the whole text is searched again.
   */
  readonly reach?: number
  /** The values that the match holds or points to; `bytes` are those of its input (`bytes.ts`). Without it the whole match is the value. */
  readonly accept?: (match: RegExpExecArray, bytes?: Uint8Array) => Spans
}

/** A detector of a rule as it runs. */
export interface NamedDetector extends Detector {
  readonly rule: string
  readonly placeholder: string
}

/** UTF-16 offsets: start and end. */
export type Span = readonly [start: number, end: number]
export type Spans = readonly Span[]

export const NONE: Spans = []

/** Whole match. */
export const whole = ({ 0: raw, index }: RegExpExecArray): Spans => [[index, index + raw.length]]

/** The last group, which the pattern must end with (before any lookahead). */
export const tail = ({ 0: raw, index }: RegExpExecArray, value: string): Spans => [
  [index + raw.length - value.length, index + raw.length],
]

/** Parts of a text that begins at an offset. */
export const pieces = (
  text: string,
  from: number,
  pattern: RegExp,
  isValue: (part: string) => boolean,
): Spans =>
  [...text.matchAll(pattern)]
    .filter(([part]) => isValue(part))
    .map(({ 0: part, index }) => [from + index, from + index + part.length])

/** Where a repetition had to be bounded: the value goes on as far as `rest` does (sticky, one class). */
export function extended([[start, end] = [0, 0]]: Spans, rest: RegExp, { input }: RegExpExecArray): Spans {
  rest.lastIndex = end
  return [[start, end + (rest.exec(input)?.[0].length ?? 0)]]
}

export interface Samples {
  /** Text and what becomes of it. */
  readonly match: readonly (readonly [text: string, redacted: string])[]
  readonly clean: readonly string[]
}
