def classify(error):
    try:
        raise error
    except (KeyError, IndexError) as e:
        return f"lookup {type(e).__name__}"
    except ArithmeticError as e:
        return f"arithmetic {type(e).__name__}"
    except OSError as e:
        return f"os {type(e).__name__}"
    except Exception as e:
        return f"other {type(e).__name__}"


print([classify(error) for error in (KeyError(1), IndexError(), ZeroDivisionError(), OverflowError(), FileNotFoundError(), IOError(), ValueError(), RecursionError())])
print(IOError is OSError, EnvironmentError is OSError, issubclass(UnicodeDecodeError, ValueError), issubclass(ModuleNotFoundError, ImportError), issubclass(KeyboardInterrupt, Exception), issubclass(StopAsyncIteration, Exception), issubclass(IndentationError, SyntaxError), issubclass(NotImplementedError, RuntimeError), issubclass(UnboundLocalError, NameError))
