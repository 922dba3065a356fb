import { describeSuite } from '../describe-suite.ts'
import { kill } from './suite.ts'

describeSuite('kill', kill, { size: 1 })
