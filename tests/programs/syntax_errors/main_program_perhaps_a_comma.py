values = {
    "one": 1,
    "two": 2 3,
}
