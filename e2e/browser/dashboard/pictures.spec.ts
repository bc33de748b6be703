/**
 * Takes the pictures of the README. They are artefacts of the run, and with `HUSHLOG_PICTURES=1` the files in
 * `docs/pictures`.
 */
import { fileURLToPath } from 'node:url'
import { expect, open, test } from './demo-collector.js'

const DOCS = fileURLToPath(new URL('../../../docs/pictures', import.meta.url))

test.use({ viewport: { width: 1280, height: 900 }, contextOptions: { reducedMotion: 'reduce' } })

for (const [place, heading] of [
  ['overview', 'Overview'],
  ['conversations', 'Conversations'],
  ['speed', 'Speed and cost'],
] as const)
  test(`a picture of ${heading}`, async ({ page, demo }, info) => {
    await open(page, demo, `?place=${place}&tenant=acme&range=21d&tz=UTC&compare=previous_period`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    const path = process.env.HUSHLOG_PICTURES ? `${DOCS}/${place}.png` : info.outputPath(`${place}.png`)
    const picture = await page.screenshot({ path })
    // A page without charts has far fewer bytes.
    expect(picture.length).toBeGreaterThan(40_000)
  })
