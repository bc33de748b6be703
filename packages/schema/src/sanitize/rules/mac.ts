/** Hardware addresses: IEEE 802 EUI-48 and EUI-64, with colons, dashes, dots, or bare next to the word. */
import { DOT, RUN } from '../scan.js'
import type { Rule, Samples } from './rule.js'

export const mac: Rule = {
  id: 'mac',
  placeholder: '[mac]',
  lanes: [
    {
      needs: RUN,
      digits: 0,
      hint: /[:-][\da-f]{2}[:-][\da-f]{2}[:-]/i,
      pattern:
        /(?<![\w:.]|[\da-f]-)[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}(?:[\da-f]{2}\1[\da-f]{2}\1)?[\da-f]{2}(?!\w|[:-][\da-f])/gi,
    },
    {
      needs: DOT | RUN,
      digits: 0,
      hint: /\.[\da-f]{4}\./i,
      pattern: /(?<![\w:.-])[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?![\w:.-])/gi,
    },
  ],
}

export const macSamples: Samples = {
  match: [
    ['00:00:5e:00:53:01', '[mac]'],
    ['eth0 00-00-5E-00-53-AF up', 'eth0 [mac] up'],
    ['0000.5e00.5301', '[mac]'],
    ['00:00:5e:ef:10:00:00:01', '[mac]'],
  ],
  clean: ['12:30:45', 'aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99', 'b1-b2-b3', '2024-01-02-03-04-05'],
}
