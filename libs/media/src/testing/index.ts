export { capabilities, connectTerms, sendTerms } from './browser-terms.ts';
