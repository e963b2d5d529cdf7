class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        raise RuntimeError("from exit")


def run():
    with Manager() as manager:
        try:
            manager.missing
        finally:
            print("finally")


run()
