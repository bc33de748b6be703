/**
 * National ids are numbers that a state gives to a person. Three have a shape of their own (US social
 * security: SSA POMS RM 10201.035; Brazilian CPF and CNPJ with their punctuation; the Italian codice
 * fiscale). All others count only beside the word for them.
 */

import { shapedDetectors } from './national-id-shape.js'
import { STEMS } from './national-id-stems.js'
import { createNearby } from './nearby.js'
import { NEAR, type Rule, type Samples } from './rule.js'
import { DASH, MIXED, row } from './signals.js'
import { DIGITS, LETTERS, partsOf } from './together.js'

/** Matches words for number. `nearby` tests the text between the word and the number. */
const NUMBER = String.raw`(?: id\w{0,16}| number| num\b| nummer| no\b| nr\b| file| ref\w{0,16}| #)`

const WORD = new RegExp(
  String.raw`(?:\b(?:${[
    // Any country: what papers and numbers are called.
    String.raw`(?:national|tax(?:payer)?|fiscal|citizen|voter|elector\w{0,6}|personal|civil|resident|alien|foreigner|refugee|immigration|visa|passport|health(?: ?care| insurance)?|insurance|medical|medicare|patient|social (?:security|insurance)|government|state|military|licen[cs]e)${NUMBER}`,
    '(?:national|personal|tax|citizen)[ -]identi(?:ty|fication|fier)',
    String.raw`(?:identity|identification|id)(?<!\b(?:order|session|request|trace|ticket|product|item|build|device|account|customer|client|user|transaction|payment|event|job|task|case|report|batch|tracking|employee|member|run|app|query|message|thread|error) id)(?: (?:card|document|number|code|no)\b|\.? ?#)|(?:my|your|his|her|their) id\b`,
    String.raw`(?:turkish|thai|south african|sa|uae|emirates|israeli|korean|chinese|taiwan(?:ese)?|hong kong|philippine|nigerian|kenyan|egyptian|indonesian|malaysian|vietnamese|swedish|finnish|danish|dutch|polish|spanish|italian|german|french|brazilian) id\b`,
    String.raw`passport\w{0,16}|pas(?:aporte|saporto|saporte|seport)|paszport\w{0,16}|pasport\w{0,8}|reisepass\w{0,16}|paspoort\w{0,8}|travel document|residence permit|green card`,
    String.raw`driver'?s?(?:'|’)? ?licen[cs]e|driving[ -]?licen[cs]e|dl(?:n| number)|dl(?= ?[:#] ?[A-Z]\d)|licen[cs]e(?= [A-Z]{0,2}\d)|permis de conduire|rijbewijs\w{0,8}|patente|carnet de conducir|prawo jazdy|führerschein\w{0,16}`,
    // These words belong to one country each.
    String.raw`ssn|s\.s\.n|social(?: security| insurance)?|itin|tin|mbi|dea(?= (?:number|no|#))`,
    String.raw`nino|ni number|nhs|utr|tfn|abn|acn|medicare|sin(?= (?:no|number|is|card)\b|[:# ]{1,3}\d{3}[ -]?\d{3})|ird|pps\w?|nric|fin(?= (?:no|number|is)\b|[: ]{1,3}[A-Z]\d)|uen|hkid`,
    String.raw`aadhaa?r|uidai|pan(?= (?:no|number|card|id|is)\b|[: ]{1,3}[A-Z]{5}\d)|voter|epic (?:no|number|card|id)|gstin|nin|bvn|kra|ghana card|mykad|kad pengenalan|nik|ktp|kartu tanda|npwp|philhealth|umid|sss|tin`,
    String.raw`cpf|cnpj|rg(?=[: ]{1,3}\d\d?\.\d{3}\.)|curp|rfc|dni|nie(?=[: ]{1,3}[XYZ])|nif|cif|cuit|cuil|rut|ruc|c[eé]dula|n[uú]mero de identificaci[oó]n|extranjero|nss`,
    String.raw`codice fiscale|partita iva|carta d'identit\w{0,16}|tessera sanitaria|num[eé]ro de s[eé]curit[eé]|insee|nir|carte (?:d'identit[eé]|vitale)`,
    String.raw`steuer\w{0,16}|sozialversicherung\w{0,16}|rentenversicherung\w{0,16}|versichert\w{0,16}|krankenkasse\w{0,8}|krankenversich\w{0,16}|kvnr|svnr|idnr|personalausweis\w{0,16}|ausweis\w{0,16}|ahv|ust-?id\w{0,8}`,
    String.raw`bsn|burgerservice\w{0,16}|rijksregister\w{0,16}|personnummer|samordnings\w{0,16}|organisationsnummer|hetu|henkil\w{0,16}|cpr|f[øo]dselsnummer|kennitala|isikukood|asmens|personas kods`,
    String.raw`pesel|nip|regon|dow(?:[oó]d|od)\w{0,16}|rodn[eé]|oib|jmbg|egn|cnp|amka|afm|tckn|t\.?c\.? ?kimlik|kimlik|vergi|teudat|inn|snils|rnokpp`,
    'frn|rrn|brn|resident registration|business registration|my number',
  ].join(
    '|',
  )})\b|ประชาชน|หนังสือเดินทาง|พาสปอร์ต|ใบขับขี่|เลขประจำตัว|ประจำตัวผู้เสียภาษี|身份证|身分證|護照|护照|駕照|驾照|税号|マイナンバー|個人番号|パスポート|免許|주민등록|외국인등록|여권|면허|ИНН|СНИЛС|паспорт|ідентифікац|جواز|هوية|רשיון|תעודת)`,
  'gi',
)

const OTHER =
  /\b(?:phone|tel|mobile|order|invoice|ticket|version|build|isbn|sku|card number|iban|amount|total|zip|date|born|dob|birth|hn)\b|[$€£¥]\s?$/i
const VERSION = /^(?!\d{3}\.\d\d\.\d{4}$)\d{1,4}(?:\.\d{1,5}){1,4}$/
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}/i
const DATE = /^(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20|25)\d\d)$/

const nearby = createNearby({
  value:
    /(?<![A-Za-z0-9/]|\d[.-])(?:[A-Z]{1,4}[ -]?|[a-z]{1,3})?\d[\dA-Za-z]{0,19}(?:[ ./-]{1,3}(?=[A-Za-z]{0,3}\d)[\dA-Za-z]{1,12}){0,9}(?:[ -][A-Z])?(?![A-Za-z0-9])/g,
  // It reads four letters and a separator before twenty letters and digits, and looks at a group of three
  // separators and twelve letters behind.
  range: { maxRead: 28, lookahead: 17, maxPrefix: 5 },
  ahead: 56,
  back: 28,
  other: OTHER,
  parts: partsOf(4, DIGITS, ' ./-', LETTERS),
  minLength: 6,
  valid: (value, digits) => digits >= 4 && !DATE.test(value) && !VERSION.test(value) && !UUID.test(value),
})

export const nationalId: Rule = {
  id: 'national_id',
  placeholder: '[id]',
  detectors: [
    {
      needs: DASH | row(9),
      reach: NEAR,
      pattern: /(?<![\d-]|\d\.)(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g,
    },
    {
      needs: DASH | row(11),
      reach: NEAR,
      pattern: /(?<![\w.-])(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2})(?![\w.-])/g,
    },
    {
      needs: MIXED,
      reach: NEAR,
      pattern: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPR-T](?:[04][1-9]|[1256]\d|[37][01])[A-Z]\d{3}[A-Z](?!\w)/g,
    },
    ...shapedDetectors,
    {
      stems: STEMS,
      digits: 5,
      skipsRefused: true,
      pattern: WORD,
      accept: nearby,
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
    ['Krankenkasse KVNR: A123456780', 'Krankenkasse KVNR: [id]'],
    ['my ID number is 8001015009087', 'my ID number is [id]'],
    ['travel document L898902C3', 'travel document [id]'],
    ['tax no. 37 180 05 123', 'tax no. [id]'],
    ['SSN\u00a0219\u201109\u20119999', 'SSN\u00a0[id]'],
    ['身份证 11010519491231002X', '身份证 [id]'],
  ],
  clean: [
    '000-12-3456',
    '666-12-3456',
    '2024-01-02',
    'passport of 2024',
    'order X1234567',
    '44051401359',
    'order ID number 12345678',
    'the epic took 20241121 hours',
    'passport: 550e8400-e29b-41d4-a716-446655440000',
  ],
}
