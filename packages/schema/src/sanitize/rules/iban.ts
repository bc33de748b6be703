/** Bank accounts: ISO 13616 (length by country from the SWIFT registry, release 98) and ISO 7064 mod 97-10. */
import { before } from './context.js'
import type { Rule, Samples, Span } from './rule.js'

const LENGTHS =
  'NO15BE16DK18FI18FK18FO18GL18NL18SD18MK19SI19AT20BA20EE20KZ20LT20LU20MN20XK20CH21HR21LI21LV21BG22BH22CR22DE22GB22GE22IE22ME22RS22VA22AE23GI23IL23IQ23OM23SO23TL23AD24CZ24ES24MD24PK24RO24SA24SE24SK24TN24VG24LY25PT25ST25IS26TR26BI27DJ27FR27GR27IT27MC27MR27SM27AL28AZ28BY28CY28DO28GT28HU28LB28NI28PL28SV28BR29EG29PS29QA29UA29JO30KW30MU30YE30MT31SC31LC32RU33DZ26AO25BF28BJ28CF27CG27CI28CM27CV25GA27GW25HN28IR26KM27MA28MG27ML28MZ25NE28SN28TD27TG28'
const IBAN_WORD = /iban|account|konto|kontonummer|rachun|compte|cuenta|conto|rekening|conta/i

export const iban: Rule = {
  id: 'iban',
  placeholder: '[iban]',
  lanes: [
    {
      needs: 0,
      digits: 8,
      pattern:
        /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,4})?)(?![A-Za-z0-9])/gi,
      accept: account,
    },
  ],
}

function account(match: RegExpExecArray): Span | undefined {
  const [raw] = match
  const at = LENGTHS.indexOf(raw.slice(0, 2).toUpperCase())
  const length = at % 4 === 0 ? Number(LENGTHS.slice(at + 2, at + 4)) : 0
  const named = before(match, IBAN_WORD, 40)
  /** A lower-case run of letters and digits is rather a hash. */
  if (raw !== raw.toUpperCase() && !named) return undefined
  const { index } = match
  const end = length === 0 ? -1 : endOf(raw, length)
  if (end > 0 && mod97(raw.slice(0, end))) return { start: index, end: index + end }
  return named ? { start: index, end: index + (end > 0 ? end : raw.length) } : undefined
}

/** Where the length of the country ends, if a group ends there too. */
function endOf(raw: string, length: number): number {
  let count = 0
  for (let i = 0; i < raw.length; i++) {
    if (/[ -]/.test(raw.charAt(i))) continue
    count++
    if (count === length) return i + 1 === raw.length || /[ -]/.test(raw.charAt(i + 1)) ? i + 1 : -1
  }
  return -1
}

function mod97(raw: string): boolean {
  const compact = raw.replace(/[ -]/g, '').toUpperCase()
  let rest = 0
  for (const c of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(c, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

export const ibanSamples: Samples = {
  match: [
    ['GB82 WEST 1234 5698 7654 32', '[iban]'],
    ['to DE89370400440532013000 now', 'to [iban] now'],
    ['FR14 2004 1010 0505 0001 3M02 606 THANKS', '[iban] THANKS'],
    ['my iban is GB82WEST12345698765433', 'my iban is [iban]'],
  ],
  clean: ['GB82WEST12345698765433', 'DE12 rooms', 'AB12CDEFGHIJKLMNOP', 'ZZ99123456789012345678'],
}
