/**
 * The name of a person in the path of a file is found in POSIX and macOS home folders and in Windows
 * profiles.
 */

import { extended, type Rule, type Samples, tail } from './rule.js'
import { SLASH } from './signals.js'

const REST = /[^\\/\s:*?"'<>|()[\],;\ue000]*/y

export const userFolder: Rule = {
  id: 'user_folder',
  placeholder: '[user]',
  detectors: [
    {
      needs: SLASH,
      stems: ' users | home | documents and settings ',
      pattern:
        /(?:(?<![\w.\ue000-])(?:[A-Za-z]:|(?:\/mnt)?\/[a-z](?=\/)|file:\/\/(?:\/[A-Za-z]:)?|\\{2,4}[\w.-]{1,64}(?=\\))?(?:\\{1,2}|\/)(?:Users|(?<=[A-Za-z]:[\\/]{1,2})users|Documents and Settings)|(?<![\w.\ue000-])(?:file:\/\/)?(?:\/(?:var|export|usr))?\/home)(?:\\{1,2}|\/)(?!(?:Public|Default|Shared|All Users)\b)([^\\/\s:*?"'<>|()[\],;\ue000]{1,64}(?: [^\\/\s:*?"'<>|()[\],;\ue000]{1,32}(?=[\\/]))?)/g,
      accept: (match) => extended(tail(match, match[1] ?? ''), REST, match),
    },
  ],
}

export const userFolderSamples: Samples = {
  match: [
    ['at /home/ada/app/index.js:3', 'at /home/[user]/app/index.js:3'],
    ['/Users/ada/Documents', '/Users/[user]/Documents'],
    ['C:\\Users\\Ada Lovelace\\file.txt', 'C:\\Users\\[user]\\file.txt'],
    ['"C:\\\\Users\\\\ada\\\\x"', '"C:\\\\Users\\\\[user]\\\\x"'],
    ['file:///home/ada/x', 'file:///home/[user]/x'],
    ['c:\\users\\ada\\x', 'c:\\users\\[user]\\x'],
    ['\\\\srv\\Users\\ada\\x', '\\\\srv\\Users\\[user]\\x'],
    ['/mnt/c/Users/ada/x', '/mnt/c/Users/[user]/x'],
    ['/var/home/ada/x', '/var/home/[user]/x'],
    ['%2Fhome%2Fada%2Fx', '%2Fhome%2F[user]%2Fx'],
  ],
  clean: ['https://example.com/home/products', 'C:\\Users\\Public\\x', '/usr/home', '/api/users/12'],
}
