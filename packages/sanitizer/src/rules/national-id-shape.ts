/**
 * Personal numbers that say by themselves what they are: letters, separators and a date or a check digit that
 * ordinary numbers do not have in this place. Sources: the offices that give them out, as collected in the
 * OECD's overview of tax identification numbers and in python-stdnum (facts, not its code).
 */

import { type Detector, NEAR, NONE, type Samples, whole } from './rule.js'
import { APART, DASH, MIXED, row } from './signals.js'

/** Sum of the digits, each times its weight; letters count as their place in base 36. */
const weighted = (value: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number.parseInt(value.charAt(i), 36), 0)

/** The sum modulo 11, where ten is written as `ten` and eleven as nought. */
function mod11(value: string, weights: readonly number[], ten: string): boolean {
  const check = (11 - (weighted(value, weights) % 11)) % 11
  return value.charAt(weights.length).toUpperCase() === (check === 10 ? ten : String(check))
}

const isDay = (month: string, day: string): boolean => Number(month) <= 12 && Number(day) <= 31

interface Shape {
  readonly name: string
  /** Without groups that capture. */
  readonly pattern: RegExp
  readonly valid?: (value: string, digits: string) => boolean
}

const MBI = '[AC-HJKMNP-RT-Y]'

const SPANISH: Shape = {
  name: 'Spanish NIE and DNI (Orden INT/2058/2008)',
  pattern: /(?:[XYZ][ -]?\d{7}|\d{8})[ -]?[A-Z]/,
  valid: (value, digits) =>
    value.at(-1) ===
    'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(
      Number(`${'XYZ'.indexOf(value.charAt(0))}${digits}`.replace('-1', '')) % 23,
    ),
}

const FINNISH: Shape = {
  name: 'Finnish personal identity code (DVV)',
  pattern: /\d{6}[-+A-FU-Y]\d{3}[\dA-Y]/,
  valid: (value) =>
    isDay(value.slice(2, 4), value.slice(0, 2)) &&
    value.at(-1) ===
      '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(value.slice(0, 6) + value.slice(7, 10)) % 31),
}

/** These shapes are letters and digits without separators. */
const GLUED: readonly Shape[] = [
  {
    name: 'UK driving licence (DVLA)',
    pattern: /[A-Z]{1,5}9{0,4}\d[0156]\d[0-3]\d\d[A-Z][A-Z9]\d[A-Z]{2}/,
    valid: (value) =>
      value.length === 16 && isDay(String(Number(value.slice(6, 8)) % 50), value.slice(8, 10)),
  },
  { name: 'Indian PAN (Income Tax Department)', pattern: /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/ },
  { name: 'Indian GSTIN (GSTN)', pattern: /\d\d[A-Z]{5}\d{4}[A-Z][\dA-Z]Z[\dA-Z]/ },
  {
    name: 'Mexican CURP (RENAPO)',
    pattern: /[A-Z]{4}\d{6}[HMX][A-Z]{5}[\dA-Z]\d/,
    valid: (value) => isDay(value.slice(6, 8), value.slice(8, 10)),
  },
  {
    name: 'Singapore NRIC and FIN (ICA)',
    pattern: /[STFG]\d{7}[A-Z]/,
    valid: (value) => {
      const late = /^[TG]/.test(value) ? 4 : 0
      const table = /^[ST]/.test(value) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK'
      return value.at(-1) === table.charAt((weighted(value.slice(1), [2, 7, 6, 5, 4, 3, 2]) + late) % 11)
    },
  },
  SPANISH,
  FINNISH,
]

/** These shapes have at least seven digits with separators; without them, those of `GLUED` find the same. */
const SEPARATED: readonly Shape[] = [
  { name: 'US individual taxpayer (IRS)', pattern: /9\d\d-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}/ },
  SPANISH,
  FINNISH,
  {
    name: 'Argentine CUIT (AFIP)',
    pattern: /(?:2[03-7]|3[034])-\d{8}-\d/,
    valid: (_, digits) => mod11(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], '9'),
  },
  {
    name: 'Chilean RUT (SII)',
    pattern: /\d{1,2}\.\d{3}\.\d{3}-[\dkK]/,
    valid: (value) => mod11(value.replace(/[.-]/g, '').padStart(9, '0'), [3, 2, 7, 6, 5, 4, 3, 2], 'K'),
  },
  {
    name: 'Thai identity card (DOPA)',
    pattern: /\d-\d{4}-\d{5}-\d\d-\d|\d \d{4} \d{5} \d\d \d/,
    valid: (_, digits) =>
      String((11 - (weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10) === digits.at(-1),
  },
  {
    name: 'Swiss AHV (ZAS)',
    pattern: /756\.\d{4}\.\d{4}\.\d\d/,
    valid: (_, digits) => weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
  },
  {
    name: 'Belgian national register (RRN)',
    pattern: /\d\d\.\d\d\.\d\d-\d{3}\.\d\d/,
    valid: (_, digits) =>
      ['', '2'].some(
        (century) => 97 - (Number(century + digits.slice(0, 9)) % 97) === Number(digits.slice(9)),
      ),
  },
  {
    name: 'French social security (INSEE)',
    pattern: /[12] \d\d (?:0[1-9]|1[0-2]) (?:\d\d|2[AB]) \d{3} \d{3} \d\d/,
    valid: (value) => {
      const plain = value.replace(/ /g, '').replace('2A', '19').replace('2B', '18')
      return 97 - (Number(plain.slice(0, 13)) % 97) === Number(plain.slice(13))
    },
  },
  {
    name: 'Russian SNILS (PFR)',
    pattern: /\d{3}-\d{3}-\d{3} \d\d/,
    valid: (_, digits) =>
      (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(digits.slice(9)),
  },
]

/** These shapes have six digits among letters. */
const LETTERED: readonly Shape[] = [
  {
    name: 'UK national insurance (HMRC NIM39110)',
    pattern: /(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: \d\d){3} [A-D]/,
  },
  { name: 'Hong Kong identity card (ImmD)', pattern: /[A-Z]{1,2}\d{6}\([\dA]\)/ },
]

const MEDICARE: readonly Shape[] = [
  {
    name: 'US Medicare beneficiary (CMS)',
    pattern: RegExp(`[1-9]${MBI}[\\dA-Z]\\d-${MBI}[\\dA-Z]\\d-${MBI}{2}\\d\\d`),
  },
]

/** Puts the shapes into one pattern. The group that matched says which shape it was. */
function shapedDetector(shapes: readonly Shape[], prefilter: Pick<Detector, 'needs' | 'stems'>): Detector {
  return {
    ...prefilter,
    reach: NEAR,
    pattern: new RegExp(
      `(?<![\\w./-])(?:${shapes.map(({ pattern }) => `(${pattern.source})`).join('|')})(?![\\w/-]|\\.\\w)`,
      'g',
    ),
    accept: (match) => {
      const [value, ...groups] = match
      const shape = shapes[groups.findIndex((group) => group !== undefined)]
      return shape?.valid?.(value, value.replace(/\D/g, '')) === false ? NONE : whole(match)
    },
  }
}

export const shapedDetectors: readonly Detector[] = [
  shapedDetector(GLUED, { needs: MIXED }),
  shapedDetector(SEPARATED, { needs: APART | row(7) }),
  shapedDetector(LETTERED, { needs: APART | row(6) }),
  shapedDetector(MEDICARE, { needs: DASH, stems: '1-?*1-??11' }),
]

export const nationalIdShapeSamples: Samples = {
  match: [
    ['912-70-1234', '[id]'],
    ['1EG4-TE5-MK73 is hers', '[id] is hers'],
    ['AB 12 34 56 C', '[id]'],
    ['MORGA657054SM9IJ', '[id]'],
    ['12345678Z', '[id]'],
    ['X-1234567-L', '[id]'],
    ['131052-308T', '[id]'],
    ['ABCPE1234F', '[id]'],
    ['27ABCPE1234F1Z5', '[id]'],
    ['HEGG560427MVZRRL04', '[id]'],
    ['S1234567D', '[id]'],
    ['A123456(3)', '[id]'],
    ['20-12345678-6', '[id]'],
    ['12.345.678-5', '[id]'],
    ['1-1037-02071-81-1', '[id]'],
    ['756.9217.0769.85', '[id]'],
    ['85.07.30-033.28', '[id]'],
    ['2 55 08 14 168 025 38', '[id]'],
    ['112-233-445 95', '[id]'],
  ],
  clean: [
    '912-00-1234',
    '12345678A',
    'X-1234567-A',
    '131052-308A',
    'S1234567A',
    '20-12345678-0',
    '12.345.678-0',
    '1-1037-02071-81-2',
    '756.9217.0769.80',
    '85.07.30-033.29',
    '2 55 08 14 168 025 39',
    '112-233-445 90',
    'build-12345678Z-final',
    '20240101Z',
  ],
}
