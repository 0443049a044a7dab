/** Coefficients by variable. */
export type Terms = readonly (readonly [coefficient: number, variable: string])[];

interface Constraint {
  /** The rule that asks for it; null for what no rule can waive. */
  readonly rule: string | null;
  readonly terms: Terms;
  readonly sense: "<=" | ">=" | "=";
  readonly right: number;
}

/**
 * A linear programme over whole numbers in which every constraint knows which rule asked for it. A name that was never
 * defined as a variable stands for zero: what cannot happen needs no variable.
 */
export class LinearModel {
  readonly #upper = new Map<string, number>();
  readonly #cost = new Map<string, number>();
  readonly #constraints: Constraint[] = [];

  /** Adds a whole variable from 0 to `upper` and gives its name back; names are letters, digits and underscores. */
  variable(name: string, upper: number, cost = 0): string {
    const safe = name.replaceAll(/[^A-Za-z0-9]/g, "_");
    if (this.#upper.has(safe)) throw new Error(`variable ${safe} is defined twice`);
    this.#upper.set(safe, upper);
    if (cost !== 0) this.#cost.set(safe, cost);
    return safe;
  }

  constrain(rule: string | null, terms: Terms, sense: Constraint["sense"], right: number): void {
    this.#constraints.push({ rule, terms, sense, right });
  }

  /** A copy to which constraints can be added without touching this one. */
  branch(): LinearModel {
    const copy = new LinearModel();
    for (const [name, upper] of this.#upper) copy.#upper.set(name, upper);
    for (const [name, cost] of this.#cost) copy.#cost.set(name, cost);
    copy.#constraints.push(...this.#constraints);
    return copy;
  }

  /** Every rule that asks for something here. */
  rules(): string[] {
    return [...new Set(this.#constraints.flatMap(({ rule }) => (rule === null ? [] : [rule])))];
  }

  get size(): { readonly variables: number; readonly constraints: number } {
    return { variables: this.#upper.size, constraints: this.#constraints.length };
  }

  costOf(values: ReadonlyMap<string, number>): number {
    let sum = 0;
    for (const [name, cost] of this.#cost) sum += cost * (values.get(name) ?? 0);
    return sum;
  }

  /** In the LP format of CPLEX, with the constraints of the named rules left out, and without costs where none matter. */
  toLp(waived: ReadonlySet<string> = new Set(), costs: "costs" | "no costs" = "costs"): string {
    const priced = costs === "costs" ? [...this.#cost] : [];
    const lines = ["Minimize", ` obj: ${write(priced.map(([name, cost]) => [cost, name]))}`];
    lines.push("Subject To");
    for (const [i, { rule, terms, sense, right }] of this.#constraints.entries()) {
      if (rule !== null && waived.has(rule)) continue;
      const merged = new Map<string, number>();
      for (const [coefficient, name] of terms)
        if (this.#upper.has(name)) merged.set(name, (merged.get(name) ?? 0) + coefficient);
      const left = [...merged].filter(([, c]) => c !== 0).map(([name, c]): [number, string] => [c, name]);
      // A constraint without variables holds or fails by its numbers alone; "zero" is a variable held at 0.
      lines.push(` c${i}: ${left.length === 0 ? "zero" : write(left)} ${sense} ${right}`);
    }
    lines.push("Bounds", " zero = 0");
    for (const [name, upper] of this.#upper) lines.push(` 0 <= ${name} <= ${upper}`);
    lines.push("General", ...[...this.#upper.keys()].map((name) => ` ${name}`), "End");
    return lines.join("\n");
  }
}

function write(terms: Terms): string {
  if (terms.length === 0) return "0 zero";
  // Lines are kept short: the format limits their length.
  return terms
    .map(([coefficient, name], i) => {
      const sign = coefficient < 0 ? "-" : i === 0 ? "" : "+";
      return `${sign} ${Math.abs(coefficient)} ${name}${i % 8 === 7 ? "\n " : ""}`;
    })
    .join(" ");
}
