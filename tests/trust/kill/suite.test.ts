import { describeSuite } from '../describe-suite.ts'
import { kill } from './suite.ts'

describeSuite('kill', kill, { size: 3, plants: ['promised_early'], timeout: 240_000 })
