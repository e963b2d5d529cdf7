"""Go board: random games on a 9 by 9 board, with captures and territory.

Exercises a board search: flood fills over lists of neighbours, sets, integer
lists and branches.  Groups without liberties are taken off, suicide and an
immediate retake are refused, and the filled area is scored at the end.
"""
import sys

SCALE = 24
QUICK = 4
SIZE = 9
EXPECTED = [878, 239, 332]
EMPTY, BLACK, WHITE = range(3)


def neighbours_of(point):
    row, column = divmod(point, SIZE)
    result = []
    if row > 0:
        result.append(point - SIZE)
    if row < SIZE - 1:
        result.append(point + SIZE)
    if column > 0:
        result.append(point - 1)
    if column < SIZE - 1:
        result.append(point + 1)
    return result


NEIGHBOURS = [neighbours_of(point) for point in range(SIZE * SIZE)]


class Board:
    def __init__(self):
        self.stones = [EMPTY] * (SIZE * SIZE)
        self.captured = [0, 0, 0]
        self.forbidden = None

    def group(self, start):
        """The stones connected to start, and the liberties they have."""
        colour = self.stones[start]
        stones, liberties, pending = {start}, set(), [start]
        while pending:
            for point in NEIGHBOURS[pending.pop()]:
                found = self.stones[point]
                if found == EMPTY:
                    liberties.add(point)
                elif found == colour and point not in stones:
                    stones.add(point)
                    pending.append(point)
        return stones, liberties

    def is_eye(self, point, colour):
        return all(self.stones[other] == colour for other in NEIGHBOURS[point])

    def play(self, point, colour):
        """Puts a stone unless the rules forbid it; tells whether it did."""
        if self.stones[point] != EMPTY or point == self.forbidden:
            return False
        self.stones[point] = colour
        taken = []
        for other in NEIGHBOURS[point]:
            if self.stones[other] == 3 - colour:
                stones, liberties = self.group(other)
                if not liberties:
                    taken.extend(stones)
                    for stone in stones:
                        self.stones[stone] = EMPTY
        if not taken and not self.group(point)[1]:
            self.stones[point] = EMPTY
            return False
        self.captured[colour] += len(taken)
        self.forbidden = taken[0] if len(taken) == 1 else None
        return True

    def territory(self, colour):
        """Points of this colour and empty points that only it touches."""
        area = 0
        for point, stone in enumerate(self.stones):
            if stone == colour or (stone == EMPTY and self.is_eye(point, colour)):
                area += 1
        return area


class Player:
    def __init__(self, seed):
        self.state = seed

    def random(self, limit):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % limit

    def move(self, board, colour):
        candidates = [point for point, stone in enumerate(board.stones) if stone == EMPTY]
        while candidates:
            index = self.random(len(candidates))
            point = candidates[index]
            candidates[index] = candidates[-1]
            candidates.pop()
            if not board.is_eye(point, colour) and board.play(point, colour):
                return True
        return False


def game(seed):
    board, player = Board(), Player(seed)
    colour, passes, moves = BLACK, 0, 0
    while passes < 2 and moves < 300:
        if player.move(board, colour):
            passes = 0
        else:
            passes += 1
        colour = 3 - colour
        moves += 1
    for point, stone in enumerate(board.stones):
        if stone != EMPTY and not board.group(point)[1]:
            sys.exit("go_board: a group without liberties is left at %d" % point)
    return moves, board.territory(BLACK), board.captured[BLACK] + board.captured[WHITE]


def run():
    totals = [0, 0, 0]
    for seed in range(8):
        for index, value in enumerate(game(seed)):
            totals[index] += value
    return totals


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("go_board: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("go_board ok", answer)
