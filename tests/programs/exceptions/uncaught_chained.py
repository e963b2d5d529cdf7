def load(key):
    try:
        return {}[key]
    except KeyError as error:
        raise ValueError(f"bad key {key!r}") from error


def main():
    try:
        load("k")
    except ValueError:
        raise RuntimeError("during handling")


main()
