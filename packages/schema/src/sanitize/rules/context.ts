/** What stands around a candidate. Windows are short, so that a hostile text of nothing but candidates stays linear. */

export const before = ({ index, input }: RegExpExecArray, words: RegExp): boolean =>
  words.test(input.slice(0, index).slice(-40))

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i

/** RFC 9562: 2 % of random UUIDs hold a run of digits and dashes that looks like something else. */
export function insideUuid({ 0: raw, index, input }: RegExpExecArray): boolean {
  const around = input.slice(Math.max(0, index - 35), index + raw.length + 35)
  return around.includes('-') && UUID.test(around)
}
