def function(*arguments, **keywords):
    return arguments[0](
        *arguments[1:],
        key=keywords[
            "missing"
        ],
    )


function(
    print,
    1,
    2,
)
