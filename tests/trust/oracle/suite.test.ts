import { describeSuite } from '../describe-suite.ts'
import { oracle } from './suite.ts'

describeSuite('oracle', oracle, { size: 80 })
