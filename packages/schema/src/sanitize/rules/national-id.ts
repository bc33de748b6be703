/**
 * Numbers that a state gives to a person. Three have a shape of their own (US social security: SSA POMS RM
 * 10201.035; Brazilian CPF and CNPJ with their punctuation; the Italian codice fiscale); all others count
 * only next to the word for them.
 */
import { RUN } from '../signals.js'
import { type Nearby, nearby } from './context.js'
import type { Rule, Samples } from './rule.js'

const WORD =
  /(?:\b(?:ssn|social(?: security| insurance)?|s\.s\.n|itin|tin|tax(?:payer)?(?: id\w{0,16}| number| no| file| ref\w{0,16})|tfn|abn|medicare|passport\w{0,16}|pasaporte|passaporto|passaporte|passeport|reisepass\w{0,16}|paszport\w{0,16}|dow(?:[oó]d|od)\w{0,16}|pesel|nip|regon|(?:driver'?s?|driving)[ -]?licen[cs]e|licen[cs]e (?:number|no|#)|dl(?:n| number)|national (?:id\w{0,16}|insurance|identity\w{0,16}|registration)|identity card|id card|identification (?:number|no)|nino|ni number|nhs|nric|fin|aadhaa?r|uidai|pan|voter|epic|gstin|cpf|cnpj|curp|rfc|dni|nie|nif|cuit|cuil|rut|codice fiscale|partita iva|carta d'identit\w{0,16}|patente|steuer\w{0,16}|sozialversicherung\w{0,16}|personalausweis\w{0,16}|ausweis\w{0,16}|führerschein\w{0,16}|bsn|burgerservice\w{0,16}|personnummer|samordnings\w{0,16}|hetu|henkil\w{0,16}|cpr|f[øo]dselsnummer|rodn[eé]|oib|jmbg|egn|cnp|isikukood|asmens|amka|afm|tckn|kimlik|ird|nino|sin|personal(?:-| )?(?:id|code|number)|num[eé]ro de s[eé]curit[eé]|insee|nir|rrn|resident registration|my number|kartu tanda|nik|ktp|medical card|insurance number)\b|ประชาชน|หนังสือเดินทาง|ใบขับขี่|เลขประจำตัว|身份证|身分證|護照|护照|マイナンバー|주민등록|여권)/gi

const OTHER =
  /\b(?:phone|tel|mobile|order|invoice|ticket|version|build|isbn|sku|card number|iban|amount|total|zip|date|born|dob|birth|hn)\b|[$€£¥]\s?$/i
const VERSION = /^(?!\d{3}\.\d\d\.\d{4}$)\d{1,4}(?:\.\d{1,5}){1,4}$/
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}/i
const DATE = /^(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20|25)\d\d)$/

const NEARBY: Nearby = {
  value:
    /(?<![A-Za-z0-9/]|\d[.-])(?:[A-Z]{1,4}[ -]?|[a-z]{1,3})?\d[\dA-Za-z]{0,19}(?:[ ./-]{1,3}(?=[A-Za-z]{0,3}\d)[\dA-Za-z]{1,12}){0,9}(?:[ -][A-Z])?(?![A-Za-z0-9])/g,
  ahead: 56,
  back: 28,
  other: OTHER,
  valid: (value) =>
    value.length >= 6 &&
    value.replace(/\D/g, '').length >= 4 &&
    !DATE.test(value) &&
    !VERSION.test(value) &&
    !UUID.test(value),
}

export const nationalId: Rule = {
  id: 'national_id',
  placeholder: '[id]',
  lanes: [
    {
      digits: 9,
      pattern: /(?<![\d-]|\d\.)(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g,
    },
    {
      digits: 11,
      pattern: /(?<![\w.-])(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2})(?![\w.-])/g,
    },
    {
      needs: RUN,
      digits: 7,
      pattern: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPR-T](?:[04][1-9]|[1256]\d|[37][01])[A-Z]\d{3}[A-Z](?!\w)/g,
    },
    {
      stems:
        'ssn soc s s iti tin tax tfn abn med pas rei dow pes nip reg dri lic dl  dln nat ide id  nin ni  nhs nri fin aad uid pan vot epi gst cpf cnp cur rfc dni nie nif cui rut cod par car pat ste soz per aus hre bsn bur sam het hen cpr dse rod oib jmb egn isi asm amk afm tck kim ird sin num ins nir rrn res my  kar nik ktp',
      digits: 4,
      pattern: WORD,
      accept: (match) => nearby(match, NEARBY),
    },
  ],
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
