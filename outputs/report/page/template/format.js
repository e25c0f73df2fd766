/* Numbers, periods and units as they are written in either language. */
import { AREAS, DATA, INDICATORS, MEMBERS, METRICS, UNITS } from "./data.js";
import { nameOf, state } from "./words.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SIGNS = {
  approx: "≈",
  at_least: "≥",
  more_than: ">",
  at_most: "≤",
  less_than: "<",
  nearly: "<",
};

export const grouped = (text) => {
  const [whole, fraction] = String(text).replace("-", "−").split(".");
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction ? `${separated}.${fraction}` : separated;
};

export const fixed = (value, digits) => grouped(Number(value).toFixed(digits));
export const rounded = (value, digits) => {
  const text = fixed(value, digits);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
};

/* All digits of a figure, but no long tail that a machine computed; of a derived value as many
   as are significant. */
const LONGEST_FRACTION = 4;
export const exact = (point, value = point.value) => {
  if (point.kind === "metric") return fixed(value, digitsOf(value));
  const [, fraction = ""] = String(value).split(".");
  return fraction.length > LONGEST_FRACTION ? rounded(value, 2) : grouped(value);
};
const digitsOf = (value) => (Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : 2);

const SCALES = {
  zh: [
    [1e8, "亿"],
    [1e4, "万"],
  ],
  en: [
    [1e9, " billion"],
    [1e6, " million"],
  ],
};
export const compact = (value) => {
  const size = Math.abs(value);
  const scale = size >= 1e5 && SCALES[state.language].find(([factor]) => size >= factor);
  if (!scale) return size < 1000 ? rounded(value, 2) : rounded(value, size < 1e4 ? 1 : 0);
  return rounded(value / scale[0], 2) + scale[1];
};

export const sign = (point) => SIGNS[point.qualifier] ?? "";
export const shown = (point) => sign(point) + exact(point);
export const isCertain = (point) =>
  point.low != null && point.high != null && Number(point.low) === Number(point.high);

/* The bounds of a value, with as many digits as distinguish them. */
const bounds = (point) => {
  const both = [point.low, point.high];
  let texts = both.map((bound) => (bound == null ? null : exact(point, bound)));
  for (let digits = 1; texts[0] === texts[1] && digits < 7; digits += 1) {
    texts = both.map((bound) => fixed(bound, digits));
  }
  return texts;
};

export const interval = (point) => {
  if (isCertain(point)) return "";
  const [low, high] = bounds(point);
  if (low == null && high == null) return "";
  if (high == null) return `≥ ${low}`;
  return low == null ? `≤ ${high}` : `${low} – ${high}`;
};

/* The names of units that take a plural after a number. */
const COUNTED = /^(?!yuan|percent|per |multiple)[a-z-]+$/;
const plural = (name) => `${name.replace(/y$/, "ie")}s`;
export const unitName = (code) => {
  const name = nameOf(UNITS.get(code)) || code || "";
  if (name === "percent") return "%";
  /* What is counted is in the name of the indicator: in English no unit follows. */
  if (code === "item" && state.language === "en") return "";
  return state.language === "en" && COUNTED.test(name) ? plural(name) : name;
};
export const withUnit = (text, unit) =>
  unitName(unit) === "%" ? `${text}%` : `${text} ${unitName(unit)}`.trimEnd();

/* The members of a breakdown, as they are called of the indicator: 城镇人口, but 城市低保. */
export const breakdownName = (key, code) =>
  !key || key === "total" ? "" : key
    .split(";")
    .map((part) => nameOf(memberOf(part, INDICATORS.get(code)?.program_code)) || part)
    .join(state.language === "zh" ? "·" : ", ");
const memberOf = (part, program) =>
  DATA.member_names.find((own) => own.program === program && own.member === part) ??
    MEMBERS.get(part);
export const definedAs = (point) =>
  (point.kind === "metric" ? METRICS : INDICATORS).get(point.code);
export const pointName = (point) =>
  [nameOf(definedAs(point)), breakdownName(point.breakdown, point.code)]
    .filter(Boolean)
    .join(state.language === "zh" ? " · " : ", ");
export const areaName = (code) => nameOf(AREAS.get(code)) || code;

const lastOfMonth = (day) => new Date(Date.parse(day) + 864e5).getUTCDate() === 1;
const parts = (day) => day.split("-").map(Number);

const dayName = (day) => {
  const [year, month, date] = parts(day);
  return state.language === "zh"
    ? `${year}年${month}月${date}日`
    : `${date} ${MONTHS[month - 1]} ${year}`;
};
const monthName = (day) => {
  const [year, month] = parts(day);
  return state.language === "zh" ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`;
};

const pointOfTime = (day) => {
  const zh = state.language === "zh";
  if (day.endsWith("-12-31")) return zh ? `${parts(day)[0]}年末` : `end of ${parts(day)[0]}`;
  if (lastOfMonth(day)) return zh ? `${monthName(day)}末` : `end of ${monthName(day)}`;
  return dayName(day);
};

const span = (first, last) => {
  const zh = state.language === "zh";
  const [[from, fromMonth], [to, toMonth]] = [parts(first), parts(last)];
  if (first.endsWith("-01-01") && last.endsWith("-12-31")) {
    return (from === to ? from : `${from}–${to}`) + (zh ? "年" : "");
  }
  if (!first.endsWith("-01") || !lastOfMonth(last)) return `${first}–${last}`;
  if (first.slice(0, 7) === last.slice(0, 7)) return monthName(last);
  if (from !== to) return `${monthName(first)}–${monthName(last)}`;
  return zh
    ? `${from}年${fromMonth}–${toMonth}月`
    : `${MONTHS[fromMonth - 1]}–${MONTHS[toMonth - 1]} ${from}`;
};

export const periodName = ({ period_start: first, period_end: last, basis }) => {
  const zh = state.language === "zh";
  if (basis === "effective") return zh ? `${dayName(first)}起` : `from ${dayName(first)}`;
  const text = basis === "point" || first === last ? pointOfTime(last) : span(first, last);
  return basis === "target" ? text + (zh ? "目标" : " (target)") : text;
};
