import { describeSuite } from '../describe-suite.ts'
import { kth } from './suite.ts'

describeSuite('kth', kth, { size: 100 })
