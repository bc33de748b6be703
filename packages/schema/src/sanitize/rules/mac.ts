/** Hardware addresses: IEEE 802 EUI-48 and EUI-64, with colons, dashes, dots, or bare next to the word. */
import { DOT, RUN } from '../signals.js'
import { before } from './context.js'
import { NONE, type Rule, type Samples, whole } from './rule.js'

const MAC_WORD = /\bmac\b|(?:hardware|physical|ethernet)[ _-]?addr|bssid|bluetooth|wi-?fi|wlan|\beth\d/i

export const mac: Rule = {
  id: 'mac',
  placeholder: '[mac]',
  lanes: [
    {
      needs: RUN,
      hint: /[:-][\da-f]{2}[:-][\da-f]{2}[:-]/i,
      pattern:
        /(?<![\w:.]|[\da-f]-)[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}(?:[\da-f]{2}\1[\da-f]{2}\1)?[\da-f]{2}(?!\w|[:-][\da-f])/gi,
    },
    {
      needs: DOT | RUN,
      hint: /\.[\da-f]{4}\./i,
      pattern: /(?<![\w:.-])[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?![\w:.-])/gi,
    },
    {
      hint: /[\da-f]{2} [\da-f]{2} [\da-f]{2} /i,
      pattern:
        /(?<![\w:.-]|[\da-f] )(?=[\d ]{0,16}[a-f])[\da-f]{2}(?: [\da-f]{2}){5}(?: [\da-f]{2} [\da-f]{2})?(?!\w| [\da-f]{2}\b)/gi,
    },
    {
      // Without any separator it is rather a short hash or the name of a container: only next to the word, or alone and in
      // capitals, in which devices are labelled and hashes are not; two letters and ten digits are a security (ISIN).
      needs: RUN,
      hint: /(?:^|[^\da-z])[\da-f]{12}(?![\da-z])/i,
      pattern: /(?<![\w:.-])[\da-f]{12}(?![\w:.-])/gi,
      accept: (match) =>
        (match[0] === match.input && /^[\dA-F]*[A-F][\dA-F]*$(?<!^..\d{10})/.test(match[0])) ||
        before(match, MAC_WORD, 40)
          ? whole(match)
          : NONE,
    },
  ],
}

export const macSamples: Samples = {
  match: [
    ['00:00:5e:00:53:01', '[mac]'],
    ['eth0 00-00-5E-00-53-AF up', 'eth0 [mac] up'],
    ['0000.5e00.5301', '[mac]'],
    ['00:00:5e:ef:10:00:00:01', '[mac]'],
    ['00 00 5e 00 53 af', '[mac]'],
    ['mac 00005E0053AF', 'mac [mac]'],
    ['00005E0053AF', '[mac]'],
  ],
  clean: [
    '12:30:45',
    'aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99',
    'b1-b2-b3',
    'commit 00005e0053af',
    '12 30 45 10 20 30',
    '2024-01-02-03-04-05',
  ],
}
