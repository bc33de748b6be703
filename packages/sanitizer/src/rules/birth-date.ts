/**
 * Dates beside a word for birth are found, other dates are not. Names of months are those of CLDR in five
 * languages and Thai.
 */

import { type Rule, type Samples, tail } from './rule.js'
import { row } from './signals.js'

export const birthDate: Rule = {
  id: 'birth_date',
  placeholder: '[dob]',
  detectors: [
    {
      stems:
        ' born|birth| dob| d.ob| do.b| d.o.b| geboren| geburtsdatum| geb.| ne le| nee le| né le| née le| naissance| nacid|nacimiento|nascimento| nato il| nata il|nascita|urodz|рожд|geboorte| föd|syntym|fødsels|szület|doğum|narozen| ur.|เกิด|生年月日|出生|생년월일',
      digits: 4,
      pattern:
        /(?:\bborn|birth[ _-]?(?:date|day)?|\bd\.?o\.?b\b\.?|\bgeb(?:oren|urtsdatum|\.)|\bn[ée]e? le|\bnaissance|\bnacid[oa]|nacimiento|nascimento|\bnat[oa] il|nascita|urodz\w{0,12}|рожд\w{0,3}[а-я]{0,8}|geboorte\w{0,8}|\bfödd?|syntym\w?[äa]?\w{0,8}|fødsels\w{0,8}|született|születés\w{0,8}|doğum\w{0,8}|narozen\w{0,4}|\bur\.|เกิด(?:วันที่)?|生年月日|出生(?:日期)?|생년월일)[^\d\ue000]{0,28}?((?:(?:\d{1,2}(?:st|nd|rd|th)?(?: of)?|\d{4})[ .,/-]{1,2}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|out|\u0e01-\u0e5b)[a-z\u00e0-\u00ff\u0e01-\u0e5b.]{0,14}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]{0,8} \d{1,2}(?:st|nd|rd|th)?|\d{1,4}[ ./-]{1,2}\d{1,2}|\d{1,2} [\u0e01-\u0e4e.]{2,12})[ ./,-]{1,2}\d{1,4}|\d{4}年\d{1,2}月\d{1,2}日|(?:19|20)\d{6})(?!\d)/gi,
      accept: (match) => tail(match, match[1] ?? ''),
    },
    {
      needs: row(3),
      stems: 'birth| dob',
      pattern:
        /(?<![\w./-])\d{1,4}([./-])\d{1,2}\1\d{1,4}(?=,? (?:is|was) (?:my|his|her|their|the) (?:birth|date of birth|dob\b))/gi,
    },
  ],
}

export const birthDateSamples: Samples = {
  match: [
    ['born 12 March 1984', 'born [dob]'],
    ['DOB: 1984-03-12', 'DOB: [dob]'],
    ['date of birth 03/12/1984.', 'date of birth [dob].'],
    ['geboren am 12.03.1984', 'geboren am [dob]'],
    ['I was born on March 12, 1984', 'I was born on [dob]'],
    ['วันเกิด 12/03/2527', 'วันเกิด [dob]'],
    ['1984-03-12 is my birthday', '[dob] is my birthday'],
    ['дата рождения: 12.03.1984', 'дата рождения: [dob]'],
    ['geboortedatum 12-03-1984', 'geboortedatum [dob]'],
    ['född 1984-03-12', 'född [dob]'],
    ['生年月日：1984年3月12日', '生年月日：[dob]'],
    ['birthdate=1984-03-12', 'birthdate=[dob]'],
  ],
  clean: ['due 12 March 2024', 'stubborn since 1984', 'born to run', '2024-03-12'],
}
