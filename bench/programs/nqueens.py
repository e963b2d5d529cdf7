"""N queens by backtracking over generators and sets.

Exercises recursive generators, set insertion and removal.  The number of
solutions for each board is known.
"""
import sys

SCALE = 9
QUICK = 8
SOLUTIONS = {4: 2, 5: 10, 6: 4, 7: 40, 8: 92, 9: 352, 10: 724}


def place(size, row, columns, rising, falling, board):
    if row == size:
        yield tuple(board)
        return
    for column in range(size):
        up, down = row + column, row - column
        if column in columns or up in rising or down in falling:
            continue
        columns.add(column)
        rising.add(up)
        falling.add(down)
        board.append(column)
        yield from place(size, row + 1, columns, rising, falling, board)
        board.pop()
        columns.remove(column)
        rising.remove(up)
        falling.remove(down)


def run(size):
    boards = set()
    for _ in range(80):
        boards.update(place(size, 0, set(), set(), set(), []))
    return len(boards)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    size = QUICK if argument == "--quick" else int(argument)
    answer = run(size)
    if answer != SOLUTIONS[size]:
        sys.exit("nqueens: wrong answer %r, expected %r" % (answer, SOLUTIONS[size]))
    print("nqueens ok", answer)
