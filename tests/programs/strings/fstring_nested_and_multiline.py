width, precision = 12, 3
print(f"{3.14159:{width}.{precision}}|{'x':{'*'}^{width}}|")
print(f'''{
    width
    + precision
} end {"""triple"""}''')
print(f"{f'{1}'}",  f"{width:{'0'}>{8}}")
print(f"{width!r:{'<'}{5}}|")
