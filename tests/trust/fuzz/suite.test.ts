import { describeSuite } from '../describe-suite.ts'
import { fuzz } from './suite.ts'

describeSuite('fuzz', fuzz, { size: 1000, plants: ['no-format'], timeout: 120_000 })
