/* What is wrong, doubtful or confirmed of each row: what a load refuses, sums, stated changes. */
import { groupBy } from "../../report/page/template/dom.js";
import { rowAt, ROWS } from "./decisions.js";
import { figureOf, ownUnit, valueOf } from "./figures.js";
import {
  decimal,
  divided,
  exactly,
  HUNDRED,
  isLess,
  meet,
  minus,
  ONE,
  plus,
  times,
} from "./fraction.js";
import { CODES, INDICATORS, isRepeat, MEMBERS, UNITS, wanted } from "./lists.js";

/* level: fault (a load refuses it), doubt or fine. Values are codes; field is where to mend it. */
const finding = (level, key, values = {}, field = "disposition", extra = {}) => ({
  level,
  key,
  values,
  field,
  ...extra,
});
const fault = (...parts) => finding("fault", ...parts);

const missing = ({ fields }) =>
  wanted(fields)
    .filter((name) => !fields[name] && name !== "value")
    .map((name) => fault("missing", { field: { word: name } }, name));

const isDay = (text) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.slice(0, 10) === text;

const periods = ({ fields }, prefix) => {
  const names = [`${prefix}period_start`, `${prefix}period_end`];
  const [first, last] = names.map((name) => fields[name]);
  if (!first || !last) return [];
  const wrong = names.filter((name) => !isDay(fields[name]));
  if (wrong.length) return wrong.map((name) => fault("no_date", { date: fields[name] }, name));
  if (first > last) return [fault("ends_before", {}, names[1])];
  const basis = fields[`${prefix}basis`];
  const isOneDay = ["point", "effective"].includes(basis);
  return isOneDay && first !== last ? [fault("one_day", { basis: { basis } }, names[1])] : [];
};

const unitFaults = (row) => {
  const { fields } = row;
  const [unit, own, printed] = [UNITS.get(fields.unit), ownUnit(fields), figureOf(row)?.unit];
  if (!unit) return [];
  const found = [];
  if (printed && !unit.printed.includes(printed)) {
    found.push(fault("unit_not_printed", { printed, unit: { unit: unit.code } }, "unit"));
  }
  if (fields.disposition === "observation") {
    if (own && unit.dimension !== own.dimension) {
      found.push(
        fault("unit_differs", { unit: { unit: unit.code }, own: { unit: own.code } }, "unit"),
      );
    }
  } else if (fields.kind && !states(fields.kind, unit, own)) {
    found.push(
      fault("kind_unit", { kind: { kind: fields.kind }, unit: { unit: unit.code } }, "unit"),
    );
  }
  return found;
};

const states = (kind, unit, own) => {
  if (kind === "growth" || kind === "share") return ["percent", "per-thousand"].includes(unit.code);
  if (kind === "multiple") return unit.code === "multiple";
  return unit.dimension === "ratio" || !own || unit.dimension === own.dimension;
};

const bounds = (row) => {
  const { low, high } = INDICATORS.get(row.fields.indicator) ?? {};
  const value = valueOf(row)?.value;
  if (row.fields.disposition !== "observation" || !value) return [];
  const [least, most] = [exactly(low), exactly(high)];
  const outside = (least && isLess(value, least)) || (most && isLess(most, value));
  const values = { value: decimal(value), low: low ?? "−∞", high: high ?? "∞" };
  return outside ? [fault("out_of_bounds", values, "unit")] : [];
};

const codes = ({ fields }) =>
  ["indicator", "base_indicator"]
    .filter((name) => fields[name] && !INDICATORS.has(fields[name]))
    .map((name) => fault("no_such_code", { code: fields[name] }, name));

const repeats = ({ fields, locator }) => {
  const first = rowAt(fields.same_as);
  const isRight = first && first.locator !== locator && !first.fields.same_as &&
    first.fields.disposition === fields.disposition;
  return isRight ? [] : [fault("no_first", {}, "same_as")];
};

const ofOne = (row) => {
  if (isRepeat(row.fields)) return repeats(row);
  if (row.fields.disposition === "neither") return missing(row);
  if (!figureOf(row)) return [fault("unreadable")];
  return [
    ...missing(row),
    ...codes(row),
    ...periods(row, ""),
    ...(row.fields.disposition === "comparison" ? periods(row, "base_") : []),
    ...unitFaults(row),
    ...bounds(row),
  ];
};

const cell = (fields, prefix = "", breakdown = fields[`${prefix}breakdown`]) =>
  [`${prefix}indicator`, `${prefix}area`, `${prefix}period_start`, `${prefix}period_end`]
    .map((name) => fields[name])
    .concat(breakdown)
    .join("|");

const isFigure = (row) =>
  row.fields.disposition === "observation" && !isRepeat(row.fields) && row.fields.indicator &&
  valueOf(row);

/* A cell that is said twice: a repeat, or something else that is not told apart yet. */
const again = (cells) =>
  [...cells.values()].flatMap(([first, ...others]) =>
    others.map((row) => {
      const agree = meet(valueOf(row), valueOf(first));
      const values = { other: { row: first.place } };
      const extra = agree ? { repeats: first.locator } : {};
      return [
        row,
        finding("doubt", agree ? "cell_again" : "cell_differs", values, "same_as", extra),
      ];
    })
  );

const without = (breakdown, member) =>
  breakdown.split(";").filter((part) => part !== member).join(";") || "total";
const dimensionOf = (member) => member.split("=")[0];
const MEMBERS_OF = groupBy([...MEMBERS.keys()], dimensionOf);

/* Parts of a dimension of one cell against what they are parts of. A standard does not add up. */
const sums = (figures, cells) => {
  const parts = figures
    .filter(({ fields }) => ["stock", "flow"].includes(INDICATORS.get(fields.indicator).kind))
    .flatMap((row) =>
      row.fields.breakdown.split(";").filter((part) => part.includes("=")).map((member) => ({
        row,
        member,
        whole: cell(row.fields, "", without(row.fields.breakdown, member)),
      }))
    );
  const groups = groupBy(parts, ({ whole, member }) => `${dimensionOf(member)}|${whole}`);
  return [...groups.values()].flatMap((group) => sumOf(group, cells.get(group[0].whole)?.[0]));
};

const sumOf = (group, total) => {
  const each = [...new Map(group.map((part) => [part.member, part.row])).values()];
  if (!total || each.length < 2) return [];
  const [sum, whole] = [each.map(valueOf).reduce(added), valueOf(total)];
  const isAll = each.length === MEMBERS_OF.get(dimensionOf(group[0].member)).length;
  const isMore = sum.low && whole.high && isLess(whole.high, sum.low);
  const values = {
    parts: each.map((row) => decimal(valueOf(row).value)).join(" + "),
    sum: decimal(sum.value),
    total: decimal(whole.value),
  };
  const found = meet(sum, whole)
    ? finding("fine", "sum_fits", values)
    : isMore
    ? finding("doubt", "sum_more", values)
    : isAll
    ? finding("doubt", "sum_differs", values)
    : null;
  return found ? [...each, total].map((row) => [row, found]) : [];
};

const added = (one, other) => ({
  value: plus(one.value, other.value),
  low: plus(one.low, other.low),
  high: plus(one.high, other.high),
});

/* A quotient of intervals of positive numbers. */
const quotient = (one, other) => ({
  value: divided(one.value, other.value),
  low: divided(one.low, other.high),
  high: divided(one.high, other.low),
});
const scaled = (one, by, less) => {
  const put = (number) => number && times(minus(number, less), by);
  return { value: put(one.value), low: put(one.low), high: put(one.high) };
};
const NOTHING = exactly("0");

const computed = (kind, unit, value, base) => {
  const by = unit === "per-thousand" ? exactly("1000") : HUNDRED;
  if (kind === "growth") return scaled(quotient(value, base), by, ONE);
  if (kind === "share") return scaled(quotient(value, base), by, NOTHING);
  if (kind === "multiple") return quotient(value, base);
  return {
    value: minus(value.value, base.value),
    low: minus(value.low, base.high),
    high: minus(value.high, base.low),
  };
};

/* A difference is in a unit of its own, which only that of both figures is compared with. */
const isComparable = ({ fields }) =>
  fields.kind !== "difference" ||
  [INDICATORS.get(fields.indicator)?.unit, "percentage-point"].includes(fields.unit);

const changes = (cells) =>
  ROWS.filter((row) => row.fields.disposition === "comparison" && isComparable(row)).flatMap(
    (row) => {
      const [value] = cells.get(cell(row.fields)) ?? [];
      const [base] = cells.get(cell(row.fields, "base_")) ?? [];
      const stated = valueOf(row);
      if (!value || !base || value === base || !stated) return [];
      const found = computed(row.fields.kind, row.fields.unit, valueOf(value), valueOf(base));
      if (!found.value) return [];
      const values = {
        base: decimal(valueOf(base).value),
        value: decimal(valueOf(value).value),
        computed: decimal(found.value, 2n),
      };
      return meet(found, stated)
        ? [[row, finding("fine", "change_fits", values)]]
        : [[row, finding("doubt", "change_differs", values, "base_period_start")]];
    },
  );

/* The findings of every row, by its place. */
export const check = () => {
  const found = ROWS.map(ofOne);
  const figures = ROWS.filter(isFigure);
  const cells = groupBy(figures, ({ fields }) => cell(fields));
  for (const [row, one] of [...again(cells), ...sums(figures, cells), ...changes(cells)]) {
    found[row.place].push(one);
  }
  return found;
};

export const hasFault = (findings) => findings.some(({ level }) => level === "fault");
export const hasDoubt = (findings) => findings.some(({ level }) => level !== "fine");
export const codeList = (name) => [...CODES[name].values()];
