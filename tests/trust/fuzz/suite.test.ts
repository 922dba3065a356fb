import { describeSuite } from '../describe-suite.ts'
import { fuzz } from './suite.ts'

describeSuite('fuzz', fuzz, { size: 400 })
