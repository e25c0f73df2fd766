/* Three to five sentences made from the figures: what rose, how it stands, what is out of line. */
import { rankedColumns } from "./areas_below.js";
import { ALERTS, childrenOf, FIGURE, parentOf, seriesOf } from "./data.js";
import { h } from "./dom.js";
import {
  areaName,
  breakdownName,
  compact,
  definedAs,
  periodName,
  sign,
  withUnit,
} from "./format.js";
import { headlinePoints, headlineSums, scope } from "./headlines.js";
import { figureNumber, isComparable, number } from "./number.js";
import { doubtsOf } from "./quality.js";
import { bracketed, inLanguage, nameOf, state, t } from "./words.js";
import WORDS from "./words.json" with { type: "json" };
import { amountText, isAbove, yearlyOf } from "./yearly.js";

export const sentences = () => {
  const made = [...moved(), besideParent(), among(), outOfLine(), doubtful()].filter(Boolean);
  return h(
    "div",
    { class: "card lead" },
    h("p", { class: "note" }, scope()),
    h("ul", { class: "sentences" }, made.map((parts) => h("li", {}, parts))),
  );
};

/* The pieces of a sentence, which has numbers between them. */
const pieces = (key) => WORDS[key][state.language === "zh" ? 0 : 1];
const valueOf = (point) =>
  number(point, { text: withUnit(sign(point) + compact(point.value), point.unit) });

/* The name as a sentence has it: 农村最低生活保障标准. */
const spokenName = (point) => {
  const [name, part] = [nameOf(definedAs(point)), breakdownName(point.breakdown, point.code)];
  if (state.language === "zh") return part.replaceAll("·", "") + name;
  return part ? `${name} (${part.toLowerCase()})` : name;
};

const RECENT_YEARS = 2;
const yearOfPoint = (point) => Number(point.period_end.slice(0, 4));

/* The largest recent rise and fall whose direction is certain; those in a year come first. */
const moved = () => {
  const candidates = [...headlinePoints(), ...headlineSums().flat()];
  const newest = Math.max(...candidates.map(yearOfPoint));
  const certain = candidates
    .filter((point) => yearOfPoint(point) >= newest - RECENT_YEARS)
    .map((point) => ({ point, ...yearlyOf(point) }))
    .filter(({ base, isSignCertain }) => base && isSignCertain);
  const inOneYear = certain.filter(({ years }) => years === 1);
  const found = (inOneYear.length ? inOneYear : certain).sort(
    (one, other) => other.amount - one.amount,
  );
  return [
    found.find(({ amount }) => amount > 0),
    found.reverse().find(({ amount }) => amount < 0),
  ].map((one) => one && movedSentence(one));
};

/** @type {(moved: any) => any[]} */
const movedSentence = ({ point, base, years, ...amount }) => {
  const key = (amount.amount > 0 ? "rose" : "fell") + (years === 1 ? "" : "_slowly");
  const [start, open, close, from, baseOpen, baseClose, by, end] = pieces(key);
  return [
    `${start}${spokenName(point)} `,
    valueOf(point),
    `${open}${periodName(point)}${close}${from}`,
    valueOf(base),
    `${baseOpen}${periodName(base)}${baseClose}${by}${amountText(amount, false)}${end}`,
  ];
};

/* How the first figure that the area above has for the same day stands to it. */
const besideParent = () => {
  const above = parentOf(state.area);
  const [point, other] = headlinePoints()
    .filter(isComparable)
    .map((own) => [own, above && sameDay(above.code, own)])
    .find(([, theirs]) => theirs) ?? [];
  if (!other) return null;
  const key = isAbove(point, other)
    ? "above_parent"
    : isAbove(other, point)
    ? "below_parent"
    : "near_parent";
  return [
    `${spokenName(point)} `,
    valueOf(point),
    `${bracketed(periodName(point))}${t(key, { area: nameOf(above) })}`,
    valueOf(other),
    state.language === "zh" ? "。" : ".",
  ];
};
const sameDay = (area, point) =>
  seriesOf(area, point).find((one) => one.period_end === point.period_end);

/* Within a sentence: 16 prefectures. */
const levelName = (level) => t(level).toLowerCase();

/* The highest and the lowest of the areas below. */
const among = () => {
  const [column] = rankedColumns();
  if (!column || childrenOf(state.area).length < 3) return null;
  const { chart, points } = column;
  const [first, second, last, before] = [points[0], points[1], points.at(-1), points.at(-2)];
  const start = t("among", {
    count: points.length,
    level: levelName(childrenOf(state.area)[0].level),
    what: nameOf(chart),
    period: periodName(first),
  });
  return [
    start + t("highest") + areaName(first.area_code) + " ",
    valueOf(first),
    t("lowest") + areaName(last.area_code) + " ",
    valueOf(last),
    isAbove(first, second) && isAbove(before, last) ? "" : t("order_uncertain"),
    state.language === "zh" ? "。" : ".",
  ];
};

/* The gravest standing alert that is not in the red list already. */
const IN_RED_LIST = ["identity_fails", "statement_contradicted", "sources_in_conflict"];
const GRAVE = ["critical", "warning", "info"];
const outOfLine = () => {
  const [alert] = ALERTS.filter(
    (one) =>
      one.area_code === state.area && one.state !== "cleared" &&
      !IN_RED_LIST.includes(one.alert_code),
  ).sort(
    (one, other) =>
      GRAVE.indexOf(one.severity) - GRAVE.indexOf(other.severity) ||
      other.period_end.localeCompare(one.period_end),
  );
  return alert && [
    t("out_of_line"),
    inLanguage(alert, "message"),
    ...about(alert.observation_id),
    state.language === "zh" ? "。" : ".",
  ].filter(Boolean);
};

/* The figure that an alert is about, by its name, since the alert may say a share of it. */
const about = (id) => {
  const [open, close] = state.language === "zh" ? ["（", "）"] : [" (", ")"];
  const found = figureNumber(id, { unit: true });
  if (!found) return [];
  return [`${open}${spokenName(FIGURE.get(id))} `, h("span", { class: "together" }, found, close)];
};

const doubtful = () => {
  const kinds = doubtsOf().filter(({ items, count }) => items.length && count);
  if (!kinds.length) return [t("all_adds_up")];
  const total = kinds.reduce((sum, { items }) => sum + items.length, 0);
  const parts = kinds
    .map(({ count, items }) => t(count, { count: items.length }))
    .join(state.language === "zh" ? "、" : ", ");
  return [h("a", { href: "#quality" }, t("not_adding_up", { total, parts }))];
};
