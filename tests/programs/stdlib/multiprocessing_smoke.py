import multiprocessing


def square(x):
    return x * x


def worker(queue):
    queue.put(("from child", square(5)))


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    process = context.Process(target=worker, args=(queue,))
    process.start()
    print(queue.get(timeout=30))
    process.join()
    print(process.exitcode)
    with context.Pool(2) as pool:
        print(pool.map(square, range(5)))
    parent, child = context.Pipe()
    parent.send({"k": [1]})
    print(child.recv())
