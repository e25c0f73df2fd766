/* What was decided of each number, kept in the browser under the fingerprint of the text. */
import { DATA } from "./lists.js";

const KEY = `minzheng-review:${DATA.fingerprint}`;

export const ROWS = DATA.rows.map((row, place) => ({
  ...row,
  place,
  proposed: row.fields,
  fields: { ...row.fields },
  accepted: false,
}));
const BY_LOCATOR = new Map(ROWS.map((row) => [row.locator, row]));
export const rowAt = (locator) => BY_LOCATOR.get(locator);

export const changedFields = (row) =>
  Object.keys(row.fields).filter((name) => row.fields[name] !== row.proposed[name]);

/* Whether the browser keeps what is decided: some do not for files. */
export let isKept = true;

const keep = () => {
  const touched = ROWS.filter((row) => row.accepted || changedFields(row).length);
  const decisions = touched.map(({ locator, printed, fields, accepted }) => ({
    locator,
    printed,
    fields,
    accepted,
  }));
  try {
    localStorage.setItem(KEY, JSON.stringify({ decisions }));
    isKept = true;
  } catch {
    isKept = false;
  }
};

/* What was decided before; what a later reading no longer finds at its place is left out. */
export const recall = () => {
  try {
    const { decisions } = JSON.parse(localStorage.getItem(KEY) ?? '{"decisions":[]}');
    for (const { locator, printed, fields, accepted } of decisions) {
      const row = rowAt(locator);
      if (row?.printed === printed) {
        Object.assign(row, { fields: { ...row.fields, ...fields }, accepted });
      }
    }
  } catch {
    isKept = false;
  }
};

/* A changed number is to be accepted again. */
export const change = (row, fields) => {
  Object.assign(row.fields, fields);
  row.accepted = false;
  keep();
};

export const accept = (rows, accepted = true) => {
  for (const row of rows) row.accepted = accepted;
  keep();
};

export const restore = (row) => {
  row.fields = { ...row.proposed };
  row.accepted = false;
  keep();
};

export const startOver = () => {
  for (const row of ROWS) Object.assign(row, { fields: { ...row.proposed }, accepted: false });
  keep();
};
