import { describe, expect, it } from 'vitest'
import { Refused } from '../../api/save.js'
import { wordsOfRefusal } from './saved-words.js'

describe('why a board was not saved', () => {
  it.each([
    [new Refused(412, 'board_changed', undefined), /Load it again/],
    [new Refused(403, 'scope_missing', undefined), /scope “boards”/],
    [new Refused(401, 'unknown_reader', undefined), /Sign in/],
    [new Refused(409, 'too_many_boards', 'A tenant has at most 200 boards.'), /at most 200/],
    [new Refused(0, undefined, undefined), /does not answer/],
  ])('says what to do', (error, words) => {
    expect(wordsOfRefusal(error)).toMatch(words)
  })
})
