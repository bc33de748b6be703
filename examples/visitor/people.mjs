/**
 * Invented people and what they write. Addresses end in reserved domains, telephone numbers are of the ranges kept for films,
 * cards are test cards, keys are dice: nothing here belongs to anybody, and none of it may arrive anywhere.
 */
import { randomBytes, randomInt } from 'node:crypto'

const names = ['ada', 'noor', 'li.wei', 'tomas', 'ines', 'kofi', 'sana', 'erik', 'yuki', 'marta']
const cards = ['4111 1111 1111 1111', '5555-5555-5555-4444', '378282246310005']
const pick = (list) => list[randomInt(list.length)]
const digits = (n) => Array.from({ length: n }, () => randomInt(10)).join('')

const email = () => `${pick(names)}${randomInt(1_000)}@example.${pick(['com', 'org', 'net'])}`
const phone = () => pick([`+1 415 555 01${digits(2)}`, `+44 20 7946 0${digits(3)}`])
const key = () => `ghp_${randomBytes(27).toString('base64url').replaceAll(/[-_]/g, 'a')}`

const questions = [
  () => 'Where is my parcel?',
  () => 'My parcel is late, please write to me.',
  () => `Where is my order? You can reach me at ${email()}`,
  () => `Please call ${phone()} when the parcel arrives`,
  () => `My card ${pick(cards)} was declined, was it charged twice?`,
  () => 'Why was I charged twice?',
  () => `Refund to IBAN DE89 3704 0044 0532 0130 00 please, the kettle is broken`,
  () => 'Can I return a cracked bowl?',
  () => `How do I change my email to ${email()}?`,
  () => `Our api key ${key()} stopped working with the webhook`,
  () => 'May the kettle go into the dishwasher?',
  () => 'How do I descale the kettle?',
  () => 'Do you have a shop in Lisbon?',
  () => 'Are your glazes vegan?',
  () => `I am ${email()}, phone ${phone()}, do you hire potters?`,
]

export const suggestions = ['Where is my parcel?', 'Can I return something?', 'Why was I charged twice?']

export function makeVisit() {
  const count = 1 + randomInt(4)
  return {
    page: pick(['/help', '/help/delivery', '/products/kettle', '/cart']),
    referrer: pick(['search.example', 'news.example', 'shop.example']),
    device: pick(['desktop', 'desktop', 'mobile', 'mobile', 'tablet']),
    locale: pick(['en-GB', 'de-CH', 'fr-FR', 'pt-PT', 'ja-JP']),
    messages: Array.from({ length: count }, (_, i) =>
      i === 0 && randomInt(3) === 0
        ? { text: pick(suggestions), suggested: true }
        : { text: pick(questions)(), suggested: false },
    ),
  }
}
