/* The page's own texts in both languages; names and messages come with the data. */
import { translated } from "./language.js";
import WORDS from "./words.json" with { type: "json" };

export const state = { area: null, language: "zh", theme: null };

export const { t, nameOf, inLanguage } = translated(WORDS, state);

/* The marks of each language. */
export const colon = () => (state.language === "zh" ? "：" : ": ");
export const bracketed = (text) => (state.language === "zh" ? `（${text}）` : ` (${text})`);
