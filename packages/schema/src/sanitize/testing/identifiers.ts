/** Identifiers, versions, times and amounts: what nobody may mask, however much it looks like something else. */
import type { Draw } from './draw.js'

const HEX = '0123456789abcdef'
const DIGITS = '0123456789'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
/** Crockford's base 32, as in a ULID. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const NANOID = `${DIGITS}${LETTERS}${LETTERS.toUpperCase()}_-`

const uuid = ({ word }: Draw, head: string): string =>
  `${head}-${word('89ab', 1)}${word(HEX, 3)}-${word(HEX, 12)}`
const uuidV4 = (draw: Draw): string => {
  const { word } = draw
  return uuid(draw, `${word(HEX, 8)}-${word(HEX, 4)}-4${word(HEX, 3)}`)
}
/** The time of the years 2020 to 2036 in milliseconds. */
const millis = ({ integer }: Draw): number => 1.58e12 + integer(2 ** 32) * 120 + integer(120)
const uuidV7 = (draw: Draw): string => {
  const time = millis(draw).toString(16).padStart(12, '0')
  return uuid(draw, `${time.slice(0, 8)}-${time.slice(8)}-7${draw.word(HEX, 3)}`)
}
const time = (draw: Draw): string => new Date(millis(draw)).toISOString()
const offset = ({ integer, pick }: Draw): string =>
  `${pick(['+', '-'])}${String(integer(15)).padStart(2, '0')}:${pick(['00', '30'])}`
const cents = ({ integer }: Draw): string => String(integer(100)).padStart(2, '0')
const grouped = ({ integer }: Draw): string => integer(10_000_000).toLocaleString('en-US')

export const identifiers: Readonly<Record<string, (draw: Draw) => string>> = {
  'UUID v4': uuidV4,
  'UUID v4, upper case': (draw) => uuidV4(draw).toUpperCase(),
  'UUID v7': uuidV7,
  ULID: ({ word }) => `01${word(CROCKFORD, 24)}`,
  nanoid: ({ word }) => word(NANOID, 21),
  'nanoid with a prefix': ({ word, pick }) =>
    `${pick(['id', 'key', 'user', 'usr', 'req', 'request', 'session', 'order', 'msg', 'evt', 'trace', 'run', 'doc', 'file'])}${pick(['_', '-'])}${word(NANOID, 21)}`,
  'trace id': ({ word }) => word(HEX, 32),
  // Sixteen decimal digits may be a card, whatever they were meant to be.
  'span id': ({ word, integer }) => {
    const id = word(HEX, 15)
    const at = integer(16)
    return id.slice(0, at) + word('abcdef', 1) + id.slice(at)
  },
  traceparent: ({ word }) => `00-${word(HEX, 32)}-${word(HEX, 16)}-0${word('01', 1)}`,
  MD5: ({ word }) => word(HEX, 32),
  'SHA-1': ({ word }) => word(HEX, 40),
  'SHA-256': ({ word }) => word(HEX, 64),
  'short git hash': ({ word, integer }) => word(HEX, 7 + integer(6)),
  version: ({ integer }) => `${integer(100)}.${integer(100)}.${integer(10_000)}`,
  'version before a release': ({ integer, pick }) =>
    `v${integer(30)}.${integer(100)}.${integer(100)}-${pick(['alpha', 'beta', 'rc'])}.${integer(100)}`,
  'RFC 3339 time': time,
  'RFC 3339 time of a zone': (draw) => `${time(draw).slice(0, draw.pick([19, 23]))}${offset(draw)}`,
  'date and time': (draw) => time(draw).slice(0, 19).replace('T', ' '),
  'epoch in seconds': (draw) => String(Math.floor(millis(draw) / 1000)),
  'epoch in milliseconds': (draw) => String(millis(draw)),
  'epoch in microseconds': (draw) => `${millis(draw)}${draw.word(DIGITS, 3)}`,
  'epoch in nanoseconds': (draw) => `${millis(draw)}${draw.word(DIGITS, 6)}`,
  'price in dollars': (draw) => `$${grouped(draw)}.${cents(draw)}`,
  'price in euros': (draw) => `${grouped(draw).replaceAll(',', '.')},${cents(draw)} €`,
  amount: (draw) => `${draw.integer(1_000_000)}.${cents(draw)} ${draw.pick(['USD', 'EUR', 'GBP'])}`,
  'order number': ({ word, integer }) => word(DIGITS.slice(1), 1) + word(DIGITS, 4 + integer(7)),
  'order number with a prefix': ({ word, pick, integer }) =>
    `${pick(['ORD', 'SO', 'INV', 'PO', 'R'])}${pick(['-', '', '#'])}${word(DIGITS, 5 + integer(5))}`,
  'order number of a shop': ({ word }) => `${word(DIGITS, 3)}-${word(DIGITS, 7)}-${word(DIGITS, 7)}`,
}

/** Where they stand in what people and programs write. */
export const sentences: readonly [string, ...string[]] = [
  'The request %s took 12 ms.',
  'see %s, please',
  'id=%s',
  '{"id":"%s","ok":true}',
  'order %s has shipped',
  'https://example.com/items/%s',
  '/api/v1/things/%s/edit',
  'Failed at %s: not found',
  '(%s)',
]
