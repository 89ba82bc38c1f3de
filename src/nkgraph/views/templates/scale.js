// Numbers and their places: a linear or logarithmic scale that begins and ends at round numbers.

const WIDE_RANGE = 40;  // times: more than this, and a linear scale shows the small ones as nothing

function niceStep(range, parts) {
  const raw = range / parts;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= raw * 0.999);
}

const short = (number) => {
  const units = [[1e9, " bn"], [1e6, " m"]];
  const [by, name] = units.find(([size]) => number >= size) || [1, ""];
  return `${(number / by).toLocaleString("en", { maximumFractionDigits: number < 1 ? 3 : 1 })}${name}`;
};

class Scale {
  // `values`: all numbers to be shown; `how`: "linear", "log", or "fit", which chooses.
  constructor(values, how) {
    const positive = values.filter((value) => value > 0);
    const [least, most] = [Math.min(...positive, Infinity), Math.max(...positive, 0)];
    this.log = positive.length > 0 && (how === "log" || (how === "fit" && most / least > WIDE_RANGE));
    if (this.log) {
      this.bottom = Math.log10(least) - 0.15;
      this.top = Math.max(Math.log10(most) + 0.15, this.bottom + 0.6);
      this.ticks = this.decades();
    } else {
      const step = niceStep(most || 1, 4);
      [this.bottom, this.top] = [0, Math.max(Math.ceil((most * 1.06) / step) * step, step)];
      this.ticks = Array.from({ length: Math.round(this.top / step) + 1 }, (_, n) => n * step);
    }
  }

  decades() {
    const all = [];
    for (let power = Math.floor(this.bottom); power <= this.top; power += 1) {
      for (const n of this.top - this.bottom > 3 ? [1] : [1, 2, 5]) all.push(n * 10 ** power);
    }
    return all.filter((n) => Math.log10(n) >= this.bottom && Math.log10(n) <= this.top);
  }

  // 0 at the bottom, 1 at the top; what cannot stand on the scale lies at its end.
  at(value) {
    if (!this.log) return Math.min(Math.max(value / this.top, 0), 1);
    return value > 0 ? Math.min(Math.max((Math.log10(value) - this.bottom) / (this.top - this.bottom), 0), 1) : 0;
  }
}
