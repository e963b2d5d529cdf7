import argparse

parser = argparse.ArgumentParser(prog="tool", description="Does things.")
parser.add_argument("input", help="the input")
parser.add_argument("-n", "--number", type=int, default=3, metavar="N", help="a number (default %(default)s)")
parser.add_argument("--flag", action="store_true")
parser.add_argument("--mode", choices=["a", "b"])
parser.add_argument("rest", nargs="*")
print(parser.parse_args(["file", "x", "y", "-n", "5", "--flag"]), parser.parse_args(["f", "--mode=a"]))
parser.print_help()
for arguments in ([], ["f", "-n", "x"], ["f", "--mode", "c"], ["f", "--unknown"]):
    try:
        parser.parse_args(arguments)
    except SystemExit as error:
        print("exit", error.code)
subparsers = argparse.ArgumentParser(prog="multi").add_subparsers(dest="command")
add = subparsers.add_parser("add")
add.add_argument("values", nargs="+", type=int)
print(add.parse_args(["1", "2"]))
