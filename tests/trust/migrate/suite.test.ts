import { describeSuite } from '../describe-suite.ts'
import { migrate } from './suite.ts'

describeSuite('migrate', migrate, { size: 8, seed: 13 })
