/**
 * Numbers that a state gives to a person. Three have a shape of their own (US social security: SSA POMS RM
 * 10201.035; Brazilian CPF and CNPJ with their punctuation; the Italian codice fiscale); all others count
 * only next to the word for them.
 */
import { insideUuid } from './context.js'
import type { Rule, Samples, Span } from './rule.js'

const WORD =
  /(?:\b(?:ssn|social(?: security| insurance)?|s\.s\.n|itin|tin|tax(?:payer)?(?: id\w*| number| no| file| ref\w*)|tfn|abn|medicare|passport\w*|pasaporte|passaporto|passaporte|passeport|reisepass\w*|paszport\w*|dow(?:[oó]d|od)\w*|pesel|nip|regon|(?:driver'?s?|driving)[ -]?licen[cs]e|licen[cs]e (?:number|no|#)|dl(?:n| number)|national (?:id\w*|insurance|identity\w*|registration)|identity card|id card|identification (?:number|no)|nino|ni number|nhs|nric|fin|aadhaa?r|uidai|pan|voter|epic|gstin|cpf|cnpj|curp|rfc|dni|nie|nif|cuit|cuil|rut|codice fiscale|partita iva|carta d'identit\w*|patente|steuer\w*|sozialversicherung\w*|personalausweis\w*|ausweis\w*|führerschein\w*|bsn|burgerservice\w*|personnummer|samordnings\w*|hetu|henkil\w*|cpr|f[øo]dselsnummer|rodn[eé]|oib|jmbg|egn|cnp|isikukood|asmens|amka|afm|tckn|kimlik|ird|nino|sin|personal(?:-| )?(?:id|code|number)|num[eé]ro de s[eé]curit[eé]|insee|nir|rrn|resident registration|my number|kartu tanda|nik|ktp|medical card|insurance number)\b|ประชาชน|หนังสือเดินทาง|ใบขับขี่|เลขประจำตัว|身份证|身分證|護照|护照|マイナンバー|주민등록|여권)/gi

const OTHER =
  /\b(?:phone|tel|mobile|order|invoice|ticket|version|build|isbn|sku|card number|iban|amount|total|zip|date|born|dob|birth|hn)\b|[$€£¥]\s?$/i
const DATE = /^(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20|25)\d\d)$/
const DISTANCE = 56

export const nationalId: Rule = {
  id: 'national_id',
  placeholder: '[id]',
  lanes: [
    {
      needs: 0,
      digits: 9,
      pattern: /(?<![\d-]|\d\.)(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g,
    },
    {
      needs: 0,
      digits: 11,
      pattern: /(?<![\w.-])(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2})(?![\w.-])/g,
    },
    {
      needs: 0,
      digits: 7,
      pattern: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPR-T](?:[04][1-9]|[1256]\d|[37][01])[A-Z]\d{3}[A-Z](?!\w)/gi,
    },
    {
      needs: 0,
      digits: 4,
      hint: new RegExp(WORD.source, 'i'),
      pattern:
        /(?<![A-Za-z0-9]|\d[.-])(?:[A-Z]{1,5}[ -]?)?\d[\dA-Z]{0,19}(?:[ ./-]{1,3}(?=[A-Z]{0,3}\d)[\dA-Z]{1,12}){0,9}(?:[ -][A-Z])?(?![A-Za-z0-9])/gi,
      accept: beside,
    },
  ],
}

function beside(match: RegExpExecArray): Span | undefined {
  const [raw] = match
  const lead = /^[a-z]{1,5}[ -]/i.exec(raw)?.[0] ?? ''
  const named = lead !== '' && lead.search(WORD) === 0
  const value = named || /^[a-z]+ /.test(lead) ? raw.slice(lead.length) : raw
  const digits = value.replace(/\D/g, '').length
  if (digits < 4 || value.length < 6 || DATE.test(value) || insideUuid(match)) return undefined
  const { index, input } = match
  const end = index + raw.length
  const left = input.slice(Math.max(0, index - DISTANCE), index)
  let word = -1
  for (const found of left.matchAll(WORD)) word = found.index + found[0].length
  const right = input.slice(end, end + 28)
  const isNear =
    word >= 0 ? !OTHER.test(left.slice(word)) : right.search(WORD) >= 0 && !OTHER.test(left.slice(-16))
  return named || isNear ? { start: end - value.length, end } : undefined
}

export const nationalIdSamples: Samples = {
  match: [
    ['078-05-1120', '[id]'],
    ['SSN: 219 09 9999', 'SSN: [id]'],
    ['passport number X1234567', 'passport number [id]'],
    ['NINO QQ 12 34 56 C', 'NINO [id]'],
    ['PESEL 44051401359', 'PESEL [id]'],
    ['CPF 111.444.777-35', 'CPF [id]'],
    ['RSSMRA85T10A562S', '[id]'],
    ["driver's license D1234567", "driver's license [id]"],
    ['12345678Z es mi DNI', '[id] es mi DNI'],
  ],
  clean: ['000-12-3456', '666-12-3456', '2024-01-02', 'passport of 2024', 'order X1234567', '44051401359'],
}
