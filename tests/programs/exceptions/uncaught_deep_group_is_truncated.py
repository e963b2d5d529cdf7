error = ValueError("innermost")
for depth in range(12):
    error = ExceptionGroup(f"level {depth}", [error, TypeError(depth)])
raise error
