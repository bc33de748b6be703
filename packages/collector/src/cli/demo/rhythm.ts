/** Says how busy an hour is: people sleep, and on weekends they have fewer questions. */
import { DAY, HOUR } from '@hushlog/base'

/** The share of a day's visits in each hour of the day. */
const HOURS = [6, 4, 3, 2, 2, 4, 12, 30, 62, 84, 92, 88, 70, 80, 90, 86, 76, 62, 56, 60, 58, 44, 26, 12]
/** The weight of each day of the week, which begins on Monday. */
const DAYS = [1.1, 1.06, 1, 0.98, 0.92, 0.55, 0.42]
/** 1 January 1970 was a Thursday. */
const FIRST_DAY = 3
/** The company grows by so much in ninety days. */
const GROWTH = 0.35
const GROWTH_DAYS = 90

/**
 * @param time milliseconds since the epoch
 * @param from when the history begins, in milliseconds since the epoch
 */
export const visitWeight = (time: number, from: number): number => {
  const day = Math.floor(time / DAY)
  const hour = Math.floor((time % DAY) / HOUR)
  const growth = 1 + (GROWTH * (time - from)) / (GROWTH_DAYS * DAY)
  return (HOURS[hour] ?? 1) * (DAYS[(day + FIRST_DAY) % 7] ?? 1) * growth
}

/** Machines work around the clock. */
export const machineWeight = (): number => 1
