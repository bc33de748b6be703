/**
 * Lists the beginnings of the words in `national-id.ts` for the prefilter: a space means neither letter nor
 * digit, `?` a letter, `1` a digit and `%` a word for number. A word with many other meanings is listed
 * together with what must follow it.
 */
const each = (words: string, ends: string): string =>
  words
    .split('|')
    .flatMap((word) => ends.split('|').map((end) => ` ${word}${end}`))
    .join('|')

export const STEMS = [
  each(
    'national|tax|taxpayer|fiscal|citizen|voter|personal|civil|resident|alien|foreigner|refugee|immigration|visa|health|health care|healthcare|health insurance|insurance|medical|medicare|patient|social security|social insurance|government|state|military|license|licence',
    ' %',
  ),
  ' elector',
  each('national|personal|tax|citizen', ' identi'),
  each('identity|identification|id', ' card| document| number| code| no |#| #|.#|. #'),
  each('my|your|his|her|their', ' id '),
  each(
    'turkish|thai|south african|sa|uae|emirates|israeli|korean|chinese|taiwan|taiwanese|hong kong|philippine|nigerian|kenyan|egyptian|indonesian|malaysian|vietnamese|swedish|finnish|danish|dutch|polish|spanish|italian|german|french|brazilian',
    ' id ',
  ),
  ' passport| pasaporte| passaporto| passaporte| passeport| pasaporto| pasasaport| paszport| pasport| reisepass| paspoort| travel document| residence permit| green card',
  " driver licen| drivers licen| driver's licen| drivers' licen| driver' licen| driverlicen| driverslicen| driver'slicen| driver'licen| drivers'licen| driver''licen| driver's'licen| driver'' licen| driver's' licen",
  ' driving licen| drivinglicen',
  each('license|licence', ' 1| ?1| ??1'),
  ' dln | dl number | dl:?1| dl: ?1| dl#?1| dl# ?1| dl :?1| dl : ?1| dl #?1| dl # ?1',
  ' permis de conduire | rijbewijs| patente | carnet de conducir | prawo jazdy | führerschein',
  ' ssn | s.s.n | social | itin | tin | mbi | dea number | dea no | dea #',
  ' nino | ni number | nhs | utr | tfn | abn | acn | medicare | ird | pps| nric | uen | hkid ',
  each('sin', ' no | number | is | card |:|#|  | :| #| 1'),
  each('fin', ' number | no | is |:|  | :| ?1'),
  ' aadha| uidai | voter | gstin | nin | bvn | kra | ghana card | mykad | kad pengenalan | nik | ktp | kartu tanda | npwp | philhealth | umid | sss ',
  each('pan', ' no | number | card | id | is |:|  | :| ?????1'),
  each('epic', ' no | number | card | id '),
  ' cpf | cnpj | curp | rfc | dni | nif | cif | cuit | cuil | rut | ruc | cedula | cédula | extranjero | nss | numero de identificaci| número de identificaci',
  each('rg', ':|  | :| 1'),
  each('nie', ':|  | :| x| y| z'),
  " codice fiscale | partita iva | carta d'identit| tessera sanitaria | numero de securit| numéro de sécurit| numero de sécurit| numéro de securit| insee | nir | carte d'identit| carte vitale ",
  ' steuer| sozialversicherung| rentenversicherung| versichert| krankenkasse| krankenversich| kvnr | svnr | idnr | personalausweis| ausweis| ahv | ust-id| ustid',
  ' bsn | burgerservice| rijksregister| personnummer | samordnings| organisationsnummer | hetu | henkil| cpr | fødselsnummer | fodselsnummer | kennitala | isikukood | asmens | personas kods ',
  ' pesel | nip | regon | dowod| dowód| rodne| rodné| oib | jmbg | egn | cnp | amka | afm | tckn |kimlik | vergi | teudat | inn | snils | rnokpp ',
  ' frn | rrn | brn | resident registration | business registration | my number ',
  'ประชาชน|หนังสือเดินทาง|พาสปอร์ต|ใบขับขี่|เลขประจำตัว|ประจำตัวผู้เสียภาษี|身份证|身分證|護照|护照|駕照|驾照|税号|マイナンバー|個人番号|パスポート|免許|주민등록|외국인등록|여권|면허|инн|снилс|паспорт|ідентифікац|جواز|هوية|רשיון|תעודת',
].join('|')
