# Writes golden-values.json: reference values of the distributions over their range.
# mpmath (40 digits) where it has the function, scipy.stats for the quantiles. Run: python3 make-golden.py > golden-values.json
import json

import mpmath as mp
import scipy
from scipy import stats

mp.mp.dps = 40
table = {"made_with": f"scipy {scipy.__version__}, mpmath {mp.__version__}"}


def grid(low, high, n):
    return [low + (high - low) * i / (n - 1) for i in range(n)]


def logs(low, high, n):
    return [float(low * (high / low) ** (i / (n - 1))) for i in range(n)]


def F(x):
    return float(x)


table["erfc"] = [[x, F(mp.erfc(x))] for x in grid(-6, 26, 129)]
table["erf"] = [[x, F(mp.erf(x))] for x in logs(1e-12, 6, 60)]
table["normalCdf"] = [[x, F(mp.erfc(-mp.mpf(x) / mp.sqrt(2)) / 2)] for x in grid(-37, 8, 181)]
table["normalLogCdf"] = [[x, F(mp.log(mp.erfc(-mp.mpf(x) / mp.sqrt(2)) / 2))] for x in grid(-200, 10, 211)]
probabilities = logs(1e-300, 0.5, 80) + [1 - p for p in logs(1e-12, 0.5, 40)]


def normal_quantile(p):
    p = mp.mpf(p)
    start = mp.mpf(float(stats.norm.ppf(float(p))))
    return F(mp.findroot(lambda x: mp.log(mp.erfc(-x / mp.sqrt(2)) / 2) - mp.log(p), start))


table["normalQuantile"] = [[p, normal_quantile(p)] for p in probabilities if p != 0.5]
table["logGamma"] = [[x, F(mp.loggamma(x))] for x in logs(1e-10, 1e8, 120) + grid(0.9, 2.2, 53) if x not in (1, 2)]
shapes = [0.01, 0.3, 1, 2.5, 10, 100, 3000, 1e5]
table["gammaPQ"] = []
for a in shapes:
    sd = a**0.5
    for x in sorted({max(1e-6, a + k * sd) for k in (-6, -3, -1, -0.2, 0, 0.2, 1, 3, 6, 10)} | {a * 1e-3, a * 0.1}):
        q = mp.gammainc(a, x, mp.inf, regularized=True)
        table["gammaPQ"].append([a, x, F(1 - q), F(q)])
table["gammaQuantile"] = [
    [p, a, F(stats.gamma.ppf(p, a))]
    for a in [0.3, 1, 2.5, 10, 100, 3000]
    for p in [1e-10, 1e-4, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999]
]
table["betaI"] = []
for a, b in [(0.3, 0.7), (1, 1), (2, 5), (30, 4), (200, 300), (5000, 20)]:
    mean = a / (a + b)
    for x in [mean * 0.2, mean * 0.8, mean, mean + (1 - mean) * 0.3, mean + (1 - mean) * 0.9]:
        table["betaI"].append([a, b, x, F(mp.betainc(a, b, 0, x, regularized=True))])
table["betaQuantile"] = [
    [p, a, b, F(stats.beta.ppf(p, a, b))]
    for a, b in [(0.5, 0.5), (1, 3), (2, 5), (30, 4), (200, 300)]
    for p in [1e-6, 0.025, 0.4, 0.5, 0.9, 0.999]
]
table["poissonCdf"] = [
    [k, m, F(mp.gammainc(k + 1, m, mp.inf, regularized=True))]
    for m in [0.01, 0.7, 3, 20, 400, 1e4]
    for k in sorted({max(0, int(m + s * m**0.5)) for s in (-5, -2, 0, 1, 4, 8)})
]
table["poissonPmf"] = [
    [k, m, F(mp.exp(k * mp.log(m) - m - mp.loggamma(k + 1)))]
    for m in [0.01, 0.7, 3, 20, 400, 1e4]
    for k in sorted({max(0, int(m + s * m**0.5)) for s in (-5, -2, 0, 1, 4, 8)})
]
table["poissonQuantile"] = [
    [p, m, int(stats.poisson.ppf(p, m))] for m in [0.01, 0.7, 3, 20, 400] for p in [1e-6, 0.05, 0.5, 0.95, 0.999]
]
table["binomialCdf"] = [
    [k, n, p, F(mp.fsum(mp.binomial(n, j) * mp.mpf(p) ** j * (1 - mp.mpf(p)) ** (n - j) for j in range(k + 1)))]
    for n, p in [(10, 0.1), (50, 0.9), (300, 0.5), (1000, 0.003)]
    for k in sorted({min(n - 1, max(0, int(n * p + s * (n * p * (1 - p)) ** 0.5))) for s in (-4, -1, 0, 2, 5)})
]
table["binomialQuantile"] = [
    [q, n, p, int(stats.binom.ppf(q, n, p))]
    for n, p in [(10, 0.1), (50, 0.9), (300, 0.9), (1000, 0.003)]
    for q in [1e-6, 0.025, 0.5, 0.975, 0.9999]
]
print(json.dumps(table, indent=None, separators=(",", ":")).replace('"],', '"],\n').replace("]],", "]],\n"))
