/**
 * How the rules see a text. The first view has the same length: full-width and foreign digits, dashes and
 * spaces become ASCII, and placeholders become holes, which no rule takes into a value. The second view is
 * decoded (`%40`, `\u0040`, `&#64;`, zero-width characters dropped) and knows where each character came from.
 */

/** Private use: nobody writes it, and when somebody does it is a space. */
const HOLE = '\ue000'

export function plainView(text: string, placeholders: RegExp, wide: boolean, bracket: boolean): string {
  const plain = wide ? ascii(text) : text
  return bracket ? plain.replace(placeholders, (p) => HOLE.repeat(p.length)) : plain
}

/** Runs of letters of any script are kept as they are and in one piece. */
function ascii(text: string): string {
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const plain = plainCharacter(text.charCodeAt(i))
    if (plain === undefined) continue
    out += text.slice(from, i) + plain
    from = i + 1
  }
  return from === 0 ? text : out + text.slice(from)
}

/** Zeros of Arabic-Indic, Persian, Devanagari and Thai digits. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xe50]

function plainCharacter(c: number): string | undefined {
  if (c < 0x20) return c === 9 || c === 10 || c === 13 ? undefined : ' '
  if (c < 0x7f) return undefined
  if (c <= 0xa0) return ' '
  if (c < 0x660) return undefined
  if (c < 0x1000) {
    const zero = ZEROS.find((z) => c >= z && c <= z + 9)
    return zero === undefined ? undefined : String.fromCharCode(c - zero + 48)
  }
  if (c >= 0xff01 && c <= 0xff5e) return String.fromCharCode(c - 0xfee0)
  if ((c >= 0x2010 && c <= 0x2015) || c === 0x2212) return '-'
  if (c === 0x2018 || c === 0x2019) return "'"
  if (c === 0x201c || c === 0x201d) return '"'
  if (c === 0x3002) return '.'
  const space = (c >= 0x2000 && c <= 0x200a) || c === 0x2028 || c === 0x2029 || c === 0x202f
  return space || c === 0x205f || c === 0x3000 || c === 0xe000 ? ' ' : undefined
}

export interface Decoded {
  readonly text: string
  /** Offset in the first view for each offset in `text`, its end included. */
  readonly origin: Uint32Array
}

/** `%2540` is `%40` once more encoded. Only printable ASCII: nothing else is part of a value. */
const ENCODED_CHARACTER =
  /%(?:25){0,3}([2-7][0-9a-f])|\\u00([2-7][0-9a-f])|\\x([2-7][0-9a-f])|&#0{0,4}(\d{2,3});|&#x0{0,4}([2-7][0-9a-f]);|&(commat|amp|period|colon|equals|quot|lt|gt|nbsp|num|sol|plus|hyphen|lowbar);|[\u00ad\u200b-\u200d\u2060\ufeff]/gi

const ENTITIES: Readonly<Record<string, string>> = {
  commat: '@',
  amp: '&',
  period: '.',
  colon: ':',
  equals: '=',
  quot: '"',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  num: '#',
  sol: '/',
  plus: '+',
  hyphen: '-',
  lowbar: '_',
}

export function decodedView(view: string): Decoded | undefined {
  let out = ''
  let last = 0
  const marks: number[] = []
  for (const m of view.matchAll(ENCODED_CHARACTER)) {
    const [raw, percent, unicode, hex, decimal, hexEntity, name] = m
    const digits = percent ?? unicode ?? hex ?? hexEntity
    let character = ''
    if (digits !== undefined) character = String.fromCharCode(Number.parseInt(digits, 16))
    else if (decimal !== undefined) {
      const code = Number(decimal)
      if (code < 32 || code > 126) continue
      character = String.fromCharCode(code)
    } else if (name !== undefined) character = ENTITIES[name.toLowerCase()] ?? ' '
    out += view.slice(last, m.index) + character
    last = m.index + raw.length
    marks.push(m.index, last, character.length)
  }
  if (marks.length === 0) return undefined
  out += view.slice(last)
  const origin = new Uint32Array(out.length + 1)
  let to = 0
  let from = 0
  for (let i = 0; i < marks.length; i += 3) {
    const start = marks[i] ?? 0
    while (from < start) origin[to++] = from++
    if (marks[i + 2] === 1) origin[to++] = start
    from = marks[i + 1] ?? from
  }
  while (to <= out.length) origin[to++] = from++
  return { text: out, origin }
}
