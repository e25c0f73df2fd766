/* Codes, days and findings in words of the language of the page. */
import { rowAt, ROWS } from "./decisions.js";
import { AREAS, CHARACTERS, CODES, INDICATORS, isRepeat, MEMBERS, UNITS } from "./lists.js";
import { nameOf, state, t } from "./words.js";

/* Characters that nobody sees, or that turn the order of others around, as escapes. */
const UNSEEN = /(?![\t\n])[\p{Control}\p{Format}\u2028\u2029]/gu;
export const visible = (text) =>
  text.replaceAll("\r\n", "\n").replace(
    UNSEEN,
    (one) => `\\u${one.codePointAt(0).toString(16).padStart(4, "0")}`,
  );
export const oneLine = (text) => visible(text.replace(/\s+/g, " "));

export const codeName = (list, code) => nameOf(CODES[list].get(code)) || code;
export const unitName = (code) => nameOf(UNITS.get(code)) || code;
export const indicatorName = (code) => nameOf(INDICATORS.get(code)) || code;
export const areaName = (code) => nameOf(AREAS.get(code)) || code;
export const memberName = (code) => nameOf(MEMBERS.get(code)) || code;
export const breakdownName = (breakdown) =>
  !breakdown || breakdown === "total"
    ? t("total")
    : breakdown.split(";").map(memberName).join(state.language === "zh" ? "·" : ", ");

export const periodName = (fields, prefix = "") => {
  const [first, last, basis] = ["period_start", "period_end", "basis"]
    .map((name) => fields[prefix + name]);
  if (!first && !last) return "";
  const name = codeName("basis", basis);
  if (first === last) return `${last} (${name})`;
  const isYear = first.slice(0, 4) === last.slice(0, 4) && first.endsWith("-01-01") &&
    last.endsWith("-12-31");
  return `${isYear ? first.slice(0, 4) : `${first} ${t("to")} ${last}`} (${name})`;
};

export const grouped = (text) =>
  text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

/* Some characters before a number, to tell it from others. */
export const before = (row, count = 12) =>
  oneLine(CHARACTERS.slice(Math.max(0, row.start - count), row.start).join(""));

export const kindOf = ({ fields }) => (isRepeat(fields) ? "repeat" : fields.disposition);

/* What a row says, in a line of the list. */
export const summary = (row) => {
  const { fields } = row;
  if (isRepeat(fields)) return t("repeat");
  if (fields.disposition === "neither") return codeName("reason", fields.reason);
  const name = fields.indicator ? indicatorName(fields.indicator) : t("no_indicator");
  const parts = fields.breakdown && fields.breakdown !== "total"
    ? [name, breakdownName(fields.breakdown)]
    : [name];
  if (fields.disposition === "comparison") parts.push(codeName("kind", fields.kind));
  return parts.join(" · ");
};

const WORD_OF = {
  word: (name) => t(name),
  unit: unitName,
  basis: (code) => codeName("basis", code),
  kind: (code) => codeName("kind", code),
  row: (place) => `“${oneLine(ROWS[place].printed)}” (${ROWS[place].start})`,
};
const inWords = (value) => {
  if (typeof value !== "object") return value;
  const [[kind, code]] = Object.entries(value);
  return WORD_OF[kind](code);
};

export const findingText = ({ key, values }) =>
  t(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inWords(value)])));

export const repeatName = (locator) => {
  const row = rowAt(locator);
  return row ? `${before(row)}${oneLine(row.printed)} (${row.start})` : locator;
};
