/** Answers questions to the pretend shop. It counts words, which is enough for topics, scores and questions without an answer. */

const entries = [
  entry('delivery', 'logistics', 'where parcel order delivery arrive shipped tracking late', [
    'Parcels leave our kiln within two working days and take two more to reach you.',
    'You get a message with a link as soon as the carrier has scanned your parcel.',
  ]),
  entry('returns', 'logistics', 'return returns refund broken damaged cracked exchange send back', [
    'You can return anything within 30 days. Cracked on arrival? Keep it, we send a new one.',
  ]),
  entry('billing', 'finance', 'card payment paid charge charged invoice iban bank declined twice', [
    'A declined card is never charged. A payment that shows twice is a reservation and goes away in three days.',
  ]),
  entry(
    'account',
    'support',
    'account password login sign email mail address change phone number reach call contact',
    ['You can change how we reach you under Account, Contact. We wrote down nothing from this chat.'],
  ),
  entry('integrations', 'developers', 'key api token webhook integration secret', [
    'Keys live under Settings, Developers. If one was shown to anybody, replace it there first.',
  ]),
  entry('care', 'support', 'clean dishwasher wash descale kettle care glaze microwave', [
    'Everything we make may go into the dishwasher, except gold rims. Descale a kettle with citric acid.',
  ]),
]

function entry(topic, department, words, answers) {
  return { topic, department, words: new Set(words.split(' ')), answers, template: `${topic}-1` }
}

/** Returns the best entry and its score, 0 to 1; no entry when no word matches. */
export function retrieve(message) {
  const words = message.toLowerCase().match(/[a-z]+/g) ?? []
  const scored = entries
    .map((candidate) => ({ candidate, hits: words.filter((word) => candidate.words.has(word)).length }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits)
  const best = scored[0]
  if (best === undefined) return { found: 0, score: 0, entry: undefined }
  return { found: scored.length, score: Math.min(1, 0.4 + best.hits * 0.2), entry: best.candidate }
}

export const noAnswer =
  'I have no answer to that yet. A person will read your question here in the shop; our analytics only learn that one was missing.'
