"""N-body: the motion of the Sun and the four giant planets.

Exercises float arithmetic, tuple unpacking and list element stores.
The energy is conserved to four decimals, and known for some numbers of steps.
"""
import sys

SCALE = 200000
QUICK = 40000
KNOWN = {1000: -0.169087605}

SOLAR_MASS = 39.47841760435743
DAYS = 365.24


def planet(x, y, z, vx, vy, vz, mass):
    return ([x, y, z], [vx * DAYS, vy * DAYS, vz * DAYS], mass * SOLAR_MASS)


def solar_system():
    return [
        planet(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
        planet(4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
               0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023,
               0.000954791938424326609),
        planet(8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
               -0.00276742510726411, 0.00499852801234917238, 0.0000230417297573763929,
               0.000285885980666130812),
        planet(12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
               0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556,
               0.0000436624404335156298),
        planet(15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
               0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870,
               0.0000515138902046611451),
    ]


def all_pairs(bodies):
    return [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]


def energy(bodies, pairs):
    total = 0.0
    for (x1, y1, z1), (vx, vy, vz), mass in bodies:
        total += 0.5 * mass * (vx * vx + vy * vy + vz * vz)
    for ((x1, y1, z1), _, m1), ((x2, y2, z2), _, m2) in pairs:
        dx, dy, dz = x1 - x2, y1 - y2, z1 - z2
        total -= m1 * m2 / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def advance(bodies, pairs, step, count):
    for _ in range(count):
        for ((x1, y1, z1), v1, m1), ((x2, y2, z2), v2, m2) in pairs:
            dx = x1 - x2
            dy = y1 - y2
            dz = z1 - z2
            magnitude = step * (dx * dx + dy * dy + dz * dz) ** -1.5
            force1 = m1 * magnitude
            force2 = m2 * magnitude
            v1[0] -= dx * force2
            v1[1] -= dy * force2
            v1[2] -= dz * force2
            v2[0] += dx * force1
            v2[1] += dy * force1
            v2[2] += dz * force1
        for position, (vx, vy, vz), _ in bodies:
            position[0] += step * vx
            position[1] += step * vy
            position[2] += step * vz


def run(steps):
    bodies = solar_system()
    pairs = all_pairs(bodies)
    for axis in range(3):
        momentum = sum(velocity[axis] * mass for _, velocity, mass in bodies)
        bodies[0][1][axis] = -momentum / bodies[0][2]
    before = energy(bodies, pairs)
    advance(bodies, pairs, 0.01, steps)
    after = energy(bodies, pairs)
    if abs(after - KNOWN.get(steps, after)) > 1e-9:
        sys.exit("nbody: wrong energy %.9f after %d steps" % (after, steps))
    if abs(before + 0.169075164) > 1e-9 or abs(after - before) > 1e-4:
        sys.exit("nbody: wrong answer, energy went from %.9f to %.9f" % (before, after))
    return "%.6f" % after


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    print("nbody ok", run(QUICK if argument == "--quick" else int(argument)))
