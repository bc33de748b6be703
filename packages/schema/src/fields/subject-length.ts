/**
 * Limits an id of a person, in UTF-16 units. The catalogue and erasure have the same limit, or a person could be stored
 * under an id that nobody can erase.
 */
export const SUBJECT_MAX = 1024
