names = [f"p{n}" for n in range(300)]
namespace = {}
exec(f"def function({', '.join(names)}):\n    return {' + '.join(names)}", namespace)
function = namespace["function"]
print(function(*range(300)), function(**{name: 1 for name in names}))
for count in (299, 301, 0):
    try:
        function(*range(count))
    except TypeError as error:
        print(str(error)[:60], str(error)[-40:])
