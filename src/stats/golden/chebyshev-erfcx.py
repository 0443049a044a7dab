# Prints the Chebyshev coefficients used by error-function.ts and the zeta table of log-gamma.ts (needs mpmath).
import mpmath as mp

mp.mp.dps = 40
NODES = 80


def scaled(t):
    x = mp.mpf("3.75") * (1 + t) / (1 - t)
    return (1 + 2 * x) * mp.exp(x * x) * mp.erfc(x)


angles = [mp.pi * (k + mp.mpf(1) / 2) / NODES for k in range(NODES)]
values = [scaled(mp.cos(a)) for a in angles]
for j in range(26):
    print(float(2 * sum(v * mp.cos(j * a) for v, a in zip(values, angles)) / NODES))
print([float(mp.zeta(k) - 1) for k in range(2, 32)])
