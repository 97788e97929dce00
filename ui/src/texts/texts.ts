import { en, type Texts } from './en.ts';

/** The texts that are shown. */
export const texts: Texts = en;
