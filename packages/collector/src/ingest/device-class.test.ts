/** Compares device classes with two public collections of headers, and with headers that their makers document. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import crawlers from 'crawler-user-agents'
import { describe, expect, test } from 'vitest'
import { deviceClassOf } from './device-class.js'

/** Returns how many of the headers have the class that they should, as a share. */
const shareOf = (headers: readonly string[], expected: string): number =>
  headers.filter((header) => deviceClassOf(header) === expected).length / headers.length

interface Visitor {
  readonly userAgent: string
  readonly deviceCategory: string
}

/** The headers of real visitors come with the class that Google Analytics gave them. */
const visitors = JSON.parse(
  readFileSync(join(dirname(fileURLToPath(import.meta.resolve('user-agents'))), 'user-agents.json'), 'utf8'),
) as readonly Visitor[]

describe('public collections', () => {
  test.each([
    ['desktop', 4000],
    ['mobile', 5000],
    ['tablet', 10],
  ])('headers of visitors: %s', (expected, atLeast) => {
    const headers = visitors.filter((one) => one.deviceCategory === expected).map((one) => one.userAgent)
    expect(headers.length).toBeGreaterThan(atLeast)
    expect(shareOf(headers, expected)).toBeGreaterThan(0.99)
  })

  test('headers of crawlers', () => {
    const headers = crawlers.flatMap(({ instances }) => instances)
    expect(headers.length).toBeGreaterThan(2000)
    expect(shareOf(headers, 'bot')).toBeGreaterThan(0.99)
  })
})

const like = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  ['tv', `Mozilla/5.0 (SMART-TV; Linux; Tizen 8.0) ${like} 108.0.5359.1/8.0 TV Safari/537.36`],
  ['tv', `Mozilla/5.0 (Web0S; Linux/SmartTV) ${like} Chrome/120.0.0.0 Safari/537.36`],
  ['tv', `Mozilla/5.0 (Linux; Android 9; AFTMM Build/PS7633) ${like} Chrome/131.0 Mobile Safari/537.36`],
  ['tv', `Mozilla/5.0 (Linux; Android 12; BRAVIA VH21) ${like} Chrome/131.0 Safari/537.36`],
  ['tv', `Mozilla/5.0 (X11; Linux aarch64) ${like} Chrome/110.0 Safari/537.36 CrKey/1.56`],
  ['tv', 'Mozilla/5.0 (AppleTV; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15'],
  ['tv', 'Roku/DVP-14.0 (14.0.0.3059-88)'],
  ['tv', `Mozilla/5.0 (Linux armv7l) ${like} Chrome/77.0 Safari/537.36 OPR/46.0 OMI/4.20 HbbTV/1.5.1`],
  ['tablet', 'Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1'],
  ['tablet', `Mozilla/5.0 (Linux; Android 14; SM-X710) ${like} Chrome/125.0 Safari/537.36`],
  ['tablet', `Mozilla/5.0 (Linux; Android 11; KFTRWI) ${like} Silk/130 like Chrome/130.0 Safari/537.36`],
  ['mobile', `Mozilla/5.0 (Linux; Android 14; Pixel 8) ${like} Chrome/131.0.0.0 Mobile Safari/537.36`],
  ['mobile', 'Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5'],
  ['mobile', 'Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UP1A)'],
  ['wearable', `Mozilla/5.0 (Linux; Android 13; SM-R960) ${like} Chrome/131.0 Mobile Safari/537.36`],
  [
    'other',
    `Mozilla/5.0 (PlayStation 5 8.40) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.4 Safari/605.1.15`,
  ],
  ['desktop', 'Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Tablet PC 2.0)'],
  ['desktop', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${like} Chrome/131.0.0.0 Safari/537.36`],
  [
    'bot',
    `Mozilla/5.0 ${like} (compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/131.0 Safari/537.36`,
  ],
  ['bot', `Mozilla/5.0 (X11; Linux x86_64) ${like} HeadlessChrome/156.0.0.0 Safari/537.36`],
  ['bot', 'curl/8.5.0'],
])('%s: %s', (expected, header) => {
  expect(deviceClassOf(header)).toBe(expected)
})
